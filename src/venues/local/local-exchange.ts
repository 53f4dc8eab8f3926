// A venue in real time and in one process: markets that move by themselves or by hand, the matching engine and the ledger of the
// simulated venues, accounts that their first use opens. Everything is synchronous; a venue's server only translates to its wire.
import { assertPresent } from '../../core/assert.ts';
import type { FundingTerms } from '../../core/funding.ts';
import { takesEachIdOnce, type Instrument, type VenueAccountKey } from '../../core/instrument.ts';
import type { AccountMargin } from '../../core/margin.ts';
import { LevelBuffer } from '../../core/levels.ts';
import { zeroLots, type Lots, type QuoteAmount, type Ticks } from '../../core/money.ts';
import type { ClientOrderId } from '../../core/order.ts';
import type { Side } from '../../core/side.ts';
import type { Clock } from '../../ports/clock.ts';
import type { MarketMessage } from '../../ports/market-source.ts';
import { Liquidator } from '../simulated/liquidation.ts';
import { marginOf } from '../simulated/margin.ts';
import { queueModels } from '../simulated/models/queue.ts';
import { refuse } from '../simulated/order-rules.ts';
import { CountedIds } from '../simulated/venue-ids.ts';
import { VenueLedger } from '../simulated/venue-ledger.ts';
import type { Refusal, VenueFill, VenuePayment } from '../simulated/venue-order.ts';
import { ExchangeTime } from './exchange-time.ts';
import type { ExchangeListener } from './exchange-listener.ts';
import { LocalListing, type FundingPolicy } from './local-listing.ts';
import type { LocalMarket } from './local-market.ts';
import type { LocalOrder, LocalTerms, OrderReference } from './local-order.ts';
import { OrderRecords } from './order-records.ts';
import type { ShownBook } from './shown-book.ts';

export interface LocalExchangeOptions {
  /** As in account keys: "backpack". */
  readonly venue: string;
  readonly clock: Clock;
  readonly instruments: readonly Instrument[];
  /** Moves by itself, or only by hand. */
  readonly market: LocalMarket | 'manual';
  /** What every account begins with, in the quote asset. */
  readonly collateral: QuoteAmount;
  readonly oversizedReduceOnly: 'cut' | 'refuse';
  readonly funding: FundingPolicy;
}

export class LocalExchange {
  /** The truth about every account. */
  readonly ledger: VenueLedger;
  /** Asked before an order is looked at, with what the venue's own mood is: a refusal keeps the order out. */
  admission: (terms: LocalTerms) => Refusal | undefined = () => undefined;
  readonly #venue: string;
  readonly #listings = new Map<string, LocalListing>();
  readonly #liquidator: Liquidator;
  readonly #records: OrderRecords;
  readonly #listeners = new Set<ExchangeListener>();
  readonly #time: ExchangeTime;
  readonly #deadMen = new Map<VenueAccountKey, number>();
  /** Later fills are in no history yet. */
  #fillsToldUntilUs = Infinity;
  #reportedPositions: Map<VenueAccountKey, Map<string, Lots>> | undefined;
  #lastInternalId = 0;

