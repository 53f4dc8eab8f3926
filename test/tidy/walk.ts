// Finds the files that the tidy test reads: every TypeScript file under src/ and simulator/ that is not itself a test.
// It takes the root as an argument, so that a test can plant a whole tree elsewhere.

import { existsSync, readdirSync } from 'node:fs';
import { join, relative, sep } from 'node:path';

/** Paths from `root`, with forward slashes, sorted. */
export function listSourceFiles(root: string): string[] {
  return ['src', 'simulator']
    .map((folder) => join(root, folder))
    .filter((folder) => existsSync(folder))
    .flatMap((folder) => readdirSync(folder, { recursive: true, withFileTypes: true }))
    .filter((entry) => entry.isFile())
    .map((entry) => relative(root, join(entry.parentPath, entry.name)).split(sep).join('/'))
    .filter((path) => /\.[cm]?tsx?$/.test(path) && !isTestCode(path))
    .sort();
}

/** Tests, and the helpers in folders named `testing`: neither is part of what is built. */
export function isTestCode(path: string): boolean {
  return /\.test\.[cm]?tsx?$/.test(path) || path.split('/').includes('testing');
}
