// A venue account on a simulated venue: requests travel to the matching engines and replies travel back, each with its own
// delay and each way in order, as on one connection. Fills can therefore land while a cancel is under way.
import { assert } from '../../core/assert.ts';
import type { AccountEvent, OrderEvent, RequestFailedEvent } from '../../core/events.ts';
import type { FundingRate } from '../../core/funding.ts';
import type { Instrument, InstrumentKey, VenueAccountKey } from '../../core/instrument.ts';
import type { QuoteAmount } from '../../core/money.ts';
import type { ClientOrderId, RiskApproved } from '../../core/order.ts';
import type { Clock } from '../../ports/clock.ts';
import type { MarketSource } from '../../ports/market-source.ts';
import type { EventSink, Venue } from '../../ports/venue.ts';
import { FollowedFunding } from './followed-funding.ts';
import { FundingSchedule, type FundingListener } from './funding.ts';
import { Liquidator } from './liquidation.ts';
import { Listing, type ListingOptions } from './listing.ts';
import { LiveListing } from './live-listing.ts';
import { marginOf } from './margin.ts';
import type { OrderListener } from './matcher.ts';
import type { LatencyModel } from './models/latency.ts';
import { queueModels, type QueueModelName } from './models/queue.ts';
import { refuse } from './order-rules.ts';
import { historyMinInside, VenueLedger } from './venue-ledger.ts';
import type { Refusal, VenueFill, VenuePayment } from './venue-order.ts';

/** What differs from venue to venue. */
export interface VenuePolicy {
  /** What the account begins with, in the quote asset. */
  readonly collateral: QuoteAmount;
  readonly oversizedReduceOnly: 'cut' | 'refuse';
  readonly newIdOnReplace: boolean;
  /** Of every payment; 0 publishes that nothing is paid, `undefined` publishes nothing. */
  readonly fundingRate: FundingRate | undefined;
  /** A cold start, in µs: until then the venue refuses every order. 0 trades from the beginning. */
  readonly notTradingUntilUs: number;
}

export interface SimulatedVenueOptions {
  readonly account: VenueAccountKey;
  readonly clock: Clock;
  readonly latency: LatencyModel;
  readonly sink: EventSink;
  readonly policy: VenuePolicy;
}

type Unstamped<Event> = Event extends unknown ? Omit<Event, 'atUs'> : never;
type Reply = Unstamped<OrderEvent | AccountEvent>;
type FailedRequest = Pick<RequestFailedEvent, 'instrument' | 'request' | 'clientOrderId' | 'requestId'>;

export class SimulatedVenue implements Venue {
  readonly account: VenueAccountKey;
  /** The truth about the account, which no message can distort. */
  readonly ledger: VenueLedger;
  readonly #options: SimulatedVenueOptions;
  readonly #listings = new Map<InstrumentKey, Listing>();
  readonly #liquidator: Liquidator;
  /** When the last request arrives and the last reply is delivered: later ones do not overtake them. */
  #lastArrivalUs = -Infinity;
  #lastDeliveryUs = -Infinity;

  constructor(options: SimulatedVenueOptions) {
    this.#options = options;
    this.account = options.account;
    this.ledger = new VenueLedger(options.policy.collateral, historyMinInside);
    this.#liquidator = new Liquidator(this.ledger);
  }

  /** Lists the source's instrument. The listing is a stream, to be driven by the caller's time. */
  list(source: MarketSource, queueModel: QueueModelName): Listing {
    const { instrument } = source;
    const { fundingRate } = this.#options.policy;
    const funding =
      fundingRate === undefined
        ? undefined
        : new FundingSchedule(instrument, this.ledger, fundingRate, this.#fundingListener(instrument));
    return this.#add(new Listing({ ...this.#terms(instrument, queueModel, funding), source }));
  }

  /** Lists an instrument whose market is that of a real venue, as it is heard; nobody has to drive it. */
  listLive(instrument: Instrument, queueModel: QueueModelName): LiveListing {
    const funding = new FollowedFunding(instrument, this.ledger, this.#fundingListener(instrument));
    const { clock } = this.#options;
    return this.#add(
      new LiveListing({ ...this.#terms(instrument, queueModel, funding), instrument, clock, funding }),
    );
  }

  /** The listing of an instrument: what scenarios reach for when others trade, or someone trades by hand. */
  listing(instrument: InstrumentKey): Listing | undefined {
    return this.#listings.get(instrument);
  }

  place(order: RiskApproved): void {
    const { latency, clock } = this.#options;
    const { instrument, clientOrderId } = order;
    const request: FailedRequest = { instrument, request: 'place', clientOrderId, requestId: undefined };
    const bumpUs = order.postOnly ? 0 : latency.speedBumpUs;
    this.#send(latency.entryUs(), request, (listing) => {
      const match = (): void =>
        this.#match(
          listing,
          request,
          () => this.#refuseWhenCold() ?? listing.engine.place(this.account, order, clock.nowUs()),
        );
      if (bumpUs === 0) match();
      else clock.wakeAt(clock.nowUs() + bumpUs, match);
    });
  }

