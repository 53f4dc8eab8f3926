// One leg of the pair as the engine knows it: its book, its own orders, its booked position, and when the venue last spoke.
import type { FundingTerms } from '../core/funding.ts';
import { lotsToBase, type Instrument } from '../core/instrument.ts';
import { zeroBase, zeroLots, type BaseQuantity, type Lots } from '../core/money.ts';
import type { KnownOtherRuns } from '../core/other-runs.ts';
import { OwnOrders } from '../core/own-orders.ts';
import { minimumOrder } from '../core/pair.ts';
import { Book } from '../market/book.ts';
import { touchOfOthers, type Touch } from '../market/touch.ts';
import { createFundingCheck, type FundingCheck } from './funding-check.ts';
import { createMarginCheck, type MarginCheck } from './margin-check.ts';
import { createPositionCheck, type PositionCheck } from './position-check.ts';
import { createPrivateStream, type PrivateStream } from './private-stream.ts';
import { createProofOfLife, type ProofOfLife } from './proof-of-life.ts';
import type { RequestPacing } from './request-pacing.ts';
import type { TakerRounds } from './taker-rounds.ts';

export interface Leg {
  readonly instrument: Instrument;
  readonly book: Book;
  readonly orders: OwnOrders;
  /** The touch that others make; kept up to date by `refreshTouch`. */
  touch: Touch | undefined;
  /** The smallest order that the venue takes inside the band around the last touch, in lots and as base. */
  minimumLots: Lots;
  minimumBase: BaseQuantity;
  /** When the book last spoke, on our clock and on the venue's, in µs. */
  bookAtUs: number;
  bookVenueTimeUs: number;
  /** Mirrors the ledger, which is the only place where it changes. Long > 0. */
  position: Lots;
  /** What changed here by no order of ours, and is not answered on the other leg yet. Long > 0. */
  foreignBase: BaseQuantity;
  /** The patience of orders on this leg that answer a foreign change of the other. */
  offsetRounds: TakerRounds | undefined;
  /** When the last fill was booked, in local µs; snapshots asked for earlier say nothing. */
  lastFillAtUs: number;
  /** All fills up to this venue time are known, in µs; moved by complete fetches only. */
  fillCursorUs: number;
  /** How fast the venue account may be asked; shared by the legs on it. */
  readonly pacing: RequestPacing;
  /** A reduce-only order of this leg came to nothing at this time, in µs: no other before a later snapshot agrees. */
  doubtedAtUs: number | undefined;
  readonly positionCheck: PositionCheck;
  readonly marginCheck: MarginCheck;
  readonly fundingCheck: FundingCheck;
  /** What the venue last published of its next funding payment; `undefined` before it has. */
  funding: FundingTerms | undefined;
  /** What the other runs on the account come to; `undefined` where this one is alone by its nature. */
  otherRuns: KnownOtherRuns | undefined;
  readonly life: ProofOfLife;
  readonly privateStream: PrivateStream;
}

export function createLeg(instrument: Instrument, pacing: RequestPacing): Leg {
  return {
    instrument,
    book: new Book(),
    orders: new OwnOrders(),
    touch: undefined,
    minimumLots: instrument.minQuantity,
    minimumBase: lotsToBase(instrument, instrument.minQuantity),
    bookAtUs: 0,
    bookVenueTimeUs: 0,
    position: zeroLots,
    foreignBase: zeroBase,
    offsetRounds: undefined,
    lastFillAtUs: 0,
    fillCursorUs: 0,
    pacing,
    doubtedAtUs: undefined,
    positionCheck: createPositionCheck(),
    marginCheck: createMarginCheck(),
    fundingCheck: createFundingCheck(),
    funding: undefined,
    otherRuns: undefined,
    life: createProofOfLife(),
    privateStream: createPrivateStream(),
  };
}

/** Returns whether a price of the touch changed: quantities at the touch decide nothing. */
export function refreshTouch(leg: Leg): boolean {
  const touch = touchOfOthers(leg, leg.orders.live, leg.touch);
  if (touch === leg.touch) return false;
  leg.touch = touch;
  if (touch !== undefined && leg.instrument.minNotional > 0n) {
    leg.minimumLots = minimumOrder(leg.instrument, touch);
    leg.minimumBase = lotsToBase(leg.instrument, leg.minimumLots);
  }
  return true;
}

/** Too little for any order: zero, or less than the venue's minimum. */
export function isDust(leg: Leg, quantity: Lots): boolean {
  return Math.abs(quantity) < leg.minimumLots;
}
