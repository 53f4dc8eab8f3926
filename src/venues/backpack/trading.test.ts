// What replies and frames become, where the venue has several ways to say it and the local server speaks only one of them.
import { setImmediate } from 'node:timers/promises';
import { describe, expect, test } from 'vitest';
import type { EngineEvent } from '../../core/events.ts';
import type { VenueAccountKey } from '../../core/instrument.ts';
import { lots, ticks } from '../../core/money.ts';
import type { ClientOrderId, RiskApproved } from '../../core/order.ts';
import { ClientIds } from '../wire/client-ids.ts';
import type { Unstamped } from '../wire/emitter.ts';
import { parseFrame } from './frames.ts';
import frames from './testing/fixtures/frames.json' with { type: 'json' };
import replies from './testing/fixtures/order-replies.json' with { type: 'json' };
import { answered, notFound, ScriptedRest } from './testing/scripted-rest.ts';
import { sol } from './testing/sol.ts';
import { Trading } from './trading.ts';

const id = 7 as ClientOrderId;
const account = 'backpack/main' as VenueAccountKey;

const order = (change: Partial<RiskApproved> = {}): RiskApproved =>
  ({
    clientOrderId: id,
    instrument: sol.key,
    role: 'quote',
    side: 'buy',
    quantity: lots(150),
    price: ticks(18_050),
    timeInForce: 'gtc',
    postOnly: true,
    reduceOnly: false,
    cycle: 0,
    tickOffset: 0,
    ...change,
  }) as RiskApproved;

function open(...answers: ConstructorParameters<typeof ScriptedRest>[0]) {
  const told: Unstamped<EngineEvent>[] = [];
  const rest = new ScriptedRest(answers);
  const trading = new Trading({ account, rest, ids: new ClientIds([0]), emit: (event) => told.push(event) });
  trading.add(sol);
  return { trading, told, rest };
}

const reply = (change: object) => answered({ ...replies.new, clientId: 7, symbol: sol.symbol, ...change });

function frame(change: object): Parameters<Trading['tell']> {
  const parsed = parseFrame(
    JSON.stringify({
      stream: 'account.orderUpdate',
      data: { ...frames.orderAccepted.data, c: 7, s: sol.symbol, i: replies.new.id, ...change },
    }),
  );
  if (parsed?.kind !== 'order') throw new Error('a frame about an order');
  return [parsed.symbol, parsed.update];
}

describe('replies to orders', () => {
  test.each([
    ['it rests', order(), { status: 'New' }, []],
    ['post-only, and it would have crossed', order(), { status: 'Expired' }, ['refused']],
    ['nothing to take', order({ postOnly: false, timeInForce: 'ioc' }), { status: 'Expired' }, ['expired']],
    // Fills are on their way: the stream says when it has ended.
    ['it filled', order(), { status: 'Filled', executedQuantity: '1.5' }, []],
    ['it filled in part', order(), { status: 'Expired', executedQuantity: '0.5' }, []],
  ])('%s', async (_name, placed, change, ends) => {
    const { trading, told } = open(reply(change));
    trading.place(placed);
    await setImmediate();
    expect(told[0]).toMatchObject({
      kind: 'order-accepted',
      clientOrderId: id,
      venueOrderId: replies.new.id,
    });
    expect(told.slice(1).map((event) => event.kind === 'order-ended' && event.outcome)).toEqual(ends);
  });

  test('a cancel that was taken, without a word yet of what came of it, says nothing', async () => {
    const { trading, told } = open(answered(undefined));
    trading.cancel(sol.key, id);
    await setImmediate();
    expect(told).toEqual([]);
  });

  test('a cancel is refused when its order has ended', async () => {
    const { trading, told } = open(notFound);
    trading.cancel(sol.key, id);
    await setImmediate();
    expect(told).toMatchObject([
      { kind: 'request-failed', request: 'cancel', failure: { reason: 'unknown-order' } },
    ]);
  });
});

describe('words of the stream', () => {
  test('stream and reply say the same: acceptance and end are told once', async () => {
    const { trading, told } = open(reply({ status: 'Expired' }));
    trading.place(order());
    trading.tell(...frame({}));
    trading.tell(...frame({ e: 'orderExpired', X: 'Expired', R: 'PostOnlyTaker' }));
    await setImmediate();
    expect(told).toMatchObject([{ kind: 'order-accepted' }, { kind: 'order-ended', outcome: 'refused' }]);
  });

  test('a fill has its own quantity, its fee may be a rebate, and the last one ends the order', () => {
    const { trading, told } = open();
    const fill = { ...frames.orderFill.data, c: 7, s: sol.symbol, n: '-0.01', N: 'USDC', L: '18.70' };
    trading.tell(...frame({ ...fill, t: 1, l: '1.00', z: '1.00', X: 'PartiallyFilled', m: true }));
    trading.tell(...frame({ ...fill, t: 2, l: '0.50', z: '1.50', X: 'Filled', m: true }));
    expect(told).toMatchObject([
      { kind: 'order-accepted' },
      { kind: 'fill', tradeId: '1', quantity: 100, price: 1_870, liquidity: 'maker' },
      { kind: 'fill', tradeId: '2', quantity: 50, fee: { asset: 'USDC', amount: -10_000_000_000_000_000n } },
      { kind: 'order-ended', outcome: 'filled', cumulativeQuantity: 150 },
    ]);
  });

  test.each([
    ['cancelled', { e: 'orderCancelled', X: 'Cancelled' }, 'canceled'],
    ['nothing left to take', { e: 'orderExpired', X: 'Expired', R: 'ImmediateOrCancel' }, 'expired'],
    ['no margin after all', { e: 'orderExpired', X: 'Expired', R: 'InsufficientMargin' }, 'refused'],
    [
      'no margin for the rest',
      { e: 'orderExpired', X: 'Expired', R: 'InsufficientMargin', z: '0.50' },
      'expired',
    ],
    ['a reason that is new to us', { e: 'orderExpired', X: 'Expired', R: 'FullMoon' }, 'expired'],
  ])('an order ends: %s', (_name, change, outcome) => {
    const { trading, told } = open();
    expect(trading.tell(...frame(change))).toBe(true);
    expect(told.at(-1)).toMatchObject({ kind: 'order-ended', outcome });
  });

  test.each([
    ['an order of the website', { c: undefined }],
    ['an order of another program', { c: 4_000_000_000 }],
    ['an instrument that is not followed', { s: 'BTC_USDC_PERP' }],
  ])('%s is nobody’s', (_name, change) => {
    const { trading, told } = open();
    expect(trading.tell(...frame(change))).toBe(true);
    expect(told).toEqual([]);
  });

  test.each([
    ['a cumulative quantity between two lots', { z: '0.005' }],
    [
      'a fill at a price between two ticks',
      { ...frames.orderFill.data, c: 7, s: sol.symbol, L: '18.705', l: '1.00', z: '1.00' },
    ],
  ])('%s of an order of ours cannot be read', (_name, change) => {
    const { trading } = open();
    expect(trading.tell(...frame(change))).toBe(false);
  });
});
