// A run for tests of faces: real ledger and summary, and a status to choose. Cycles are the worked figures of paired trades.
import type { AlertCommand } from '../../../core/commands.ts';
import { baseQuantity, lots, parseBase, ticks, type BaseQuantity } from '../../../core/money.ts';
import { oppositeSide } from '../../../core/side.ts';
import type { LegStatus, PairStatus, Verdict } from '../../../engine/status.ts';
import { createCounters } from '../../../execution/pair-state.ts';
import { BookedPair, type PairedTrade } from '../../../ledger/testing/booked-pair.ts';
import type { CycleView } from '../../../ledger/cycle.ts';
import type { EndedRun } from '../face.ts';
import type { RunSummary } from '../../../reports/run-summary.ts';
import { summarise } from '../../../reports/summary.ts';
import type { FrameModel, RaisedAlert } from '../frame/frame-model.ts';

/** 2026-01-05 00:00 UTC. */
export const startUs = 1_767_571_200_000_000;

/** BUILD buys, UNWIND sells. */
const trades: readonly PairedTrade[] = [
  { side: 'buy', primary: '2925.59', hedge: '2929.31', quantity: '0.01' },
  { side: 'sell', primary: '2925.35', hedge: '2929.30', quantity: '0.01' },
  { side: 'buy', primary: '3072.80', hedge: '3068.53', quantity: '0.01' },
  { side: 'sell', primary: '3095.71', hedge: '3093.56', quantity: '0.01' },
  { side: 'buy', primary: '3409.86', hedge: '3405.63', quantity: '0.01' },
  { side: 'sell', primary: '3087.82', hedge: '3085.59', quantity: '0.01' },
  { side: 'buy', primary: '3411.17', hedge: '3406.87', quantity: '0.01' },
];

/** How long after its quote each hedge is filled, in µs. */
const hedgeDelaysUs = [82_000, 79_400, 131_000, 84_250];

/** A pair that has finished `cycles` of the trades above, one every ten seconds. */
export function bookedPair(cycles: number = trades.length): BookedPair {
  const pair = new BookedPair({
    primary: { tick: '0.01', lot: '0.001', makerBps: '2' },
    hedge: { tick: '0.01', lot: '0.001', takerBps: '5' },
  });
  trades.slice(0, cycles).forEach(({ side, primary, hedge, quantity: traded }, index) => {
    const beganUs = startUs + index * 10_000_000;
    const hedgedUs = beganUs + 4_000_000 + (hedgeDelaysUs[index % hedgeDelaysUs.length] ?? 0);
    pair.nowUs = beganUs;
    pair.begin(index % 2 === 0 ? 'build' : 'unwind', 1 + Math.floor(index / 2), side);
    pair.book({ leg: 'primary', side, price: primary, quantity: traded, atUs: beganUs + 4_000_000 });
    pair.ledger.markTo(pair.nowUs, pair.price('primary', primary), pair.price('primary', primary));
    pair.book({ leg: 'hedge', side: oppositeSide(side), price: hedge, quantity: traded, atUs: hedgedUs });
    pair.end();
  });
  pair.nowUs = startUs + cycles * 10_000_000;
  return pair;
}

export function summaryOf(pair: BookedPair, changes: Partial<RunSummary> = {}): EndedRun {
  const mark = (leg: 'primary' | 'hedge') => ({
    bid: pair.price(leg, '3411.17'),
    ask: pair.price(leg, '3411.20'),
  });
  return {
    ...summarise(pair.ledger, {
      world: 'simulated',
      marks: { primary: mark('primary'), hedge: mark('hedge') },
      durationUs: pair.nowUs - startUs,
      endReason: 'iterations-done',
      eventLogHash: 'f00d',
      hedgeFailures: 0,
      recoveries: 0,
    }),
    outcome: 'flat',
    ...changes,
  };
}

export interface StatusChoices {
  verdict?: Verdict;
  doing?: string;
  /** Lots of 0.001. */
  primary?: number;
  hedge?: number;
  netDelta?: string;
  atUs?: number;
  iterations?: number | undefined;
  changes?: Partial<PairStatus>;
}

/** By default half-way through the fourth of ten round trips, long on the primary and short on the hedge. */
export function statusOf(pair: BookedPair, choices: StatusChoices = {}): PairStatus {
  const { verdict = 'balanced', doing = 'UNWIND: selling on north', primary = 10, hedge = -10 } = choices;
  const leg = (name: 'primary' | 'hedge', position: number): LegStatus => ({
    instrument: pair.instrument(name),
    bid: ticks(341_117),
    ask: ticks(name === 'primary' ? 341_120 : 341_131),
    position: lots(position),
    order: name === 'primary' ? { side: 'sell', price: ticks(341_119), openLots: lots(10) } : undefined,
    requests: undefined,
  });
  return {
    atUs: choices.atUs ?? pair.nowUs,
    verdict,
    doing,
    heldBy: undefined,
    netDelta:
      choices.netDelta === undefined
        ? baseQuantity(BigInt(primary + hedge) * 10n ** 15n)
        : quantity(choices.netDelta),
    cycle: {
      phase: 'unwind',
      number: 8,
      iteration: 4,
      iterationsDone: 3,
      iterations: 'iterations' in choices ? choices.iterations : 10,
    },
    primary: leg('primary', primary),
    hedge: leg('hedge', hedge),
    counters: createCounters(),
    ...choices.changes,
  };
}

function cyclesOf(pair: BookedPair): CycleView[] {
  return [...pair.ledger.cycles()].toReversed();
}

export function raised(
  severity: AlertCommand['severity'],
  code: string,
  text: string,
  atUs: number = startUs,
): RaisedAlert {
  return { alert: { kind: 'alert', severity, code, text }, atUs };
}

export function frameModel(changes: Partial<FrameModel> = {}, choices: StatusChoices = {}): FrameModel {
  const pair = bookedPair();
  return {
    status: statusOf(pair, choices),
    summary: summaryOf(pair),
    pace: { speed: '10×', wallSeconds: 7.2 },
    nakedSinceUs: undefined,
    cycles: cyclesOf(pair),
    alerts: [],
    notice: undefined,
    chapter: undefined,
    ...changes,
  };
}

function quantity(text: string): BaseQuantity {
  const parsed = parseBase(text);
  if (parsed === undefined) throw new Error(`${text} is no quantity`);
  return parsed;
}
