// A replay is the same run only where everything that is compared is the same.
import { describe, expect, it } from 'vitest';
import type { RunSummary } from '../../reports/run-summary.ts';
import type { RecordedSummary } from '../history/recorded-run.ts';
import { compareFigures, isSame, judgeReplay } from './judge-replay.ts';

const recorded: RecordedSummary = {
  eventLogHash: 'a1',
  endReason: 'iterations-done',
  outcome: 'flat',
  cycles: 2,
  cyclesAbandoned: 0,
  volume: '60',
  grossPnl: '0.01',
  fees: '0.05',
  rebates: '0',
  funding: '0',
  netPnl: '-0.04',
  netDelta: '0',
  positions: { primary: '0', hedge: '0' },
};
const replayedWith = (changes: Partial<RecordedSummary>): RunSummary =>
  ({ ...recorded, ...changes }) as unknown as RunSummary;

describe('a replay', () => {
  it('is the same where the event log and every figure are', () => {
    expect(judgeReplay(compareFigures(recorded, replayedWith({})))).toBe('same');
  });

  it.each<[string, Partial<RecordedSummary>]>([
    ['event log', { eventLogHash: 'b2' }],
    ['cycles', { cycles: 3 }],
    ['abandoned', { cyclesAbandoned: 1 }],
    ['volume', { volume: '60.0000000001' }],
    ['gross PnL', { grossPnl: '0.02' }],
    ['fees', { fees: '0.06' }],
    ['rebates', { rebates: '0.01' }],
    ['funding', { funding: '-0.01' }],
    ['net PnL', { netPnl: '-0.05' }],
    ['net delta', { netDelta: '0.01' }],
    ['primary', { positions: { primary: '0.01', hedge: '0' } }],
    ['hedge', { positions: { primary: '0', hedge: '0.01' } }],
  ])('differs where the %s does', (name, changes) => {
    const compared = compareFigures(recorded, replayedWith(changes));
    expect(judgeReplay(compared)).toBe('differs');
    expect(compared.filter((figure) => !isSame(figure)).map((figure) => figure.name)).toEqual([name]);
  });

  it('of a run that left no summary has nothing to be held against', () => {
    expect(judgeReplay(compareFigures(undefined, replayedWith({})))).toBe('nothing-to-compare');
  });
});
