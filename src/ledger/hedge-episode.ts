// One hedge, from the moment at least one quantum is naked until none is: how often it was tried, how far it had to reach, and
// what it cost. Tries that fill nothing belong to it too, so it is told as it happens and not derived from fills.
import { notional, type Instrument } from '../core/instrument.ts';
import { addLots, addQuote, zeroLots, zeroQuote, type Lots, type QuoteAmount } from '../core/money.ts';
import type { OrderRole } from '../core/order.ts';
import type { Side } from '../core/side.ts';
import type { LedgerFill } from './entries.ts';

/** `reduced`: the primary gave at least a part of it back; `open`: the run ended before. */
export type EpisodeOutcome = 'hedged' | 'reduced' | 'open';

interface EpisodeStart {
  readonly hedge: Instrument;
  readonly primary: Instrument;
  /** The one under way when it began. */
  readonly cycle: number;
  /** Of the hedge. */
  readonly side: Side;
  /** Local time in µs. */
  readonly startedAtUs: number;
}

export class HedgeEpisode {
  readonly start: EpisodeStart;
  /** Orders sent for it, on either venue, those that rested included. */
  tries = 0;
  /** The furthest that one of them reached beyond its touch. */
  tickOffsetMax = 0;
  /** On the hedge venue, in its lots, and of that as maker. */
  hedged: Lots = zeroLots;
  hedgedAsMaker: Lots = zeroLots;
  /** Of `hedged`, in the hedge's quote. */
  notional: QuoteAmount = zeroQuote;
  /** Given back on the primary, in its lots. */
  reduced: Lots = zeroLots;
  /** Local time in µs; `undefined` while something is naked. */
  endedAtUs: number | undefined;

  constructor(start: EpisodeStart) {
    this.start = start;
  }

  get outcome(): EpisodeOutcome {
    if (this.endedAtUs === undefined) return 'open';
    return this.reduced > 0 ? 'reduced' : 'hedged';
  }

  recordTry({ role, tickOffset }: { readonly role: OrderRole; readonly tickOffset: number }): void {
    if (role !== 'hedge' && role !== 'reduce') return;
    this.tries += 1;
    this.tickOffsetMax = Math.max(this.tickOffsetMax, tickOffset);
  }

  /** What fills on the other side, or for another reason, is none of it. */
  recordFill({ role, side, price, quantity, liquidity }: LedgerFill): void {
    if (side !== this.start.side) return;
    if (role === 'reduce') this.reduced = addLots(this.reduced, quantity);
    if (role !== 'hedge') return;
    this.hedged = addLots(this.hedged, quantity);
    this.notional = addQuote(this.notional, notional(this.start.hedge, price, quantity));
    if (liquidity === 'maker') this.hedgedAsMaker = addLots(this.hedgedAsMaker, quantity);
  }
}
