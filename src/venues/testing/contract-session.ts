// What the venue contract works with: the harness that every venue brings, and a session on it that numbers orders, keeps
// all events, and at the end holds them against the laws that no venue may break.
import type { EngineEvent, FillEvent, OrderEndedEvent, RequestFailedEvent } from '../../core/events.ts';
import type { Instrument } from '../../core/instrument.ts';
import { lots, ticks, type Lots, type Ticks } from '../../core/money.ts';
import type { ClientOrderId, OrderRequest, RiskApproved } from '../../core/order.ts';
import type { Side } from '../../core/side.ts';
import type { Venue } from '../../ports/venue.ts';

/** One level of the outside market: side of the book, price, quantity. */
export type OutsideLevel = readonly [side: Side, price: Ticks, quantity: Lots];

/** A venue with one account on it, and the hands that move the market there. */
export interface VenueHarness {
  readonly venue: Venue;
  readonly instrument: Instrument;
  /** The price around which the contract lays its book. */
  readonly mid: Ticks;
  /** A quantity that obeys the minima at that price; the contract uses its multiples. */
  readonly unit: Lots;
  /** Replaces what others show, at the venue and at once. */
  show(levels: readonly OutsideLevel[]): void;
  /** Lets others trade, at the venue and at once: before any request that is still under way. */
  trade(aggressor: Side, price: Ticks, quantity: Lots): void;
  /** Lets everything under way arrive, and returns what the venue has sent since this was last called. */
  settle(): Promise<readonly EngineEvent[]>;
  close(): Promise<void>;
}

/** An order in units and in ticks from the mid; without `offset` it is a market order. */
export interface ContractOrder {
  readonly side: Side;
  readonly units: number;
  readonly offset?: number;
  readonly timeInForce?: OrderRequest['timeInForce'];
  readonly postOnly?: boolean;
  readonly reduceOnly?: boolean;
}

export class ContractSession {
  readonly harness: VenueHarness;
  readonly events: EngineEvent[] = [];
  readonly #orders = new Map<ClientOrderId, OrderRequest>();
  #lastId = 0;

  constructor(harness: VenueHarness) {
    this.harness = harness;
  }

  price(offset: number): Ticks {
    return ticks(this.harness.mid + offset);
  }

  units(count: number): Lots {
    return lots(this.harness.unit * count);
  }

  /** Ten units on each of two levels on both sides: bids at −1 and −2, asks at +1 and +2. */
  showBook(): void {
    const levels = [-1, -2, 1, 2].map((offset): OutsideLevel => {
      return [offset < 0 ? 'buy' : 'sell', this.price(offset), this.units(10)];
    });
    this.harness.show(levels);
  }

  /** Others sell or buy so many units at an offset from the mid. */
  trade(aggressor: Side, offset: number, units: number): void {
    this.harness.trade(aggressor, this.price(offset), this.units(units));
  }