  constructor({ venue, clock, instruments, market, ...policy }: LocalExchangeOptions) {
    this.#venue = venue;
    this.ledger = new VenueLedger(policy.collateral);
    this.#liquidator = new Liquidator(this.ledger);
    this.#records = new OrderRecords({
      ledger: this.ledger,
      tell: (what) => this.#tell(what),
      expires: (order, atUs) =>
        this.#time.wakeAt(atUs, () => {
          if (order.order.end === undefined) this.#end(order, 'expire');
        }),
    });
    // A server that is started again gives other ids than before.
    const ids = new CountedIds(clock.nowUs());
    for (const instrument of instruments) {
      const listing = new LocalListing({
        instrument,
        ids,
        ledger: this.ledger,
        source: market === 'manual' ? undefined : market.source(instrument),
        queueModel: queueModels.riskAverse,
        oversizedReduceOnly: policy.oversizedReduceOnly,
        newIdOnReplace: false,
        orders: this.#records.listener(instrument),
        funding: policy.funding,
        fundingListener: {
          published: (terms) => this.#tell((listener) => listener.fundingPublished?.(instrument, terms)),
          paid: (account, payment) =>
            this.#tell((listener) => listener.fundingPaid?.(account, instrument, payment)),
        },
        publicListener: {
          levelsChanged: (change) => this.#tell((listener) => listener.levelsChanged?.(change)),
          traded: (trade) => this.#tell((listener) => listener.traded?.(trade)),
        },
        markMoved: (venueTimeUs) => this.#liquidator.check(venueTimeUs),
      });
      this.#listings.set(instrument.symbol, listing);
      this.#liquidator.add(listing.market);
      if (market === 'manual') listing.funding.advanceTo(clock.nowUs());
    }
    const listings = [...this.#listings.values()];
    this.#time = new ExchangeTime(clock, listings, () => {
      for (const listing of listings) {
        listing.market.publishChanges(this.#time.nowUs);
        listing.shown.flush();
      }
    });
    this.#time.catchUp();
  }

  get instruments(): readonly Instrument[] {
    return [...this.#listings.values()].map(({ instrument }) => instrument);
  }

  instrument(symbol: string): Instrument | undefined {
    return this.#listings.get(symbol)?.instrument;
  }

  /** The key of an account by its name. */
  account(name: string): VenueAccountKey {
    return `${this.#venue}/${name}` as VenueAccountKey;
  }

  /** The venue's time in µs, after everything that was due. */
  nowUs(): number {
    this.#time.catchUp();
    return this.#time.nowUs;
  }

  /** Until the returned function is called. */
  listen(listener: ExchangeListener): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** Accepted, and worked as far as it goes at once; or refused, and then nothing has happened. */
  place(account: VenueAccountKey, terms: LocalTerms): LocalOrder | Refusal {
    this.#time.catchUp();
    const listing = this.#listings.get(terms.symbol);
    if (listing === undefined) return refuse('unknown-instrument', `${terms.symbol} is not listed`);
    const refusal = this.admission(terms) ?? this.#refuseTerms(account, listing.instrument, terms);
    if (refusal !== undefined) return refusal;
    this.#lastInternalId += 1;
    const clientOrderId = this.#lastInternalId as ClientOrderId;
    const refused = this.#time.happens(() =>
      this.#records.whileArriving(terms, () =>
        listing.market.engine.place(account, { ...terms, clientOrderId }, this.#time.nowUs),
      ),
    );
    if (refused !== undefined) return refused;
    const order = assertPresent(this.ledger.order(account, clientOrderId), 'an order that was accepted');
    return this.#records.of(order);
  }

  /** Ends an open order, or says that there is none. */
  cancel(account: VenueAccountKey, reference: OrderReference): LocalOrder | Refusal {
    this.#time.catchUp();
    const order = this.#records.find(account, reference);
    if (order === undefined) return refuse('unknown-order', 'no such order of this account');
    return this.#cancel(order) ?? order;
  }

  /** Ends every open order of the account, on one instrument or on all; returns those that it ended. */
  cancelAll(account: VenueAccountKey, symbol?: string): LocalOrder[] {
    const open = this.orders(account, symbol);
    return open.filter((order) => this.#cancel(order) === undefined);
  }

  /** Cancels everything of the account at this time unless it is renewed before; `undefined` takes the switch away. */
  renewDeadMansSwitch(account: VenueAccountKey, atUs: number | undefined): void {
    if (atUs === undefined) {
      this.#deadMen.delete(account);
      return;
    }
    this.#deadMen.set(account, atUs);
    this.#time.wakeAt(atUs, () => {
      if (this.#deadMen.get(account) !== atUs) return;
      this.#deadMen.delete(account);
      for (const order of this.ledger.account(account).workingOrders)
        this.#end(this.#records.of(order), 'cancel');
    });
  }

  /** Open orders of the account, oldest first. */
  orders(account: VenueAccountKey, symbol?: string): LocalOrder[] {
    this.#time.catchUp();
    const working = [...this.ledger.account(account).workingOrders];
    return working
      .filter((order) => symbol === undefined || order.symbol === symbol)
      .map((order) => this.#records.of(order));
  }

  /** An open or an ended order of the account. */
  order(account: VenueAccountKey, reference: OrderReference): LocalOrder | undefined {
    this.#time.catchUp();
    return this.#records.find(account, reference);
  }

  /** Ended orders of the account, oldest first. */
  endedOrders(account: VenueAccountKey): LocalOrder[] {
    this.#time.catchUp();
    return this.#records.ended(account);
  }

  /** Fills of the account at or after a venue time, oldest first; of all instruments without a symbol. */
  fillsSince(account: VenueAccountKey, symbol: string | undefined, sinceUs: number): readonly VenueFill[] {
    this.#time.catchUp();
    const symbols = symbol === undefined ? [...this.#listings.keys()] : [symbol];
    const told = symbols.flatMap((each) => this.ledger.fillsSince(account, each, sinceUs));
    const fills = told.filter((fill) => fill.venueTimeUs <= this.#fillsToldUntilUs);
    return symbols.length === 1 ? fills : fills.sort((left, right) => left.venueTimeUs - right.venueTimeUs);
  }

  /** Long > 0, as the venue reports it: what the account truly holds, unless reports are stale. */
  position(account: VenueAccountKey, symbol: string): Lots {
    this.#time.catchUp();
    const stale = this.#reportedPositions;
    if (stale === undefined) return this.ledger.position(account, symbol);
    return stale.get(account)?.get(symbol) ?? zeroLots;
  }

  margin(account: VenueAccountKey): AccountMargin {
    this.#time.catchUp();
    return marginOf(this.ledger, this.ledger.account(account));
  }

  /** Oldest first. */
  fundingPayments(account: VenueAccountKey, symbol: string, sinceUs: number): readonly VenuePayment[] {
    this.#time.catchUp();
    return this.ledger.paymentsSince(account, symbol, sinceUs);
  }

  /** What the venue shows now, to be read only; `undefined` for what it does not list. */
  displayedBook(symbol: string): ShownBook | undefined {
    this.#time.catchUp();
    return this.#listings.get(symbol)?.shown;
  }

  /** What is published of the next payment; `undefined` for what is not listed. */
  fundingTerms(symbol: string): FundingTerms | undefined {
    this.#time.catchUp();
    return this.#listings.get(symbol)?.funding.terms;
  }

  /** Lets all of a market's accounts pay and receive funding now. */
  payFunding(symbol: string): void {
    this.#time.catchUp();
    this.#time.happens(() => this.#listing(symbol).funding.pay(this.#time.nowUs));
  }

  /** Replaces all that others show on a market that is moved by hand. */
  show(symbol: string, levels: Iterable<readonly [side: Side, price: Ticks, quantity: Lots]>): void {
    const buffer = new LevelBuffer();
    for (const [side, price, quantity] of levels) buffer.push(side, price, quantity);
    this.#happen(symbol, 'snapshot', {
      levels: buffer,
      price: 0 as Ticks,
      quantity: zeroLots,
      aggressor: 'buy',
    });
  }

  /** Lets others trade with one another, and with the orders that they reach. What they show does not change by it. */
  trade(symbol: string, aggressor: Side, price: Ticks, quantity: Lots): void {
    this.#happen(symbol, 'trade', { levels: new LevelBuffer(1), price, quantity, aggressor });
  }

  /** From now on the history of fills grows no more, whatever is traded; `false` brings all that it kept back. */
  reportLateFills(isLate: boolean): void {
    if (isLate === (this.#fillsToldUntilUs !== Infinity)) return;
    this.#fillsToldUntilUs = isLate ? this.nowUs() : Infinity;
  }

  /** From now on positions are reported as they stand now, whatever happens; `false` ends that. */
  reportStalePositions(isStale: boolean): void {
    if (isStale === (this.#reportedPositions !== undefined)) return;
    this.#reportedPositions = isStale
      ? new Map(
          [...this.ledger.accounts()].map(({ key, holdings }) => [
            key,
            new Map([...holdings].map(([symbol, { position }]) => [symbol, position])),
          ]),
        )
      : undefined;
  }

  /** Nothing happens any more, and nobody is told. */
  close(): void {
    this.#time.close();
    this.#listeners.clear();
  }

  #refuseTerms(
    account: VenueAccountKey,
    instrument: Instrument,
    { clientId, expiresAtUs }: LocalTerms,
  ): Refusal | undefined {
    const namesake = clientId === undefined ? undefined : this.#records.find(account, { clientId });
    if (namesake !== undefined && (namesake.order.end === undefined || takesEachIdOnce(instrument)))
      return refuse('duplicate-client-order-id', `${clientId} was used before`);
    if (expiresAtUs !== undefined && expiresAtUs <= this.#time.nowUs)
      return refuse('other', 'the order has expired before it came');
    return undefined;
  }

  #cancel(order: LocalOrder): Refusal | undefined {
    return this.#time.happens(() => this.#end(order, 'cancel'));
  }

  #end({ account, symbol, order }: LocalOrder, how: 'cancel' | 'expire'): Refusal | undefined {
    return this.#listing(symbol).market.engine[how](account, order.clientOrderId, this.#time.nowUs);
  }

  #happen(
    symbol: string,
    kind: MarketMessage['kind'],
    what: Pick<MarketMessage, 'levels' | 'price' | 'quantity' | 'aggressor'>,
  ): void {
    this.#time.catchUp();
    const { market } = this.#listing(symbol);
    const venueTimeUs = this.#time.nowUs;
    this.#time.happens(() => market.happen({ kind, ...what, venueTimeUs, localTimeUs: undefined }));
  }

  #listing(symbol: string): LocalListing {
    return assertPresent(this.#listings.get(symbol), `the listing of ${symbol}`);
  }

  #tell(what: (listener: ExchangeListener) => void): void {
    for (const listener of this.#listeners) what(listener);
  }
}
