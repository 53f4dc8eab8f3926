// A simulated venue account: when requests arrive, when replies come back, and what overtakes what.
import { describe, expect, test } from 'vitest';
import type { EngineEvent } from '../../core/events.ts';
import { lots, quoteAmount, ticks } from '../../core/money.ts';
import type { OrderRequest, RiskApproved } from '../../core/order.ts';
import type { Clock } from '../../ports/clock.ts';
import { defaultLatency, LatencyModel } from './models/latency.ts';
import { createSeededRandom } from './seeded-random.ts';
import { SimulatedVenue } from './simulated-venue.ts';
import { ann, clientId, termsOf, testInstrument, type PlainOrder } from './testing/exchange.ts';
import { ScriptedSource } from './testing/scripted-source.ts';
import { openSimulatedVenue, plainLatency, startUs, type SimulatedHarness } from './testing/venue-harness.ts';

const key = testInstrument.key;

function request(order: PlainOrder): RiskApproved {
  const context = { instrument: key, role: 'quote', cycle: 0, tickOffset: 0 } as const;
  return { ...termsOf(order), ...context } satisfies OrderRequest as RiskApproved;
}

/** Others bid 99 and ask 101, ten lots each. */
function open(options: Parameters<typeof openSimulatedVenue>[0] = {}): SimulatedHarness {
  const harness = openSimulatedVenue(options);
  harness.show([
    ['buy', ticks(99), lots(10)],
    ['sell', ticks(101), lots(10)],
  ]);
  return harness;
}

/** What has reached us of orders and account, with the time since the start in ms. */
function replies(harness: SimulatedHarness): string[] {
  while (harness.time.runNext()) continue;
  return harness.received
    .filter(isReply)
    .map((event) => `${(event.atUs - startUs) / 1_000} ms ${event.kind}`);
}

const isReply = (event: EngineEvent): boolean => event.kind !== 'book' && event.kind !== 'trade';

