// Writes an imported recording so that its path never holds half of one: a new file beside it, synced, then renamed.
import { open, rename, rm } from 'node:fs/promises';
import { encodeRecording } from './binary/encode.ts';
import { failed, succeeded, systemErrorCode, type Outcome } from './failure.ts';
import type { Recording } from './recording.ts';

/** The number of bytes written. The same recording always gives the same bytes; an existing file is replaced. */
export async function writeRecording(recording: Recording, path: string): Promise<Outcome<number>> {
  const bytes = encodeRecording(recording);
  const temporary = `${path}.${process.pid}.part`;
  try {
    const file = await open(temporary, 'w');
    try {
      await file.writeFile(bytes);
      await file.sync();
    } finally {
      await file.close();
    }
    await rename(temporary, path);
    return succeeded(bytes.length);
  } catch (error) {
    await rm(temporary, { force: true });
    const code = systemErrorCode(error);
    if (code === undefined) throw error;
    return failed(
      'unwritable-file',
      `${path} cannot be written: ${code}`,
      'give a path in a folder that can be written',
    );
  }
}
