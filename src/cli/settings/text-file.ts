// A file of text that the user named, or that is read if it is there.
import { readFileSync, statSync } from 'node:fs';
import { accepted, refused, type Checked } from '../../core/checked.ts';

export interface TextFile {
  readonly text: string;
  /** Permissions, as `stat` tells them. */
  readonly mode: number;
}

/** `undefined` for a file that is not there and need not be. */
export function readTextFile(
  path: string,
  { isRequired }: { readonly isRequired: boolean },
): Checked<TextFile | undefined> {
  try {
    const { mode } = statSync(path);
    return accepted({ text: readFileSync(path, 'utf8'), mode });
  } catch (error) {
    if (!(error instanceof Error && 'code' in error)) throw error;
    if (error.code === 'ENOENT' && !isRequired) return accepted(undefined);
    const remedy = error.code === 'ENOENT' ? 'name a file that exists' : 'name a file that can be read';
    return refused('unreadable-file', `${path} cannot be read (${error.message})`, remedy);
  }
}
