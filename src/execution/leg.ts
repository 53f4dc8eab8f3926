// One leg of the pair as the engine knows it: its book, its own orders, its booked position, and when the venue last spoke.
import type { Instrument } from '../core/instrument.ts';
import { zeroLots, type Lots } from '../core/money.ts';
import { OwnOrders } from '../core/own-orders.ts';
import { Book } from '../market/book.ts';
import { touchOfOthers, type Touch } from '../market/touch.ts';
import { createPositionCheck, type PositionCheck } from './position-check.ts';

export interface Leg {
  readonly instrument: Instrument;
  readonly book: Book;
  readonly orders: OwnOrders;
  /** The touch that others make; kept up to date by `refreshTouch`. */
  touch: Touch | undefined;
  /** When the book last spoke, in µs. */
  bookAtUs: number;
  /** Mirrors the ledger, which is the only place where it changes. Long > 0. */
  position: Lots;
  /** When the last fill was booked, in local µs; snapshots asked for earlier say nothing. */
  lastFillAtUs: number;
  /** Venue time of the newest booked fill, in µs: the cursor of fill queries. */
  fillCursorUs: number;
  /** When the venue last answered anything on this account, in µs. */
  lastAnswerAtUs: number;
  /** When a request to this leg was last refused for too many requests: nothing optional is sent before it, in µs. */
  retryAtUs: number;
  /** A reduce-only order of this leg came to nothing at this time, in µs: no other before a later snapshot agrees. */
  doubtedAtUs: number | undefined;
  readonly positionCheck: PositionCheck;
}

export function createLeg(instrument: Instrument): Leg {
  return {
    instrument,
    book: new Book(),
    orders: new OwnOrders(),
    touch: undefined,
    bookAtUs: 0,
    position: zeroLots,
    lastFillAtUs: 0,
    fillCursorUs: 0,
    lastAnswerAtUs: 0,
    retryAtUs: 0,
    doubtedAtUs: undefined,
    positionCheck: createPositionCheck(),
  };
}

export function refreshTouch(leg: Leg): void {
  leg.touch = touchOfOthers(leg.book, leg.orders.live());
}
