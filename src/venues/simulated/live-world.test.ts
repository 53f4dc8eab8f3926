// Simulated venues on live books: fills by the queue model as others trade, nothing on a book that is not seen, and time as we hear it.
import { beforeEach, describe, expect, test } from 'vitest';
import type { BookEvent, EngineEvent, FundingRateEvent, TradeEvent } from '../../core/events.ts';
import type { FundingRate } from '../../core/funding.ts';
import { defineInstrument, type Instrument } from '../../core/instrument.ts';
import { LevelBuffer } from '../../core/levels.ts';
import { formatQuote, lots, ticks } from '../../core/money.ts';
import type { OrderRequest, RiskApproved } from '../../core/order.ts';
import type { Side } from '../../core/side.ts';
import { createLiveWorld, type LiveWorld } from './live-world.ts';
import { clientId, termsOf, testInstrument, type PlainOrder } from './testing/exchange.ts';
import type { Level } from './testing/scripted-source.ts';
import { VirtualTime } from './virtual-time.ts';

/** The real venue's clock is an hour behind ours, and nothing depends on that. */
const venueBehindUs = 3_600_000_000;
const startUs = 1_780_000_000_000_000;
const other: Instrument = defineInstrument({ ...testInstrument, symbol: 'SOL-PERP', base: 'SOL' });
const unseen = { kind: 'request-failed', request: 'place', failure: { reason: 'not-trading' } };

let time: VirtualTime;
let world: LiveWorld;
let told: EngineEvent[];

/** Lets so many ms pass, and everything in them happen. */
function pass(ms: number): void {
  const untilUs = time.nowUs() + ms * 1_000;
  time.wakeAt(untilUs, () => undefined);
  while (time.peekUs() <= untilUs) time.runNext();
}

function book(isSnapshot: boolean, levels: readonly Level[], delayMs = 5): BookEvent {
  const buffer = new LevelBuffer();
  for (const [side, price, quantity] of levels) buffer.push(side, ticks(price), lots(quantity));
  return {
    kind: 'book',
    instrument: testInstrument.key,
    isSnapshot,
    levels: buffer,
    atUs: time.nowUs(),
    venueTimeUs: time.nowUs() - venueBehindUs - delayMs * 1_000,
  };
}

function trade(aggressor: Side, price: number, quantity: number, delayMs = 5): TradeEvent {
  return {
    kind: 'trade',
    instrument: testInstrument.key,
    aggressor,
    price: ticks(price),
    quantity: lots(quantity),
    atUs: time.nowUs(),
    venueTimeUs: time.nowUs() - venueBehindUs - delayMs * 1_000,
  };
}

const hear = (event: EngineEvent): void => world.hear(event);
const show = (...levels: readonly Level[]): void => hear(book(true, levels));

/** Sends an order; it arrives in the time that is let pass. */
function send(order: PlainOrder): void {
  const context = { instrument: testInstrument.key, role: 'quote', cycle: 0, tickOffset: 0 } as const;
  const request: OrderRequest = { ...termsOf(order), ...context };
  world.venues.get(testInstrument.venueAccount)?.place(request as RiskApproved);
}

/** What has reached us of one kind. */
const heardOf = <Kind extends EngineEvent['kind']>(kind: Kind): Extract<EngineEvent, { kind: Kind }>[] =>
  told.filter((event): event is Extract<EngineEvent, { kind: Kind }> => event.kind === kind);

const fills = (): string[] =>
  heardOf('fill').map(
    ({ liquidity, side, quantity, price }) => `${liquidity} ${side} ${quantity} at ${price}`,
  );

/** A buy of 5 that rests at 99 behind 10 of others. */
function rest(): void {
  show(['buy', 99, 10], ['sell', 101, 10]);
  send({ id: 1, side: 'buy', quantity: 5, price: 99, postOnly: true });
  pass(100);
}

beforeEach(() => {
  time = new VirtualTime(startUs);
  told = [];
  world = createLiveWorld({
    legs: [testInstrument, other].map((instrument) => ({
      instrument,
      policy: { oversizedReduceOnly: 'refuse' as const },
    })),
    queueModel: 'riskAverse',
    seed: 1,
    clock: time,
    sink: (event) => {
      const levels = new LevelBuffer();
      if (event.kind === 'book') levels.copyFrom(event.levels);
      told.push(event.kind === 'book' ? { ...event, levels } : event);
    },
  });
});

describe('a maker order on a live book', () => {
  test('fills when others have traded what stood before it, and only then', () => {
    rest();
    hear(trade('sell', 99, 10));
    pass(10);
    expect(fills()).toEqual([]);
    hear(trade('sell', 99, 3));
    pass(10);
    expect(fills()).toEqual(['maker buy 3 at 99']);
    hear(trade('sell', 98, 50));
    pass(10);
    expect(fills()).toEqual(['maker buy 3 at 99', 'maker buy 2 at 99']);
    expect(heardOf('order-ended')).toMatchObject([{ outcome: 'filled', cumulativeQuantity: 5 }]);
  });

  test('does not come nearer twice by a trade that is heard after the book that it left', () => {
    rest();
    hear(book(false, [['buy', 99, 4]], 5));
    pass(2);
    hear(trade('sell', 99, 6, 8));
    hear(trade('sell', 99, 4));
    pass(10);
    expect(fills()).toEqual([]);
    hear(trade('sell', 99, 1));
    pass(10);
    expect(fills()).toEqual(['maker buy 1 at 99']);
  });

  test('is seen in the book, on top of others', () => {
    rest();
    const { levels } = heardOf('book').at(-1) as BookEvent;
    expect([levels.count, levels.price(0), levels.quantity(0)]).toEqual([1, 99, 15]);
  });
});

