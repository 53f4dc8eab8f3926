// What was built, to the byte: a change that has no version of its own yet is another program all the same.
import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** SHA-256 over the code in these folders beside each other, as it runs: sources, or what was built of them. */
export function hashOfBuild(folders: readonly ('src' | 'simulator')[]): string {
  const built = fileURLToPath(new URL('../..', import.meta.url));
  const hash = createHash('sha256');
  const files = folders.flatMap((folder) =>
    readdirSync(join(built, folder), { recursive: true, encoding: 'utf8' }).map((path) => join(folder, path)),
  );
  for (const path of files.filter((name) => /\.[jt]s$/.test(name)).sort())
    hash.update(`${path}\n`).update(readFileSync(join(built, path)));
  return hash.digest('hex');
}
