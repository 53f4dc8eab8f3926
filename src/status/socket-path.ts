// Where a run is looked into: a socket in its folder, which only its owner may enter. Systems take no path of a socket beyond about a
// hundred bytes; Linux lets a longer one be named through an open folder.
import { closeSync, openSync } from 'node:fs';
import { join } from 'node:path';
import { accepted, refused, type Checked } from '../core/checked.ts';

export interface SocketPlace {
  /** As it is given to the system. */
  readonly path: string;
  /** When it is connected, or listened to no more. */
  release(): void;
}

/** In the folder of the run. */
export const socketName = 'socket';
/** The smallest of the systems that have such sockets (macOS), less the byte that ends it. */
const pathBytesMax = 103;

export function socketPlaceIn(folder: string): Checked<SocketPlace> {
  const path = join(folder, socketName);
  if (Buffer.byteLength(path) <= pathBytesMax) return accepted({ path, release: () => undefined });
  if (process.platform !== 'linux')
    return refused(
      'socket-path-too-long',
      `${path} is too long for a socket`,
      'give runs a shorter --runs-dir',
    );
  let file: number;
  try {
    file = openSync(folder, 'r');
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    return refused(
      'socket-folder-unreadable',
      `${folder} cannot be entered (${reason})`,
      'name another folder',
    );
  }
  return accepted({ path: `/proc/self/fd/${file}/${socketName}`, release: () => closeSync(file) });
}
