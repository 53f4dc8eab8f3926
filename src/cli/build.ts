// What was built, to the byte: a change that has no version of its own yet is another program all the same.
import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';

/** SHA-256 over everything that is built, with the libraries that are built in. */
export function hashOfBuild(): string {
  const built = join(dirname(createRequire(import.meta.url).resolve('#package.json')), 'dist');
  const hash = createHash('sha256');
  for (const name of readdirSync(built).sort()) {
    if (name.endsWith('.js')) hash.update(`${name}\n`).update(readFileSync(join(built, name)));
  }
  return hash.digest('hex');
}