  cancel(instrument: InstrumentKey, clientOrderId: ClientOrderId): void {
    const { latency, clock } = this.#options;
    const request: FailedRequest = { instrument, request: 'cancel', clientOrderId, requestId: undefined };
    this.#send(latency.cancelUs(), request, (listing) =>
      this.#match(listing, request, () => listing.engine.cancel(this.account, clientOrderId, clock.nowUs())),
    );
  }

  queryOrder(instrument: InstrumentKey, clientOrderId: ClientOrderId): void {
    const request: FailedRequest = {
      instrument,
      request: 'query-order',
      clientOrderId,
      requestId: undefined,
    };
    this.#send(this.#options.latency.entryUs(), request, () => {
      const order = this.ledger.order(this.account, clientOrderId);
      if (order === undefined) {
        this.#reply({ kind: 'order-not-found', instrument, clientOrderId });
        return;
      }
      const { venueOrderId, filled: cumulativeQuantity, end } = order;
      const isOpen = end === undefined;
      this.#reply({
        kind: 'order-report',
        instrument,
        clientOrderId,
        venueOrderId,
        isOpen,
        cumulativeQuantity,
      });
    });
  }

  queryPosition(instrument: InstrumentKey, requestId: number): void {
    const request: FailedRequest = {
      instrument,
      request: 'query-position',
      clientOrderId: undefined,
      requestId,
    };
    this.#send(this.#options.latency.entryUs(), request, (listing) => {
      const position = this.ledger.position(this.account, listing.instrument.symbol);
      this.#reply({ kind: 'position-report', instrument, requestId, position });
    });
  }

  queryFills(instrument: InstrumentKey, requestId: number, sinceVenueTimeUs: number): void {
    const request: FailedRequest = {
      instrument,
      request: 'query-fills',
      clientOrderId: undefined,
      requestId,
    };
    this.#send(this.#options.latency.entryUs(), request, (listing) => {
      const { symbol } = listing.instrument;
      for (const fill of this.ledger.fillsSince(this.account, symbol, sinceVenueTimeUs)) {
        this.#reply(fillEvent(instrument, fill));
      }
      this.#reply({ kind: 'fills-report', instrument, requestId });
    });
  }

  queryFunding(instrument: InstrumentKey, requestId: number, sinceVenueTimeUs: number): void {
    const request: FailedRequest = {
      instrument,
      request: 'query-funding',
      clientOrderId: undefined,
      requestId,
    };
    this.#send(this.#options.latency.entryUs(), request, ({ instrument: listed }) => {
      for (const payment of this.ledger.paymentsSince(this.account, listed.symbol, sinceVenueTimeUs))
        this.#reply(paymentEvent(listed, payment));
      this.#reply({ kind: 'funding-report', instrument, requestId });
    });
  }

  queryMargin(instrument: InstrumentKey, requestId: number): void {
    const request: FailedRequest = {
      instrument,
      request: 'query-margin',
      clientOrderId: undefined,
      requestId,
    };
    this.#send(this.#options.latency.entryUs(), request, () => {
      const margin = marginOf(this.ledger, this.ledger.account(this.account));
      this.#reply({ kind: 'margin-report', instrument, requestId, ...margin });
    });
  }

  #add<Kind extends Listing>(listing: Kind): Kind {
    this.#liquidator.add(listing);
    this.#listings.set(listing.instrument.key, listing);
    return listing;
  }

  #terms(
    instrument: Instrument,
    queueModel: QueueModelName,
    funding: Pick<FundingSchedule, 'advanceTo'> | undefined,
  ): Omit<ListingOptions, 'source'> {
    assert(instrument.venueAccount === this.account, `${instrument.key} belongs to ${this.account}`);
    assert(!this.#listings.has(instrument.key), `${instrument.key} is listed once`);
    const { latency, sink, policy } = this.#options;
    return {
      ...policy,
      latency,
      sink,
      ledger: this.ledger,
      queueModel: queueModels[queueModel],
      orders: this.#reporter(instrument),
      // Funding before the market moves on, and liquidation after it has moved.
      clearing: {
        timeComes: (venueTimeUs) => funding?.advanceTo(venueTimeUs),
        markMoved: (venueTimeUs) => this.#liquidator.check(venueTimeUs),
      },
    };
  }

  /** Lets a request travel; what it finds at the venue is the listing, or a refusal where there is none. */
  #send(delayUs: number, request: FailedRequest, arrive: (listing: Listing) => void): void {
    const { clock } = this.#options;
    this.#lastArrivalUs = Math.max(this.#lastArrivalUs, clock.nowUs() + delayUs);
    clock.wakeAt(this.#lastArrivalUs, () => {
      const listing = this.#listings.get(request.instrument);
      if (listing !== undefined) arrive(listing);
      else this.#fail(request, refuse('unknown-instrument', `${request.instrument} is not listed`));
    });
  }

  #refuseWhenCold(): Refusal | undefined {
    const { clock, policy } = this.#options;
    return clock.nowUs() < policy.notTradingUntilUs
      ? refuse('not-trading', `${this.account} does not trade yet`)
      : undefined;
  }

  /** Lets the matching engine work, and shows in public what came of it. */
  #match(listing: Listing, request: FailedRequest, work: () => Refusal | undefined): void {
    const refusal = work();
    if (refusal !== undefined) this.#fail(request, refusal);
    listing.publishChanges(this.#options.clock.nowUs());
  }

  #fail(request: FailedRequest, failure: Refusal): void {
    this.#reply({ kind: 'request-failed', ...request, failure });
  }

  #reply(reply: Reply): void {
    const { clock, latency, sink } = this.#options;
    this.#lastDeliveryUs = Math.max(this.#lastDeliveryUs, clock.nowUs() + latency.responseUs());
    // It is nobody else's, so it is stamped, and not copied.
    clock.wakeAt(this.#lastDeliveryUs, () => sink(Object.assign(reply, { atUs: clock.nowUs() })));
  }

  #fundingListener(listed: Instrument): FundingListener {
    const { key: instrument } = listed;
    return {
      published: (terms) => this.#reply({ kind: 'funding-rate', instrument, ...terms }),
      paid: (account, payment) => {
        if (account === this.account) this.#reply(paymentEvent(listed, payment));
      },
    };
  }

  /** The private stream: what happens to this account's orders, and to nobody else's. */
  #reporter({ key: instrument }: Instrument): OrderListener {
    return {
      accepted: ({ account, clientOrderId, venueOrderId }, venueTimeUs) => {
        if (account !== this.account) return;
        this.#reply({ kind: 'order-accepted', instrument, clientOrderId, venueOrderId, venueTimeUs });
      },
      filled: (fill) => {
        if (fill.account === this.account) this.#reply(fillEvent(instrument, fill));
      },
      ended: ({ account, clientOrderId, filled: cumulativeQuantity }, outcome, venueTimeUs) => {
        if (account !== this.account) return;
        this.#reply({
          kind: 'order-ended',
          instrument,
          clientOrderId,
          outcome,
          cumulativeQuantity,
          venueTimeUs,
        });
      },
    };
  }
}

function paymentEvent(
  { key: instrument, quote: asset }: Instrument,
  { paymentId, amount, venueTimeUs }: VenuePayment,
): Reply {
  return { kind: 'funding-payment', instrument, paymentId, amount: { asset, amount }, venueTimeUs };
}

function fillEvent(instrument: InstrumentKey, fill: VenueFill): Reply {
  return {
    kind: 'fill',
    instrument,
    clientOrderId: fill.clientOrderId,
    tradeId: fill.tradeId,
    venueOrderId: fill.venueOrderId,
    side: fill.side,
    price: fill.price,
    quantity: fill.quantity,
    liquidity: fill.liquidity,
    fee: fill.fee,
    venueTimeUs: fill.venueTimeUs,
  };
}
