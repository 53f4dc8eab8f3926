// A small file, replaced as a whole or not at all, and durable when it is done.
import { closeSync, fsyncSync, openSync, renameSync, unlinkSync, writeFileSync } from 'node:fs';
import { open, rename } from 'node:fs/promises';
import { dirname } from 'node:path';
import { systemErrorCode } from './failure.ts';

const ownerOnly = 0o600;

/** When it returns `undefined`, the file holds this text, whatever happens to the machine; otherwise the system's code. */
export function replaceFile(path: string, text: string): string | undefined {
  const unfinished = `${path}.${process.pid}.new`;
  try {
    writeThrough(unfinished, text);
    renameSync(unfinished, path);
    syncDirectoryOf(path);
    return undefined;
  } catch (error) {
    const reason = systemErrorCode(error);
    removeIfThere(unfinished);
    return reason;
  }
}

/** The same in the background. */
export async function replaceFileSoon(path: string, text: string): Promise<string | undefined> {
  const unfinished = `${path}.${process.pid}.new`;
  try {
    await writeThroughSoon(unfinished, text);
    await rename(unfinished, path);
    await syncFolderSoon(dirname(path));
    return undefined;
  } catch (error) {
    return systemErrorCode(error);
  }
}

async function writeThroughSoon(path: string, text: string): Promise<void> {
  const file = await open(path, 'w', ownerOnly);
  try {
    await file.writeFile(text);
    await file.sync();
  } finally {
    await file.close();
  }
}

async function syncFolderSoon(path: string): Promise<void> {
  const folder = await open(path, 'r');
  try {
    await folder.sync();
  } finally {
    await folder.close();
  }
}

function writeThrough(path: string, text: string): void {
  const file = openSync(path, 'w', ownerOnly);
  try {
    writeFileSync(file, text);
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
}

/** Where the disk fails, what is left over cannot always be removed either; the next write begins it anew. */
function removeIfThere(path: string): void {
  try {
    unlinkSync(path);
  } catch (error) {
    systemErrorCode(error);
  }
}

/** A new name is durable only when its folder is. Throws as the system does, like the next one. */
export const syncDirectoryOf = (path: string): void => syncFile(dirname(path));

export function syncFile(path: string): void {
  const file = openSync(path, 'r');
  try {
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
}