test('an order that takes meets the book of the moment in which it is there, and not that in which it left', () => {
  show(['buy', 99, 10], ['sell', 101, 10]);
  send({ id: 1, side: 'buy', quantity: 5 });
  pass(5);
  hear(
    book(false, [
      ['sell', 101, 0],
      ['sell', 103, 10],
    ]),
  );
  pass(100);
  expect(fills()).toEqual(['taker buy 5 at 103']);
});

test('what was heard is passed on at once, by our clock', () => {
  show(['buy', 99, 10], ['sell', 101, 10]);
  hear(trade('sell', 99, 1));
  expect(told.map(({ kind, atUs }) => [kind, atUs])).toEqual([
    ['book', startUs],
    ['trade', startUs],
  ]);
});

test('a reduce-only order that is larger than the position is refused where the venue refuses it', () => {
  show(['buy', 99, 10], ['sell', 101, 10]);
  send({ id: 1, side: 'buy', quantity: 2 });
  pass(100);
  send({ id: 2, side: 'sell', quantity: 5, reduceOnly: true });
  pass(100);
  expect(heardOf('request-failed')).toMatchObject([{ failure: { reason: 'reduce-only-would-increase' } }]);
});

describe('a market that is not seen', () => {
  test('takes no order before its first book', () => {
    send({ id: 1, side: 'buy', quantity: 5 });
    pass(100);
    expect(told).toMatchObject([unseen]);
  });

  test('that was lost is shown empty, fills nobody, takes no order, and goes on with its next book', () => {
    rest();
    show();
    expect(heardOf('book').at(-1)).toMatchObject({ isSnapshot: true, levels: { count: 0 } });
    send({ id: 2, side: 'buy', quantity: 5 });
    pass(100);
    expect(heardOf('request-failed')).toMatchObject([unseen]);
    show(['buy', 99, 8], ['sell', 101, 10]);
    send({ id: 3, side: 'buy', quantity: 5 });
    pass(100);
    hear(trade('sell', 99, 8));
    pass(10);
    expect(fills()).toEqual(['taker buy 5 at 101']);
    expect([...world.listings.values()].map(({ losses }) => losses)).toEqual([1, 0]);
  });

  test('because nothing was said of it for five seconds takes no order, whatever its last book was', () => {
    show(['buy', 99, 10], ['sell', 101, 10]);
    pass(4_900);
    send({ id: 1, side: 'buy', quantity: 1 });
    pass(60);
    hear(trade('buy', 101, 1));
    pass(100);
    send({ id: 2, side: 'buy', quantity: 1 });
    pass(60);
    expect(heardOf('request-failed')).toMatchObject([{ ...unseen, clientOrderId: clientId(2) }]);
    expect(fills()).toEqual(['taker buy 1 at 101']);
    hear(book(false, []));
    send({ id: 3, side: 'buy', quantity: 1 });
    pass(60);
    expect(fills()).toHaveLength(2);
  });
});

describe('funding', () => {
  const hourUs = 3_600_000_000;
  const terms = (bps: bigint, nextAtUs: number): FundingRateEvent => ({
    kind: 'funding-rate',
    instrument: testInstrument.key,
    atUs: time.nowUs(),
    rate: (bps * 10n ** 14n) as FundingRate,
    intervalMs: 3_600_000,
    nextAtUs,
  });

  /** Long 10 ETH at a mid of 1.00. */
  function hold(): void {
    show(['buy', 99, 5_000], ['sell', 101, 5_000]);
    send({ id: 1, side: 'buy', quantity: 1_000 });
    pass(100);
  }

  const payments = (): string[] =>
    heardOf('funding-payment').map(({ amount, paymentId }) => `${formatQuote(amount.amount)} ${paymentId}`);

  test('is paid at the rate that the venue published, once its time has come or it publishes the next', () => {
    hold();
    hear(terms(1n, startUs + hourUs));
    pass(10);
    expect(heardOf('funding-rate')).toMatchObject([{ rate: 10n ** 14n, nextAtUs: startUs + hourUs }]);
    hear(trade('sell', 90, 1));
    expect(payments()).toEqual([]);
    hear(terms(2n, startUs + 2 * hourUs));
    pass(10);
    expect(payments()).toEqual([`-0.001 funding-${startUs + hourUs}`]);
    pass(2 * 3_600_000);
    show(['buy', 99, 10], ['sell', 101, 10]);
    pass(10);
    expect(payments().slice(1)).toEqual([`-0.002 funding-${startUs + 2 * hourUs}`]);
  });

  test('is not paid before the venue has published any', () => {
    hold();
    pass(24 * 3_600_000);
    hear(trade('sell', 90, 1));
    pass(10);
    expect(payments()).toEqual([]);
  });
});
