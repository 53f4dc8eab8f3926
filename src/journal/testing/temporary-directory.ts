// A directory of a test's own, which goes away when the test is over.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';

/** To be called inside a test. */
export function temporaryDirectory(): string {
  const path = mkdtempSync(join(tmpdir(), 'evenkeel-'));
  onTestFinished(() => {
    rmSync(path, { recursive: true, force: true });
  });
  return path;
}
