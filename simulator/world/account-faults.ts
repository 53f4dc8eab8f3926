// What befalls the account itself, whatever is asked of the venue: orders that the venue or a person cancels, positions that are
// closed or changed by others, funding, and more filled than was ordered. All of it is true, and stands in the venue's ledger.
import { assertPresent } from '../../src/core/assert.ts';
import { floorDivide } from '../../src/core/decimal.ts';
import type { FillEvent } from '../../src/core/events.ts';
import type { Instrument } from '../../src/core/instrument.ts';
import { absLots, addLots, lots, quoteAmount, type Lots } from '../../src/core/money.ts';
import type { ClientOrderId } from '../../src/core/order.ts';
import { oppositeSide, sideOfSign, type Side } from '../../src/core/side.ts';
import type { Clock } from '../../src/ports/clock.ts';
import type { EventSink } from '../../src/ports/venue.ts';
import type { Listing } from '../../src/venues/simulated/listing.ts';
import { markedValue } from '../../src/venues/simulated/margin.ts';
import { feeOfFill } from '../../src/venues/simulated/models/fees.ts';
import type { SimulatedVenue } from '../../src/venues/simulated/simulated-venue.ts';
import type { VenueFill, VenuePayment } from '../../src/venues/simulated/venue-order.ts';
import type { Fault, LegName, Scenario } from '../scenario/scenario.ts';
import type { FaultsInForce } from './fault-board.ts';
import { fillEvent } from './fills-report.ts';
import { paymentEvent } from './funding-report.ts';

export interface AccountParts {
  readonly leg: LegName;
  readonly instrument: Instrument;
  readonly venue: SimulatedVenue;
  readonly clock: Clock;
  readonly board: FaultsInForce;
  /** The order size of the run on this instrument. */
  readonly orderLots: Lots;
  /** The venue's own words about the account. */
  readonly sink: EventSink;
}

/** Ids of orders that are none of ours lie below zero; those of the venue's own liquidations above these. */
const firstForeignId = -1_000_000;

/** A venue liquidates in parts, and a person who trades by hand thinks again. */
const liquidatedAgainUs = 700_000;
const tradedAgainUs = 1_300_000;

interface Deed {
  readonly afterUs: number;
  /** Returns whether anything was there to act on. */
  readonly act: () => boolean;
}

export class AccountFaults {
  readonly #parts: AccountParts;
  #foreignOrders = 0;
  #payments = 0;

  constructor(parts: AccountParts) {
    this.#parts = parts;
  }

  /** Sets a timer for each fault that comes at a moment. */
  schedule({ faults, safetyUs }: Scenario, startUs: number): void {
    const { clock, board, leg } = this.#parts;
    for (const fault of faults) {
      if (fault.leg !== leg) continue;
      for (const { afterUs, act } of this.#deedsOf(fault)) {
        const atUs = fault.fromUs + afterUs;
        if (atUs >= safetyUs) continue;
        clock.wakeAt(startUs + atUs, () => {
          if (act()) board.count(fault.kind, fault.leg);
        });
      }
    }
  }

  /** More than was ordered is filled: the first fill while such a fault may act grows. */
  followFill(event: FillEvent): FillEvent | undefined {
    const { board, leg, venue, instrument, clock } = this.#parts;
    const overfill = board.active('overfill', leg);
    const order = venue.ledger.order(venue.account, event.clientOrderId);
    if (overfill === undefined || board.injected.has('overfill') || order === undefined) return undefined;
    if (order.filled < order.quantity) return undefined;
    board.count('overfill', leg);
    const quantity = lots(Math.max(1, Math.ceil((order.quantity * overfill.amount) / 100)));
    order.filled = addLots(order.filled, quantity);
    const fill: VenueFill = {
      account: venue.account,
      symbol: instrument.symbol,
      clientOrderId: event.clientOrderId,
      tradeId: `over-${event.tradeId}`,
      venueOrderId: event.venueOrderId,
      side: event.side,
      price: event.price,
      quantity,
      liquidity: event.liquidity,
      fee: feeOfFill(instrument, event.liquidity, event.price, quantity),
      venueTimeUs: clock.nowUs(),
      counterparty: undefined,
    };
    venue.ledger.bookFill(fill);
    return { ...fillEvent(instrument, fill), atUs: clock.nowUs() };
  }

