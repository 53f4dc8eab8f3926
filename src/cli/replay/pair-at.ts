// Where a pair stood after a turn, as exact decimal texts: what `--until` shows.
import { formatLots, formatPrice } from '../../core/instrument.ts';
import { formatBase } from '../../core/money.ts';
import { statusOf, type Verdict } from '../../engine/status.ts';
import type { Leg } from '../../execution/leg.ts';
import type { PairState } from '../../execution/pair-state.ts';

export interface PairAt {
  readonly turn: number;
  /** Local time in µs; 0 before the first turn. */
  readonly atUs: number;
  readonly verdict: Verdict;
  /** One short sentence: what it does or waits for. */
  readonly doing: string;
  readonly baseAsset: string;
  readonly netDelta: string;
  readonly cycle: {
    readonly phase: 'resting' | 'build' | 'unwind';
    readonly number: number;
    readonly iteration: number;
    readonly iterationsDone: number;
    /** What the primary position should be. */
    readonly target: string;
  };
  readonly halt: { readonly code: string; readonly text: string } | null;
  readonly stop: string | null;
  readonly primary: LegAt;
  readonly hedge: LegAt;
}

export interface LegAt {
  readonly venue: string;
  readonly symbol: string;
  /** What others show; null while the book says nothing. */
  readonly bid: string | null;
  readonly ask: string | null;
  /** Long > 0. */
  readonly position: string;
  /** Those whose end is not proven. */
  readonly orders: readonly OrderAt[];
}

export interface OrderAt {
  readonly clientOrderId: number;
  readonly venueOrderId: string | null;
  readonly role: string;
  readonly side: 'buy' | 'sell';
  readonly quantity: string;
  readonly filled: string;
  /** Null for a market order without a bound. */
  readonly price: string | null;
  readonly state: string;
}

export function pairAt(turn: number, pair: PairState): PairAt {
  const { atUs, verdict, doing, cycle } = statusOf(pair);
  const { halt, stop, primary, hedge } = pair;
  const { phase, number, iteration, iterationsDone } = cycle;
  const target = formatLots(primary.instrument, pair.cycle.target);
  return {
    turn,
    atUs,
    verdict,
    doing,
    baseAsset: primary.instrument.base,
    netDelta: formatBase(pair.netDelta),
    cycle: { phase, number, iteration, iterationsDone, target },
    halt: halt === undefined ? null : { code: halt.code, text: halt.text },
    stop: stop?.reason ?? null,
    primary: legAt(primary),
    hedge: legAt(hedge),
  };
}

function legAt({ instrument, touch, position, orders }: Leg): LegAt {
  return {
    venue: instrument.venue,
    symbol: instrument.symbol,
    bid: touch === undefined ? null : formatPrice(instrument, touch.bid),
    ask: touch === undefined ? null : formatPrice(instrument, touch.ask),
    position: formatLots(instrument, position),
    orders: [...orders].map(({ request, venueOrderId, filled, state }) => ({
      clientOrderId: request.clientOrderId,
      venueOrderId: venueOrderId ?? null,
      role: request.role,
      side: request.side,
      quantity: formatLots(instrument, request.quantity),
      filled: formatLots(instrument, filled),
      price: request.price === undefined ? null : formatPrice(instrument, request.price),
      state,
    })),
  };
}
