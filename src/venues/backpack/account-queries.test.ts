import { describe, expect, test } from 'vitest';
import { askFills, askFunding, askMargin, askOrder, askPosition } from './account-queries.ts';
import history from './testing/fixtures/history.json' with { type: 'json' };
import replies from './testing/fixtures/order-replies.json' with { type: 'json' };
import { answered, notFound, ScriptedRest } from './testing/scripted-rest.ts';
import { sol, solGrid } from './testing/sol.ts';

const traded = { instrument: sol, grid: solGrid };
const isMeant = () => true;

const timesOf = (first: number, count: number) =>
  Array.from({ length: count }, (_, index) => new Date((first + index) * 1_000).toISOString().slice(0, 19));

describe('fills', () => {
  const rows = (first: number, count: number) =>
    timesOf(first, count).map((timestamp, index) => ({ ...history.fill, timestamp, tradeId: first + index }));

  test('come page after page, until one is not full', async () => {
    const rest = new ScriptedRest([
      answered(rows(0, 1_000)),
      answered(rows(1_000, 1_000)),
      answered(rows(2_000, 3)),
    ]);
    const fills = await askFills(rest, traded, 0);
    expect(fills.ok && fills.value.length).toBe(2_003);
    expect(rest.asked.map((asked) => /"offset":(\d+)/.exec(asked)?.[1])).toEqual(['0', '1000', '2000']);
  });

  test('a page that does not come leaves none: half a history is no history', async () => {
    const rest = new ScriptedRest([answered(rows(0, 1_000)), { ok: false, failure: { kind: 'timed-out' } }]);
    expect(await askFills(rest, traded, 0)).toEqual({ ok: false, failure: { kind: 'timed-out' } });
  });

  test('are asked for in whole milliseconds, and told from the microsecond on; one that may be later is told', async () => {
    const at = (timestamp: string) => ({ ...history.fill, timestamp });
    const told = [
      at('1970-01-01T00:00:02.000499'),
      at('1970-01-01T00:00:02.000500'),
      at('1970-01-01T00:00:02.000'),
    ];
    const rest = new ScriptedRest([answered(told)]);
    const fills = await askFills(rest, traded, 2_000_500);
    expect(fills.ok && fills.value.map(({ fill }) => fill.timestamp)).toEqual(
      told.slice(1).map((each) => each.timestamp),
    );
    expect(rest.asked[0]).toContain('"from":2000,');
  });
});

describe('funding', () => {
  const rows = (first: number, count: number) =>
    timesOf(first, count)
      .map((intervalEndTimestamp) => ({ ...history.funding, intervalEndTimestamp }))
      .reverse();

  test('comes latest first, page after page, as far back as is asked for, and is told oldest first', async () => {
    const rest = new ScriptedRest([answered(rows(2_000, 1_000)), answered(rows(1_000, 1_000))]);
    const payments = await askFunding(rest, traded, 1_500_000_000);
    const times = payments.ok ? payments.value.map(({ venueTimeUs }) => venueTimeUs) : [];
    expect([times.length, times[0], times.at(-1)]).toEqual([1_500, 1_500_000_000, 2_999_000_000]);
  });

  test('what was paid is less than nothing', async () => {
    const payments = await askFunding(new ScriptedRest([answered([history.funding])]), traded, 0);
    expect(payments).toMatchObject({
      value: [{ paymentId: '2025-08-01T16:00:00', amount: -1_301_000_000_000_000n }],
    });
  });
});

describe('the position', () => {
  test.each([
    ['short', answered([{ ...history.position, symbol: sol.symbol, netQuantity: '-1.50' }]), -150],
    ['none, by the venue’s own word', notFound, 0],
  ])('%s', async (_name, answer, value) => {
    expect(await askPosition(new ScriptedRest([answer]), traded)).toEqual({ ok: true, value });
  });

  test.each([
    ['an answer without the instrument', answered([])],
    ['an answer for another', answered([history.position])],
    [
      'a quantity between two lots',
      answered([{ ...history.position, symbol: sol.symbol, netQuantity: '0.001' }]),
    ],
  ])('%s is not taken for flat', async (_name, answer) => {
    const failure = { kind: 'malformed' };
    expect(await askPosition(new ScriptedRest([answer]), traded)).toMatchObject({ ok: false, failure });
  });
});

describe('an order', () => {
  const ours = { ...replies.historyRow, clientId: 7, executedQuantity: '0.25' };
  const reference = { clientId: 7, venueOrderId: undefined, isMeant };

  test('that rests is found at once', async () => {
    const rest = new ScriptedRest([answered({ ...replies.new, executedQuantity: '0.5' })]);
    expect(await askOrder(rest, traded, reference)).toEqual({
      ok: true,
      value: { venueOrderId: replies.new.id, isOpen: true, cumulativeQuantity: 50 },
    });
  });

  test('that has ended is found in the history, with what it filled', async () => {
    const rest = new ScriptedRest([notFound, answered([replies.historyRow, ours])]);
    expect(await askOrder(rest, traded, reference)).toEqual({
      ok: true,
      value: { venueOrderId: ours.id, isOpen: false, cumulativeQuantity: 25 },
    });
  });

  test('whose own id is known is asked for by that', async () => {
    const rest = new ScriptedRest([notFound, answered([ours])]);
    await askOrder(rest, traded, { ...reference, venueOrderId: '42' });
    expect(rest.asked[1]).toContain('"orderId":"42"');
  });

  test('of another run with the same id is not the one', async () => {
    const rest = new ScriptedRest([notFound, answered([ours])]);
    const isOfThisRun = (createdUs: number): boolean => createdUs > 1_800_000_000_000_000;
    expect(await askOrder(rest, traded, { ...reference, isMeant: isOfThisRun })).toEqual({
      ok: true,
      value: undefined,
    });
  });

  test('a failed look into the history is not an order that is not there', async () => {
    const failure = { kind: 'rate-limited', retryAtUs: 5 } as const;
    const rest = new ScriptedRest([notFound, { ok: false, failure }]);
    expect(await askOrder(rest, traded, reference)).toEqual({ ok: false, failure });
  });
});

test('margin: what is not available is taken, and maintenance is rounded against us', async () => {
  const collateral = {
    netEquity: '1000',
    netEquityAvailable: '900.5',
    netExposureFutures: '0.000000000000000001',
    mmf: '0.0125',
    collateral: [],
  };
  expect(await askMargin(new ScriptedRest([answered(collateral)]))).toEqual({
    ok: true,
    value: { equity: 1_000n * 10n ** 18n, initialMargin: 995n * 10n ** 17n, maintenanceMargin: 1n },
  });
});