  /** What others do of themselves, and do again before it is understood. */
  #deedsOf({ kind, amount }: Fault): readonly Deed[] {
    const once = (act: () => boolean): Deed[] => [{ afterUs: 0, act }];
    switch (kind) {
      case 'orders-cancelled':
      case 'manual-cancel':
        return once(() => this.#cancelAll());
      case 'liquidated':
        return [0, 1, 2]
          .map((part) => part * liquidatedAgainUs)
          .map((afterUs) => ({ afterUs, act: () => this.#close(amount) }));
      case 'manual-trade':
        return [
          { afterUs: 0, act: () => this.#tradeByHand(amount) },
          { afterUs: tradedAgainUs, act: () => this.#tradeByHand(-Math.trunc(amount / 2)) },
        ];
      case 'funding-paid':
        return once(() => this.#payFunding(amount));
      default:
        return [];
    }
  }

  #cancelAll(): boolean {
    const { venue, instrument, clock } = this.#parts;
    const { engine } = this.#listing();
    const working = [...venue.ledger.account(venue.account).workingOrders].filter(
      ({ symbol }) => symbol === instrument.symbol,
    );
    for (const { clientOrderId } of working) engine.cancel(venue.account, clientOrderId, clock.nowUs());
    this.#listing().publishChanges(clock.nowUs());
    return working.length > 0;
  }

  #close(percent: number): boolean {
    const position = this.#position();
    const quantity = lots(Math.ceil((absLots(position) * percent) / 100));
    return quantity > 0 && this.#trade(oppositeSide(sideOfSign(position)), quantity, true);
  }

  #tradeByHand(percent: number): boolean {
    const { orderLots } = this.#parts;
    const quantity = lots(Math.max(1, Math.ceil((orderLots * Math.abs(percent)) / 100)));
    return percent !== 0 && this.#trade(percent > 0 ? 'buy' : 'sell', quantity, false);
  }

  /** Takes what is there at any price. */
  #trade(side: Side, quantity: Lots, reduceOnly: boolean): boolean {
    const { venue, clock } = this.#parts;
    const before = this.#position();
    this.#foreignOrders += 1;
    this.#listing().engine.place(
      venue.account,
      {
        clientOrderId: (firstForeignId - this.#foreignOrders) as ClientOrderId,
        side,
        quantity,
        price: undefined,
        timeInForce: 'ioc',
        postOnly: false,
        reduceOnly,
      },
      clock.nowUs(),
    );
    this.#listing().publishChanges(clock.nowUs());
    return this.#position() !== before;
  }

  #payFunding(ppm: number): boolean {
    const { venue, instrument, clock, sink } = this.#parts;
    const position = this.#position();
    if (position === 0 || ppm === 0) return false;
    this.#payments += 1;
    const value = markedValue(venue.ledger, instrument, position);
    const amount = quoteAmount(floorDivide(-value * BigInt(ppm), 1_000_000n));
    const payment: VenuePayment = {
      symbol: instrument.symbol,
      paymentId: `extra-${this.#payments}`,
      amount,
      venueTimeUs: clock.nowUs(),
    };
    venue.ledger.bookFunding(venue.ledger.account(venue.account), payment);
    sink({ ...paymentEvent(instrument, payment), atUs: clock.nowUs() });
    return true;
  }

  #position(): Lots {
    const { venue, instrument } = this.#parts;
    return venue.ledger.position(venue.account, instrument.symbol);
  }

  #listing(): Listing {
    const { venue, instrument } = this.#parts;
    return assertPresent(venue.listing(instrument.key), `the listing of ${instrument.key}`);
  }
}
