// What the venues have really filled, and how much of it has been told to a process: the difference between exposure that somebody
// sits on and exposure that nobody can know of yet.
import type { FillEvent } from '../../../src/core/events.ts';
import { lotsToBase, type Instrument } from '../../../src/core/instrument.ts';
import {
  addBase,
  baseQuantity,
  lots,
  zeroBase,
  zeroLots,
  type BaseQuantity,
  type Lots,
} from '../../../src/core/money.ts';
import { sideSign } from '../../../src/core/side.ts';
import type { VenueFill } from '../../../src/venues/simulated/venue-order.ts';
import type { LegTruth } from '../../observed.ts';
import { legNames, type LegName } from '../../scenario/scenario.ts';
import type { SentOrders } from './sent-orders.ts';

interface LegFills {
  /** How many of the leg's true fills have been read. */
  read: number;
  /** True fills of ours that no process has been told of, and when they happened, oldest first. */
  readonly untold: Map<string, { readonly fill: VenueFill; readonly atUs: number }>;
  readonly told: Set<string>;
  /** Signed sums: of our answers to what others did, as they truly are, and of everything of ours that was told. */
  offset: Lots;
  toldAll: Lots;
}

export class TrueFills {
  readonly #legs: Readonly<Record<LegName, LegFills>> = { primary: emptyLeg(), hedge: emptyLeg() };
  readonly #orders: SentOrders;
  /** Net delta of our own making as it truly is, and as far as it was told. */
  ownDelta: BaseQuantity = zeroBase;
  toldDelta: BaseQuantity = zeroBase;

  constructor(orders: SentOrders) {
    this.#orders = orders;
  }

  /** Takes in what the venue has filled since; called once per item and leg. Returns all new fills, others' included. */
  read(leg: LegName, { fills, instrument }: LegTruth, nowUs: number): readonly VenueFill[] {
    const known = this.#legs[leg];
    if (fills.length === known.read) return noFills;
    const added = fills.slice(known.read);
    known.read = fills.length;
    for (const fill of added) {
      if (!isOurs(fill)) continue;
      if (!known.told.has(fill.tradeId)) known.untold.set(fill.tradeId, { fill, atUs: nowUs });
      if (this.#isOffset(leg, fill)) known.offset = plus(known.offset, fill);
      else this.ownDelta = moved(this.ownDelta, instrument, fill);
    }
    return added;
  }

  /** True when nobody was told before. */
  tell(leg: LegName, instrument: Instrument, fill: FillEvent): boolean {
    const known = this.#legs[leg];
    if (!isOurs(fill) || known.told.has(fill.tradeId)) return false;
    known.told.add(fill.tradeId);
    known.untold.delete(fill.tradeId);
    known.toldAll = plus(known.toldAll, fill);
    if (!this.#isOffset(leg, fill)) this.toldDelta = moved(this.toldDelta, instrument, fill);
    return true;
  }

  /** Whether a true fill of ours has not been told to anybody. */
  isUntold(): boolean {
    return this.#legs.primary.untold.size > 0 || this.#legs.hedge.untold.size > 0;
  }

  /** Signed sum of true fills of ours on the leg that nobody was told of. Bought > 0. */
  untoldLots(leg: LegName): Lots {
    let sum = zeroLots;
    for (const { fill } of this.#legs[leg].untold.values()) sum = plus(sum, fill);
    return sum;
  }

  untoldCount(leg: LegName): number {
    return this.#legs[leg].untold.size;
  }

  /** When the oldest fill that nobody was told of happened on the leg, in µs; Infinity while there is none. */
  oldestUntoldUs(leg: LegName): number {
    for (const { atUs } of this.#legs[leg].untold.values()) return atUs;
    return Infinity;
  }

  /** Net delta of our own making, without fills of orders that their venue has called ended without them. */
  knowableDelta(instruments: Readonly<Record<LegName, Pick<LegTruth, 'instrument'>>>): BaseQuantity {
    let delta = this.ownDelta;
    for (const leg of legNames) {
      /** What was stated of an order's fills, and may be any of those that are on their way. */
      const stated = new Map<number, number>();
      for (const { fill } of this.#legs[leg].untold.values()) {
        const order = this.#orders.find(leg, fill.clientOrderId);
        if (order?.endedAtUs === undefined || order.request.role === 'offset') continue;
        const open = stated.get(fill.clientOrderId) ?? Math.max(0, order.toldCumulative - order.toldFilled);
        stated.set(fill.clientOrderId, Math.max(0, open - fill.quantity));
        const unstated = { side: fill.side, quantity: lots(Math.max(0, fill.quantity - open)) };
        delta = baseQuantity(delta - lotsToBase(instruments[leg].instrument, signed(unstated)));
      }
    }
    return delta;
  }

  /** The leg's position as far as it is of our making and was told. Long > 0. */
  toldPosition(leg: LegName): Lots {
    return this.#legs[leg].toldAll;
  }

  /** What our answers to what others did have moved on the leg. Long > 0. */
  offset(leg: LegName): Lots {
    return this.#legs[leg].offset;
  }

  #isOffset(leg: LegName, { clientOrderId }: Pick<VenueFill, 'clientOrderId'>): boolean {
    return this.#orders.find(leg, clientOrderId)?.request.role === 'offset';
  }
}

/** Ids below zero are liquidations and trades by hand. */
const isOurs = ({ clientOrderId }: Pick<VenueFill, 'clientOrderId'>): boolean => clientOrderId > 0;

const noFills: readonly VenueFill[] = [];

function emptyLeg(): LegFills {
  return {
    read: 0,
    untold: new Map(),
    told: new Set(),
    offset: zeroLots,
    toldAll: zeroLots,
  };
}

type Moved = Pick<VenueFill, 'side' | 'quantity'>;

const signed = ({ side, quantity }: Moved): Lots => lots(sideSign(side) * quantity);
const plus = (sum: Lots, fill: Moved): Lots => lots(sum + signed(fill));
const moved = (sum: BaseQuantity, instrument: Instrument, fill: Moved): BaseQuantity =>
  addBase(sum, lotsToBase(instrument, signed(fill)));
