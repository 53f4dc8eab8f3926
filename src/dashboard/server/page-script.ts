// The page's script, as it was built for browsers.
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';

/** From the root of the package, so that the way there is the same from the sources and from what was built of them. */
export const pageScript = (): string =>
  readFileSync(
    join(dirname(createRequire(import.meta.url).resolve('#package.json')), 'dist', 'dashboard-page.js'),
    'utf8',
  );