  /** Sends an order without waiting for anything. */
  send(order: ContractOrder, change: Partial<OrderRequest> = {}): ClientOrderId {
    const request = { ...this.#next(order), ...change };
    this.#lastId += 1;
    this.#orders.set(request.clientOrderId, request);
    this.harness.venue.place(request as RiskApproved);
    return request.clientOrderId;
  }

  /** Tells the venue what will probably be sent next. */
  foresee(order: ContractOrder): void {
    this.harness.venue.foresee?.(this.#next(order));
  }

  #next(order: ContractOrder): OrderRequest {
    return {
      clientOrderId: (this.#lastId + 1) as ClientOrderId,
      instrument: this.harness.instrument.key,
      role: 'quote',
      side: order.side,
      quantity: this.units(order.units),
      price: order.offset === undefined ? undefined : this.price(order.offset),
      timeInForce: order.timeInForce ?? 'gtc',
      postOnly: order.postOnly ?? false,
      reduceOnly: order.reduceOnly ?? false,
      cycle: 0,
      tickOffset: 0,
    };
  }

  /** Sends an order and lets all that comes of it arrive. */
  async place(order: ContractOrder, change: Partial<OrderRequest> = {}): Promise<ClientOrderId> {
    const id = this.send(order, change);
    await this.settle();
    return id;
  }

  async cancel(id: ClientOrderId): Promise<void> {
    this.harness.venue.cancel(this.harness.instrument.key, id);
    await this.settle();
  }

  /** Lets everything arrive; returns what is new. */
  async settle(): Promise<readonly EngineEvent[]> {
    const events = await this.harness.settle();
    // Market events lend their levels for the call only; the contract is about orders and the account.
    const kept = events.filter((event) => event.kind !== 'book' && event.kind !== 'trade');
    this.events.push(...kept);
    return kept;
  }

  fills(id: ClientOrderId): FillEvent[] {
    return this.events.filter((event) => event.kind === 'fill').filter((fill) => fill.clientOrderId === id);
  }

  /** Units filled, each trade id once. */
  filledUnits(id: ClientOrderId): number {
    const byTradeId = new Map(this.fills(id).map((fill) => [fill.tradeId, fill.quantity]));
    return [...byTradeId.values()].reduce((sum, quantity) => sum + quantity, 0) / this.harness.unit;
  }

  end(id: ClientOrderId): OrderEndedEvent | undefined {
    const ends = this.events.filter((event) => event.kind === 'order-ended');
    return ends.find((event) => event.clientOrderId === id);
  }

  failures(request: RequestFailedEvent['request']): RequestFailedEvent[] {
    const failed = this.events.filter((event) => event.kind === 'request-failed');
    return failed.filter((event) => event.request === request);
  }

  accepted(id: ClientOrderId): boolean {
    return this.events.some((event) => event.kind === 'order-accepted' && event.clientOrderId === id);
  }

  /** The order came to nothing: refused by a reply, or accepted and ended by the venue without a fill. */
  cameToNothing(id: ClientOrderId): boolean {
    const refused = this.failures('place').some((event) => event.clientOrderId === id);
    return this.filledUnits(id) === 0 && (refused || this.end(id)?.cumulativeQuantity === 0);
  }

  /** What breaks the laws that hold for any sequence of events of any venue. */
  brokenLaws(): string[] {
    const broken: string[] = [];
    const trades = new Map<string, FillEvent>();
    let lastUs = -Infinity;
    for (const event of this.events) {
      if (event.atUs < lastUs) broken.push(`the time of receipt went back to ${event.atUs}`);
      lastUs = event.atUs;
      if (event.kind !== 'fill') continue;
      const { tradeId, clientOrderId, price, quantity } = trades.get(event.tradeId) ?? event;
      const isSame =
        event.clientOrderId === clientOrderId && event.price === price && event.quantity === quantity;
      if (!isSame) broken.push(`trade ${tradeId} is two different trades`);
      trades.set(tradeId, event);
    }
    const orders = [...this.#orders].flatMap(([id, request]) => this.#brokenBy(id, request));
    return [...broken, ...orders];
  }

  #brokenBy(id: ClientOrderId, { side, price, quantity }: OrderRequest): string[] {
    const fills = [...new Map(this.fills(id).map((fill) => [fill.tradeId, fill])).values()];
    const filled = fills.reduce((sum, fill) => sum + fill.quantity, 0);
    const ends = this.events.filter((event) => event.kind === 'order-ended' && event.clientOrderId === id);
    const end = this.end(id);
    const worst = side === 'buy' ? Math.max : Math.min;
    const laws: readonly (readonly [string, boolean])[] = [
      ['fills on its own side', fills.every((fill) => fill.side === side)],
      ['has a quantity in every fill', fills.every((fill) => fill.quantity > 0)],
      ['fills no more than was ordered', filled <= Math.max(0, quantity)],
      [
        'fills no worse than its limit',
        price === undefined || fills.every((fill) => worst(fill.price, price) === price),
      ],
      ['ends at most once', ends.length <= 1],
      ['ends with the sum of its fills', end === undefined || end.cumulativeQuantity === filled],
      [
        'is called filled when all of it is',
        end === undefined || (end.outcome === 'filled') === (filled === quantity),
      ],
    ];
    return laws.filter(([, holds]) => !holds).map(([law]) => `order ${id}: ${law}`);
  }
}
