// The version, from package.json, the one place where it stands.
import { createRequire } from 'node:module';

/** By its name in package.json, so that the way there is the same from the sources and from what was built of them. */
const packageJson: unknown = createRequire(import.meta.url)('#package.json');

export const version: string =
  typeof packageJson === 'object' &&
  packageJson !== null &&
  'version' in packageJson &&
  typeof packageJson.version === 'string'
    ? packageJson.version
    : 'unknown';
