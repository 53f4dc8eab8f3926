// A run that dies is taken up by the same command line, and ends as if it had lived: on the venues, in its files and in its figures.
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { lots, ticks } from '../../../core/money.ts';
import { filesIn } from '../../../journal/run-directory.ts';
import type { Notice } from '../../../ports/notifier.ts';
import { ServedVenues } from '../../access/testing/served-venues.ts';
import { openRecordedRun } from '../../history/recorded-run.ts';
import { playRecord } from '../../history/play-record.ts';
import { liftHalt } from '../../resume/resume.ts';
import { layersOf, type TextsByName } from '../../settings/from-flags.ts';
import { RunFolders, WireProcess, type ProcessOptions } from '../testing/wire-process.ts';
import { planWire } from '../wire/plan-wire.ts';
import { layersOfRun, refuseAnotherRun } from './continue.ts';

const venues = ['backpack', 'grvt'] as const;
/** It takes on both venues: nobody waits for fills. */
const texts: TextsByName = {
  size: '0.05',
  iter: '1',
  sleep: '0',
  primaryMode: 'market',
  maxDailyLoss: '100',
};
let served: ServedVenues;
let folders: RunFolders;

beforeEach(async () => {
  served = await ServedVenues.start(venues, { market: 'synthetic' });
  folders = new RunFolders();
});
afterEach(async () => {
  await served.close();
  folders.remove();
});

const start = (options: Partial<ProcessOptions> = {}): Promise<WireProcess | string> =>
  WireProcess.start({ environment: served.environment, folders, texts, ...options });

async function started(options: Partial<ProcessOptions> = {}): Promise<WireProcess> {
  const begun = await start(options);
  if (typeof begun === 'string') throw new Error(begun);
  return begun;
}

const runFolders = (): string[] => readdirSync(folders.path).filter((name) => name !== 'state');
const runFolder = (): string => join(folders.path, runFolders()[0] ?? '');
const rowsOf = (name: string): string[] =>
  readFileSync(join(runFolder(), name), 'utf8').trim().split('\n').slice(1);

describe('a run over the wire that is killed', () => {
  it(
    'with a naked fill is taken up by the same command, hedged once, ends with its venues in agreement, and plays again to the same hash',
    { timeout: 90_000 },
    async () => {
      const first = await started();
      await first.runUntilKilled((_commands, { primary }) => primary.position !== 0);
      const second = await started();
      expect(second.plan.notes[1]).toMatch(
        /^life 2 of .*: 0 round trips done, -?0\.\d+ ETH on backpack and /,
      );
      const report = await second.run();
      expect(report).toMatchObject({
        outcome: 'flat',
        venuesAgree: true,
        endReason: 'iterations-done',
        roundTrips: { count: 1 },
      });
      expect(venues.map((venue) => served.of(venue).position)).toEqual([0, 0]);
      expect(report.notes.filter((note) => note.includes('itself confirms'))).toHaveLength(2);
      const trades = rowsOf('fills.csv').map((row) => row.split(',').slice(0, 4).join(','));
      expect([trades.length, new Set(trades).size]).toEqual([4, 4]);
      expect(runFolders()).toHaveLength(1);
      const recorded = openRecordedRun({ ...filesIn(runFolder()), folder: runFolder() });
      if (!recorded.ok) throw new Error(recorded.message);
      const { end, eventLogHash } = playRecord(recorded.value);
      recorded.value.journal.close();
      expect({ end, eventLogHash }).toEqual({ end: { kind: 'played' }, eventLogHash: report.eventLogHash });
    },
  );

  it('while it is naked, is told of by the process that takes it up, with what it holds', async () => {
    const first = await started();
    await first.runUntilKilled((_commands, { primary }) => primary.position !== 0);
    const notices: Notice[] = [];
    const second = await started({ notifier: { notify: (notice) => notices.push(notice) } });
    const { dayBegan, lastAtUs = 0 } = second.plan.revived ?? {};
    expect(dayBegan?.figures).toMatchObject({ cycles: 0, netPnl: '0' });
    expect(dayBegan?.atUs).toBeLessThan(lastAtUs);
    await second.run();
    expect(notices[0]?.text).toMatch(/ started · ETH backpack\/grvt · .*\nNaked: [+-]0\.\d+ ETH/s);
    expect(notices.at(-1)?.text).toMatch(/ ended .*\nFlat after /s);
  });

  it('is told of, and valued at its opening prices, where its record does not say what it holds is worth', async () => {
    const notices: Notice[] = [];
    const heir = await started({
      notifier: { notify: (notice) => notices.push(notice) },
      onOpen: (run) => {
        const { ledger, primary } = run.pair;
        const price = { bid: ticks(300_000), ask: ticks(300_010) };
        const held = { instrument: primary.instrument.key, quantity: lots(10), ...price };
        ledger.bookAdjustment({ ...held, atUs: 1, reason: 'a fill of a record that is lost' });
        run.play = ({ onPriced }) => {
          onPriced();
          run.leave('no book has spoken');
          return heir.plan.discard();
        };
      },
    });
    const { grossPnl, positions } = await heir.run();
    expect(positions.primary).not.toBe('0');
    expect(grossPnl).not.toMatch(/^-?0(\.0*)?$/);
    expect(notices.map(({ text }) => text.split(' ')[1])).toEqual(['started', 'ended']);
  });

  it('after it had ended, and before it could say so, is not begun again', async () => {
    const first = await started();
    await first.runUntilKilled((commands) => commands.some(({ kind }) => kind === 'finish'));
    const second = await started();
    const fills = rowsOf('fills.csv').length;
    expect(await second.run()).toMatchObject({ outcome: 'flat', endReason: 'iterations-done' });
    expect(rowsOf('fills.csv')).toHaveLength(fills);
    expect(existsSync(join(runFolder(), 'summary.json'))).toBe(true);
    const third = await started();
    expect(third.plan.revived).toBeUndefined();
    await third.plan.discard();
  });

  it('is taken up with its own settings only, and others are told which they are', async () => {
    const first = await started();
    await first.runUntilKilled((_commands, { primary }) => primary.position !== 0);
    expect(await start({ texts: { ...texts, size: '0.06' } })).toMatch(
      /^evenkeel: the run \S+ of this pair is not over, and was begun with --size 0\.05 \(not 0\.06\).*: start it as it was/,
    );
    expect(await start({ takesUp: false })).toMatch(/is not over: let it go on and end first/);
  });
});

