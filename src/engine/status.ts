// What a person may want to know of a running pair at this moment: facts for faces, taken from the state, changing nothing.
import { formatBase, type BaseQuantity, type Lots, type Ticks } from '../core/money.ts';
import { openQuantity } from '../core/order.ts';
import type { Instrument } from '../core/instrument.ts';
import type { Side } from '../core/side.ts';
import { isNaked } from '../execution/exposure.ts';
import type { Leg } from '../execution/leg.ts';
import { waitsFor } from '../execution/maker-leg.ts';
import { pauseWords } from '../execution/pause.ts';
import { quotePacedBy } from '../execution/request-pacing.ts';
import type { Counters, PairState } from '../execution/pair-state.ts';

/** The verdict comes first: may one sleep? */
export type Verdict =
  'starting' | 'flat' | 'balanced' | 'hedging' | 'reducing' | 'paused' | 'stopping' | 'halted' | 'finished';

export interface PairStatus {
  /** Local time in µs. */
  readonly atUs: number;
  readonly verdict: Verdict;
  /** One short sentence: what it does or waits for. */
  readonly doing: string;
  /** Work that is wanted and has been blocked for so long that it was told, and why; `undefined` otherwise. */
  readonly heldBy: string | undefined;
  readonly netDelta: BaseQuantity;
  readonly cycle: {
    readonly phase: 'resting' | 'build' | 'unwind';
    readonly number: number;
    readonly iteration: number;
    readonly iterationsDone: number;
    readonly iterations: number | undefined;
  };
  readonly primary: LegStatus;
  readonly hedge: LegStatus;
  readonly counters: Readonly<Counters>;
}

export interface LegStatus {
  readonly instrument: Instrument;
  /** Others' touch; `undefined` while the book says nothing. */
  readonly bid: Ticks | undefined;
  readonly ask: Ticks | undefined;
  /** Long > 0. */
  readonly position: Lots;
  /** Our working order on this leg, if any. */
  readonly order:
    { readonly side: Side; readonly price: Ticks | undefined; readonly openLots: Lots } | undefined;
  /** Requests sent on its venue account, of those that its rate allows; `undefined` where none are counted. */
  readonly requests: { readonly used: number; readonly allowed: number } | undefined;
}

export function statusOf(pair: PairState): PairStatus {
  const { cycle, counters } = pair;
  return {
    atUs: pair.nowUs,
    verdict: verdictOf(pair),
    doing: doingOf(pair),
    heldBy: pair.held?.isTold === true ? pair.held.reason : undefined,
    netDelta: pair.netDelta,
    cycle: {
      phase: cycle.phase,
      number: cycle.number,
      iteration: cycle.iteration,
      iterationsDone: counters.iterationsDone,
      iterations: pair.config.iterations,
    },
    primary: legStatusOf(pair.primary, pair.nowUs),
    hedge: legStatusOf(pair.hedge, pair.nowUs),
    counters,
  };
}

function verdictOf(pair: PairState): Verdict {
  if (pair.isFinished) return 'finished';
  if (pair.halt !== undefined) return 'halted';
  if (pair.emergency !== undefined) return 'reducing';
  if (isNaked(pair)) return 'hedging';
  if (pair.stop !== undefined) return 'stopping';
  if (pair.pause !== undefined) return 'paused';
  if (pair.legs.some(({ life }) => life.provenAtUs === 0)) return 'starting';
  return pair.primary.position === 0 && pair.hedge.position === 0 ? 'flat' : 'balanced';
}

function doingOf(pair: PairState): string {
  if (pair.halt !== undefined) return `halted: ${pair.halt.code}`;
  if (pair.emergency !== undefined) return `reducing net delta ${formatBase(pair.netDelta)}`;
  if (isNaked(pair)) return `hedging net delta ${formatBase(pair.netDelta)}${howHedged(pair)}`;
  if (pair.marginCall !== undefined) return `reducing both legs: ${pair.marginCall.text}`;
  if (pair.stop !== undefined) return `stopping: ${pair.stop.reason}`;
  if (pair.pause !== undefined) return pauseWords(pair, pair.pause);
  const blocked = doingNothingFor(pair);
  if (blocked !== undefined) return blocked;
  const paced = pair.primary.orders.liveCount === 0 ? quotePacedBy(pair.primary, pair.nowUs) : undefined;
  if (paced !== undefined) return paced;
  const { phase, buildSide } = pair.cycle;
  const verb = (phase === 'build') === (buildSide === 'buy') ? 'buying' : 'selling';
  return `${phase === 'build' ? 'BUILD' : 'UNWIND'}: ${verb} on ${pair.primary.instrument.venue}`;
}

/** What it waits for while it quotes nothing: a gate that is closed says more than "resting". */
function doingNothingFor(pair: PairState): string | undefined {
  return pair.waiting === undefined ? waitsFor(pair) : `waiting: ${pair.waiting.reason}`;
}

function howHedged({ hedge }: PairState): string {
  return hedge.orders.hasRestingHedge() ? `, as maker on ${hedge.instrument.venue}` : '';
}

function legStatusOf(leg: Leg, nowUs: number): LegStatus {
  const { budget } = leg.pacing;
  let order: LegStatus['order'];
  for (const live of leg.orders) {
    order = { side: live.request.side, price: live.request.price, openLots: openQuantity(live) };
  }
  return {
    instrument: leg.instrument,
    bid: leg.touch?.bid,
    ask: leg.touch?.ask,
    position: leg.position,
    order,
    requests: budget && { used: budget.used(nowUs), allowed: budget.rate.requests },
  };
}
