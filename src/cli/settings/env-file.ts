// Variables from a file such as `.env`: added to what is there, never in its place. They hold keys, so a file that everybody on
// the machine can read is worth a word. (Node 20 looks at `--env-file` too, even after a script's name, and ends with 9 when there
// is no such file before anything here is run: https://github.com/nodejs/node/issues/54232. It loads nothing for us.)
import { parseEnv } from 'node:util';
import { accepted, type Checked } from '../../core/checked.ts';
import { readTextFile } from './text-file.ts';

const defaultFile = '.env';
const othersMayRead = 0o004;

export interface EnvironmentFile {
  /** What is there with what the file adds; an empty variable counts as none. */
  readonly environment: NodeJS.ProcessEnv;
  /** The file by the variables that came from it. */
  readonly loaded: ReadonlyMap<string, string>;
  readonly warning: string | undefined;
  /** Where it was found, and whether it is anybody's to read. */
  readonly found: FoundFile | undefined;
}

export interface FoundFile {
  readonly path: string;
  readonly isOpenToAll: boolean;
}

/** `path` is the one that was asked for; without it `.env` is read if it is there. */
export function loadEnvironmentFile(
  environment: NodeJS.ProcessEnv,
  path: string | undefined,
): Checked<EnvironmentFile> {
  const file = path ?? defaultFile;
  const read = readTextFile(file, { isRequired: path !== undefined });
  if (!read.ok) return read;
  if (read.value === undefined)
    return accepted({ environment, loaded: new Map(), warning: undefined, found: undefined });
  const { text, mode } = read.value;
  const merged: NodeJS.ProcessEnv = { ...environment };
  const loaded = new Map<string, string>();
  for (const [name, value] of Object.entries(parseEnv(text))) {
    if ((environment[name] ?? '') !== '') continue;
    merged[name] = value;
    loaded.set(name, file);
  }
  const isOpenToAll = (mode & othersMayRead) !== 0;
  return accepted({
    environment: merged,
    loaded,
    warning: isOpenToAll ? openToAll(file) : undefined,
    found: { path: file, isOpenToAll },
  });
}

const openToAll = (file: string): string =>
  `${file} can be read by everybody on this machine, and it may hold keys: chmod 600 ${file}`;
