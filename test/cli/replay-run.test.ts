// `evenkeel replay` as a user starts it: a run by its name, the verdict first, and every mistake one line.
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { evenkeel, inFolder, type Ended } from './evenkeel.ts';

interface Run {
  readonly runDirectory: string;
  readonly eventLogHash: string;
}

/** One round trip on the simulated venues. */
const runIn = (folder: string): Run =>
  JSON.parse(evenkeel(folder, 'run', '--iter', '1', '--speed', 'max', '--json').stdout) as Run;

const lastPart = (path: string): string => path.split('/').at(-1) ?? '';

function refusal(ended: Ended): string {
  expect(ended).toMatchObject({ exitCode: 2, stdout: '' });
  expect(ended.stderr.trimEnd().split('\n')).toHaveLength(1);
  return ended.stderr;
}

describe('evenkeel replay', () => {
  it('says that a run is the same, with its hash; and where the pair stood after a turn', async () => {
    await inFolder((folder) => {
      const { runDirectory, eventLogHash } = runIn(folder);
      const replayed = evenkeel(folder, 'replay', lastPart(runDirectory));
      expect(replayed).toMatchObject({ exitCode: 0, stderr: '' });
      expect(replayed.stdout).toMatch(/^● SAME · \d+ turns, the same event log and the same figures\n/);
      expect(replayed.stdout).toContain(eventLogHash);
      const stopped = evenkeel(folder, 'replay', runDirectory, '--until', '3', '--json');
      expect(stopped).toMatchObject({ exitCode: 0, stderr: '' });
      expect(JSON.parse(stopped.stdout)).toMatchObject({ verdict: 'stopped', stoppedAt: { turn: 3 } });
    });
  });

  it('tells a summary that says something else, with exit code 4', async () => {
    await inFolder((folder) => {
      const { runDirectory } = runIn(folder);
      const path = join(folder, runDirectory, 'summary.json');
      const summary = JSON.parse(readFileSync(path, 'utf8')) as Record<string, unknown>;
      writeFileSync(path, JSON.stringify({ ...summary, netPnl: '1000' }));
      const replayed = evenkeel(folder, 'replay', runDirectory);
      expect(replayed).toMatchObject({ exitCode: 4, stderr: '' });
      expect(replayed.stdout).toMatch(/^● DIFFERS · \d+ turns as recorded, and other figures\n/);
      expect(replayed.stdout).toMatch(/net PnL +-[\d.]+ USDC, and 1000 USDC in the summary/);
    });
  });

  it('refuses in one line what it cannot play', async () => {
    await inFolder((folder) => {
      const { runDirectory } = runIn(folder);
      expect(refusal(evenkeel(folder, 'replay', 'nothing'))).toMatch(/no run "nothing".*the newest in runs/);
      expect(refusal(evenkeel(folder, 'replay', runDirectory, '--until', '0'))).toMatch(/--until is "0"/);
      const journal = join(folder, runDirectory, 'journal.sqlite');
      writeFileSync(journal, 'no journal at all');
      expect(refusal(evenkeel(folder, 'replay', runDirectory))).toMatch(/is not a journal/);
    });
  });
});
