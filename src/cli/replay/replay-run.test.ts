// Whole runs played again from what they left on the disk.
import { copyFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { temporaryDirectory } from '../../journal/testing/temporary-directory.ts';
import type { RecordedTurn } from '../../journal/recorded.ts';
import type { TextsByName } from '../settings/from-flags.ts';
import { playRecord, type Playback } from '../history/play-record.ts';
import { copyJournal, openRun } from '../history/testing/recorded-runs.ts';
import { runSession } from '../run/testing/run-session.ts';
import type { RunReport } from '../run/report.ts';
import { reportReplay, type ReplayReport } from './replay-report.ts';

const runOf = (texts: TextsByName): Promise<RunReport> => runSession(temporaryDirectory(), texts);

function replayed(folder: string, until?: number): { report: ReplayReport; playback: Playback } {
  const run = openRun(folder);
  const playback = playRecord(run, until === undefined ? {} : { until });
  run.journal.close();
  return { playback, report: reportReplay(run, playback, { isStopped: until !== undefined }) };
}

/** The same run, with its summary, in which something was changed afterwards. */
function changed(report: RunReport, change: (turn: RecordedTurn) => RecordedTurn | undefined): string {
  const folder = temporaryDirectory();
  copyJournal(report.runDirectory, folder, { turn: change });
  copyFileSync(join(report.runDirectory, 'summary.json'), join(folder, 'summary.json'));
  return folder;
}

const isPlaced = ({ commands }: RecordedTurn): boolean => commands.some(({ kind }) => kind === 'place');

describe('a run that is played again', () => {
  it.each<[string, TextsByName]>([
    ['that takes', { iter: '2' }],
    ['that draws its sizes and pauses', { iter: '3', size: '0.01..0.05', sleep: '1s..3s', seed: '9' }],
    ['that rests its hedges', { iter: '1', hedgeMode: 'bbo', seed: '4' }],
  ])('%s asks for the same in every turn, and comes to the same hash and figures', async (_what, texts) => {
    const run = await runOf(texts);
    const { report, playback } = replayed(run.runDirectory);
    expect(report).toMatchObject({ verdict: 'same', difference: null, stoppedAt: null, world: 'simulated' });
    expect(playback.eventLogHash).toBe(run.eventLogHash);
    expect(report.figures.find(({ name }) => name === 'volume')?.replayed).toBe(run.volume);
  });

  it('goes on with the day that it went on with', async () => {
    const folder = temporaryDirectory();
    const limited = { size: '0.1', duration: '6h', carryDay: join(folder, 'day') };
    await runSession(folder, { ...limited, maxDailyLoss: '1' });
    const second = await runSession(folder, { ...limited, maxDailyLoss: '2', seed: '2' });
    expect(second.endReason).toBe('daily-loss-limit');
    expect(replayed(second.runDirectory).report.verdict).toBe('same');
  });

  it('stops where it is told to, and says where the pair stood', async () => {
    const run = await runOf({ iter: '1' });
    const opened = openRun(run.runDirectory);
    const fillTurns: number[] = [];
    playRecord(opened, {
      onlooker: {
        after: ({ events, sequence }) => {
          if (events.some(({ kind }) => kind === 'fill')) fillTurns.push(sequence);
        },
      },
    });
    opened.journal.close();
    const [firstFill = 0] = fillTurns;
    expect(replayed(run.runDirectory, firstFill).report).toMatchObject({
      verdict: 'stopped',
      turns: firstFill,
      figures: [],
      stoppedAt: {
        turn: firstFill,
        verdict: 'hedging',
        netDelta: '0.01',
        halt: null,
        cycle: { phase: 'build', number: 1, iteration: 1, iterationsDone: 0, target: '0.01' },
        primary: { position: '0.01' },
        hedge: {
          position: '0',
          orders: [{ role: 'hedge', side: 'sell', quantity: '0.01', state: 'submitting' }],
        },
      },
    });
  });

  it('without a summary is only played, because there is nothing to hold it against', async () => {
    const run = await runOf({ iter: '1' });
    const folder = temporaryDirectory();
    copyJournal(run.runDirectory, folder, {});
    expect(replayed(folder).report.verdict).toBe('nothing-to-compare');
  });
});

describe('a replay differs', () => {
  it('from the first turn on that asks for something else than it did on record', async () => {
    const run = await runOf({ iter: '1' });
    let placed = 0;
    const folder = changed(run, (turn) => {
      if (placed > 0 || !isPlaced(turn)) return turn;
      placed = turn.sequence;
      return { ...turn, commands: [] };
    });
    const { report, playback } = replayed(folder);
    expect(report).toMatchObject({
      verdict: 'differs',
      turns: placed,
      difference: { turn: placed, recorded: 'nothing', asked: expect.stringMatching(/"place"/) as string },
    });
    expect(playback.turns).toBe(placed);
  });

  it('where a turn is missing that asked for nothing: the hash tells', async () => {
    const run = await runOf({ iter: '1' });
    const folder = changed(run, (turn) =>
      turn.sequence === 2 && turn.commands.length === 0 ? undefined : turn,
    );
    const { report } = replayed(folder);
    expect(report.verdict).toBe('differs');
  });
});

describe('a run is refused', () => {
  it('whose journal does not hold what it began with', async () => {
    const run = await runOf({ iter: '1' });
    const folder = temporaryDirectory();
    copyJournal(run.runDirectory, folder, {
      run: (record) => ({ ...record, engineVersion: '0.0.9', configJson: '{"world":"simulated"}' }),
    });
    expect(() => openRun(folder)).toThrow(
      /^journal-without-start: .*does not hold what its run began with: version 0\.0\.9 wrote it/,
    );
  });
});