const isBuilt = ({ primary }: { primary: { position: number } }): boolean => primary.position !== 0;

describe('a run over the wire that was halted', () => {
  it(
    'lets nothing begin until an operator has lifted the halt, and then goes on where it stood',
    { timeout: 90_000 },
    async () => {
      const first = await started();
      expect(await first.run(isBuilt)).toMatchObject({ outcome: 'halted-safe', endReason: 'operator-halt' });
      const folder = runFolder();
      expect(await start()).toBe(
        `evenkeel: the run ${folder} of this pair was halted (operator-halt: a test): ` +
          `see to it, then let it go on with \`evenkeel resume ${folder}\`\n`,
      );
      expect(liftHalt(filesIn(folder), served.environment)).toMatchObject({ ok: true });
      expect(liftHalt(filesIn(folder), served.environment)).toMatchObject({ ok: false, code: 'not-halted' });
      const second = await started();
      expect(await second.run()).toMatchObject({ outcome: 'flat', endReason: 'iterations-done' });
      expect(venues.map((venue) => served.of(venue).position)).toEqual([0, 0]);
      expect(runFolders()).toHaveLength(1);
    },
  );

  it('and died before it could end, is taken up and stays halted', { timeout: 90_000 }, async () => {
    const first = await started();
    await first.runUntilKilled((commands, { halt }) => halt !== undefined && commands.length === 0, isBuilt);
    const second = await started();
    expect(await second.run()).toMatchObject({ outcome: 'halted-safe', endReason: 'operator-halt' });
    expect(await start()).toMatch(/was halted/);
  });
});

describe('a run over the wire that was held', () => {
  it('ends hedged, and the next start goes on with that pair', { timeout: 90_000 }, async () => {
    const first = await started();
    expect(await first.run(isBuilt, 'hold')).toMatchObject({ outcome: 'held' });
    const [primary = 0, hedge = 0] = venues.map((venue) => served.of(venue).position);
    expect(primary).not.toBe(0);
    expect(hedge).not.toBe(0);
    const second = await started();
    expect(await second.run()).toMatchObject({ outcome: 'flat', roundTrips: { count: 1 } });
    expect(venues.map((venue) => served.of(venue).position)).toEqual([0, 0]);
  });
});

describe('a run that is continued by its name', () => {
  it('has the settings of its record, and no others', async () => {
    const first = await started();
    await first.runUntilKilled((_commands, { primary }) => primary.position !== 0);
    const directory = filesIn(runFolder());
    const nothing = layersOf({});
    if (!nothing.ok) throw new Error(nothing.message);
    const layers = layersOfRun(directory, nothing.value);
    if (!layers.ok) throw new Error(layers.message);
    const again = await planWire(
      { layers: layers.value, environment: served.environment },
      { kind: 'venues', primary: 'backpack', hedge: 'grvt', ticker: 'ETH' },
      { isLocal: false, takesUp: true },
    );
    if (!again.ok) throw new Error(again.message);
    expect(refuseAnotherRun(again.value, directory)).toBeUndefined();
    await again.value.discard();
    const typed = layersOf({ size: '1' });
    expect(typed.ok ? layersOfRun(directory, typed.value) : typed).toMatchObject({
      code: 'continue-with-settings',
      message: expect.stringContaining('--size is given'),
    });
  });
});
