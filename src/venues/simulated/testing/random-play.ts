// Random markets and random orders of three accounts on one exchange, for properties: prices around 100, small quantities,
// so that everything meets everything.
import * as fc from 'fast-check';
import { assertNever } from '../../../core/assert.ts';
import type { Side } from '../../../core/side.ts';
import type { QueueModelName } from '../models/queue.ts';
import type { VenueOrder } from '../venue-order.ts';
import { ann, bob, cleo, Exchange, type PlainOrder } from './exchange.ts';
import type { Level } from './scripted-source.ts';

export const accounts = [ann, bob, cleo] as const;
export const sides: readonly Side[] = ['buy', 'sell'];
export const prices: readonly number[] = Array.from({ length: 21 }, (_, index) => 90 + index);

export type MarketStep =
  | { readonly kind: 'snapshot' | 'levels'; readonly levels: readonly Level[] }
  | { readonly kind: 'trade'; readonly aggressor: Side; readonly price: number; readonly quantity: number };

export type OrderStep =
  | { readonly kind: 'place'; readonly account: number; readonly order: Omit<PlainOrder, 'id'> }
  | { readonly kind: 'cancel'; readonly order: number }
  | { readonly kind: 'replace'; readonly order: number; readonly price: number; readonly quantity: number };

const side = fc.constantFrom<Side>('buy', 'sell');
const quantity = fc.integer({ min: 1, max: 12 });
/** Mostly near the touch, where things meet. */
const price = fc.oneof(
  { weight: 6, arbitrary: fc.integer({ min: 97, max: 103 }) },
  { weight: 1, arbitrary: fc.constantFrom(...prices) },
);

/** Mostly a calm book with bids up to 99 and asks from 101, so that queues live; sometimes one that crosses anything. */
const level: fc.Arbitrary<Level> = fc
  .tuple(side, fc.integer({ min: 1, max: 3 }), fc.integer({ min: 0, max: 12 }), fc.nat(15), price)
  .map(([of, distance, size, wild, anywhere]) => {
    return [of, wild === 0 ? anywhere : 100 + (of === 'buy' ? -distance : distance), size];
  });

const levels = (kind: 'snapshot' | 'levels', maxLength: number): fc.Arbitrary<MarketStep> =>
  fc.record({ kind: fc.constant(kind), levels: fc.array(level, { maxLength }) });

export const marketStep: fc.Arbitrary<MarketStep> = fc.oneof(
  { weight: 1, arbitrary: levels('snapshot', 12) },
  { weight: 20, arbitrary: levels('levels', 4) },
  {
    weight: 4,
    arbitrary: fc.record({ kind: fc.constant('trade' as const), aggressor: side, price, quantity }),
  },
);

const terms = fc.record({
  side,
  quantity,
  price: fc.option(price, { nil: undefined, freq: 8 }),
  timeInForce: fc.constantFrom(
    'gtc' as const,
    'gtc' as const,
    'gtc' as const,
    'ioc' as const,
    'fok' as const,
  ),
  postOnly: fc.constantFrom(false, false, true),
  reduceOnly: fc.constantFrom(false, false, true),
});

const orderStep: fc.Arbitrary<OrderStep> = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.record({ kind: fc.constant('place' as const), account: fc.nat(2), order: terms }),
  },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('cancel' as const), order: fc.nat(30) }) },
  {
    weight: 1,
    arbitrary: fc.record({ kind: fc.constant('replace' as const), order: fc.nat(30), price, quantity }),
  },
);

export type Step = MarketStep | OrderStep;
export const step: fc.Arbitrary<Step> = fc.oneof(marketStep, orderStep);

/** An exchange on which orders are numbered from 0 as they are sent. */
export class RandomPlay {
  readonly exchange: Exchange;
  readonly #senders: number[] = [];

  constructor(queueModel: QueueModelName) {
    this.exchange = new Exchange({ queueModel });
    this.exchange.snapshot(['buy', 99, 10], ['buy', 98, 10], ['sell', 101, 10], ['sell', 102, 10]);
  }

  /** Returns the order that a `place` led to, unless it was refused. */
  run(next: Step): VenueOrder | undefined {
    const { exchange } = this;
    switch (next.kind) {
      case 'snapshot':
        exchange.snapshot(...next.levels);
        return undefined;
      case 'levels':
        exchange.levels(...next.levels);
        return undefined;
      case 'trade':
        exchange.trade(next.aggressor, next.price, next.quantity);
        return undefined;
      case 'place':
        return this.place(next.account, next.order);
      case 'cancel':
        exchange.cancel(this.#sender(next.order), next.order);
        return undefined;
      case 'replace':
        exchange.replace(this.#sender(next.order), next.order, next.price, next.quantity);
        return undefined;
      default:
        return assertNever(next);
    }
  }

  place(account: number, order: Omit<PlainOrder, 'id'>): VenueOrder | undefined {
    const id = this.#senders.push(account) - 1;
    this.exchange.place(this.#sender(id), { ...order, id });
    return this.exchange.order(this.#sender(id), id);
  }

  orders(): VenueOrder[] {
    return [...this.exchange.ledger.accounts()].flatMap((account) => [...account.orders.values()]);
  }

  /** In order of priority. */
  resting(of: Side): VenueOrder[] {
    const orders: VenueOrder[] = [];
    for (let rank = 0; ; rank += 1) {
      const order = this.exchange.engine.restingAt(of, rank);
      if (order === undefined) return orders;
      orders.push(order);
    }
  }

  #sender(id: number): (typeof accounts)[number] {
    return accounts[this.#senders[id] ?? 0] ?? ann;
  }
}
