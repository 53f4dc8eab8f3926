// Which program this is, as exactly as it can be told: results of two programs are never added up. The commit says it to people; what was
// built says it to the byte, so that a change that is not committed yet counts as well.
import { execFileSync } from 'node:child_process';
import { createRequire } from 'node:module';
import { dirname } from 'node:path';
import { hashOfBuild } from '../build.ts';
import { version } from '../version.ts';

export interface Program {
  readonly version: string;
  /** `null` where this is no clone. */
  readonly commit: string | null;
  /** SHA-256 over the engine and the simulator as they run. */
  readonly build: string;
}

export const thisProgram = (): Program => ({
  version,
  commit: commitHere(),
  build: hashOfBuild(),
});

/** Where there is no commit, seeds start at 1. */
export function seedOfCommit(commit: string | null): number {
  return commit === null ? 1 : Number.parseInt(commit.slice(0, 7), 16) + 1;
}

/** A package inside a clone of something else has no commit of its own. */
function commitHere(): string | null {
  const root = dirname(createRequire(import.meta.url).resolve('#package.json'));
  try {
    const options = { cwd: root, encoding: 'utf8', stdio: 'pipe' } as const;
    const [prefix, commit = ''] = execFileSync('git', ['rev-parse', '--show-prefix', 'HEAD'], options).split(
      '\n',
    );
    return prefix === '' && /^[0-9a-f]{40,64}$/.test(commit) ? commit : null;
  } catch (error) {
    if (error instanceof Error && ('status' in error || 'code' in error)) return null;
    throw error;
  }
}