describe('delays', () => {
  test('an order travels the entry delay, its acknowledgement and fills the response delay', () => {
    const harness = open();
    harness.venue.place(request({ id: 1, side: 'buy', quantity: 2 }));
    expect(replies(harness)).toEqual(['9 ms order-accepted', '9 ms fill', '9 ms order-ended']);
    expect(harness.received.find((event) => event.kind === 'fill')).toMatchObject({
      venueTimeUs: startUs + 5_000,
    });
  });

  test('a refusal travels back like an acknowledgement', () => {
    const harness = open();
    harness.venue.place(request({ id: 1, side: 'buy', quantity: 2, price: 101, postOnly: true }));
    expect(replies(harness)).toEqual(['9 ms request-failed']);
  });

  test('a venue that starts cold refuses every order that arrives before its time', () => {
    const harness = open({ policy: { notTradingUntilUs: startUs + 5_001 } });
    harness.venue.place(request({ id: 1, side: 'buy', quantity: 2 }));
    expect(replies(harness)).toEqual(['9 ms request-failed']);
    expect(harness.received.find((event) => event.kind === 'request-failed')).toMatchObject({
      failure: { kind: 'refused', reason: 'not-trading' },
    });
    harness.venue.place(request({ id: 2, side: 'buy', quantity: 2 }));
    expect(replies(harness)).toContain('18 ms order-accepted');
  });

  test('what an order changes in public is seen after the feed delay, apart from its acknowledgement', () => {
    const harness = open();
    harness.venue.place(request({ id: 1, side: 'buy', quantity: 2, price: 100 }));
    harness.venue.cancel(key, clientId(1));
    replies(harness);
    const books = harness.received.filter((event) => event.kind === 'book' && !event.isSnapshot);
    expect(books.map((event) => [event.atUs - startUs, JSON.stringify(event)])).toEqual([
      [6_000, expect.stringContaining('[1,100,2]')],
      [6_000, expect.stringContaining('[1,100,0]')],
    ]);
  });

  test('the order meets the market of its arrival, not that of its sending', () => {
    const harness = open();
    harness.venue.place(request({ id: 1, side: 'buy', quantity: 2, price: 101, timeInForce: 'ioc' }));
    harness.source.levels(startUs + 4_999, [['sell', 101, 0]]);
    harness.source.levels(startUs + 5_001, [['sell', 101, 9]]);
    expect(replies(harness)).toEqual(['9 ms order-accepted', '9 ms order-ended']);
  });

  test('a market message and an order of the same time: the market was first', () => {
    const harness = open();
    harness.venue.place(request({ id: 1, side: 'buy', quantity: 2, price: 101, timeInForce: 'ioc' }));
    harness.source.levels(startUs + 5_000, [['sell', 101, 0]]);
    expect(replies(harness)).not.toContain('9 ms fill');
  });

  test('a cancel is quicker than an order here, but never overtakes its own', () => {
    const harness = open();
    harness.venue.place(request({ id: 1, side: 'buy', quantity: 2, price: 90 }));
    harness.venue.cancel(key, clientId(1));
    expect(replies(harness)).toEqual(['9 ms order-accepted', '9 ms order-ended']);
  });

  test('a fill that lands while the cancel is under way', () => {
    const harness = open();
    harness.venue.place(request({ id: 1, side: 'buy', quantity: 2, price: 100, postOnly: true }));
    replies(harness);
    harness.received.length = 0;
    const sentUs = harness.time.nowUs();
    harness.venue.cancel(key, clientId(1));
    harness.source.trade(sentUs + 2_000, 'sell', 100, 1);
    const after = (ms: number): number => (sentUs - startUs) / 1_000 + ms;
    expect(replies(harness)).toEqual([`${after(6)} ms fill`, `${after(7)} ms order-ended`]);
  });

  test('queries are answered from the moment of their arrival', () => {
    const harness = open();
    harness.venue.place(request({ id: 1, side: 'buy', quantity: 2, price: 100, postOnly: true }));
    replies(harness);
    harness.received.length = 0;
    harness.venue.queryPosition(key, 1);
    harness.source.trade(harness.time.nowUs() + 6_000, 'sell', 100, 2);
    replies(harness);
    expect(harness.received.filter(isReply)).toMatchObject([
      { kind: 'position-report', position: 0 },
      { kind: 'fill', quantity: 2 },
      { kind: 'order-ended' },
    ]);
  });

  test('a speed bump holds back what may take, and nothing else', () => {
    const harness = open({ latency: { ...plainLatency, speedBumpUs: 50_000 } });
    harness.venue.place(request({ id: 1, side: 'buy', quantity: 2 }));
    harness.venue.place(request({ id: 2, side: 'buy', quantity: 2, price: 90, postOnly: true }));
    harness.venue.cancel(key, clientId(2));
    expect(replies(harness)).toEqual([
      '9 ms order-accepted',
      '9 ms order-ended',
      '59 ms order-accepted',
      '59 ms fill',
      '59 ms order-ended',
    ]);
  });

  test('with jitter, replies still arrive in the order in which the venue sent them', () => {
    const harness = open({ latency: defaultLatency });
    for (let id = 1; id <= 50; id += 1) {
      harness.venue.place(request({ id, side: 'buy', quantity: 1, price: 90 }));
      harness.venue.cancel(key, clientId(id));
    }
    replies(harness);
    const order = harness.received
      .filter(isReply)
      .map((event) => 'clientOrderId' in event && event.clientOrderId);
    expect(order).toEqual([...order].sort((one, other) => Number(one) - Number(other)));
    expect(order).toHaveLength(100);
  });

  test('every reply is stamped with the time at which it is delivered, also by a clock that is late', () => {
    const due: { readonly atUs: number; readonly wake: () => void }[] = [];
    let nowUs = 0;
    const lateClock: Clock = { nowUs: () => nowUs, wakeAt: (atUs, wake) => void due.push({ atUs, wake }) };
    const received: EngineEvent[] = [];
    const venue = new SimulatedVenue({
      account: testInstrument.venueAccount,
      clock: lateClock,
      latency: new LatencyModel(plainLatency, createSeededRandom(1)),
      sink: (event) => received.push(event),
      policy: {
        collateral: quoteAmount(0n),
        oversizedReduceOnly: 'cut',
        newIdOnReplace: true,
        fundingRate: undefined,
        notTradingUntilUs: 0,
      },
    });
    venue.list(new ScriptedSource(testInstrument), 'riskAverse');
    venue.queryPosition(key, 1);
    for (let next = due.shift(); next !== undefined; next = due.shift()) {
      nowUs = next.atUs + 500;
      next.wake();
    }
    expect(received.map((event) => event.atUs)).toEqual([10_000]);
  });
});

describe('the account', () => {
  test('hears nothing of other accounts on the same venue', () => {
    const harness = open();
    harness.listing.engine.place(ann, termsOf({ id: 1, side: 'buy', quantity: 3 }), startUs);
    harness.listing.engine.place(ann, termsOf({ id: 2, side: 'buy', quantity: 3, price: 90 }), startUs);
    harness.listing.engine.cancel(ann, clientId(2), startUs);
    expect(replies(harness)).toEqual([]);
  });

  test('a replaced order is acknowledged under its new venue order id', () => {
    const harness = open();
    harness.venue.place(request({ id: 1, side: 'buy', quantity: 3, price: 90 }));
    replies(harness);
    const change = { price: ticks(91), quantity: lots(3) };
    harness.listing.engine.replace(harness.venue.account, clientId(1), change, harness.time.nowUs());
    replies(harness);
    expect(harness.received.filter(isReply)).toMatchObject([
      { kind: 'order-accepted', venueOrderId: '1' },
      { kind: 'order-accepted', venueOrderId: '2' },
    ]);
  });

  test('an instrument is listed once, and on its own account', () => {
    const { venue } = open();
    expect(() => venue.list(new ScriptedSource(testInstrument), 'riskAverse')).toThrow(/listed once/);
    const foreign = { ...testInstrument, venueAccount: ann };
    expect(() => venue.list(new ScriptedSource(foreign), 'riskAverse')).toThrow(/belongs to/);
  });
});
