// The gate: each check with its code, and hedges that no check for quotes may stop.
import { describe, expect, it } from 'vitest';
import { createOrderRecord, deriveClientOrderId, type OrderRequest } from '../core/order.ts';
import { lots, quoteAmount, ticks, type BaseQuantity, type QuoteAmount } from '../core/money.ts';
import { OwnOrders } from '../core/own-orders.ts';
import { RequestBudget } from '../core/rate-limit.ts';
import { base, testInstrument } from '../core/testing/test-pair.ts';
import { ScriptedPair } from '../engine/testing/scripted-pair.ts';
import { dayUs, utcDayStartUs } from '../ledger/utc-day.ts';
import type { Touch } from '../market/touch.ts';
import { approve } from './gate.ts';
import type { RiskLeg, RiskView } from './view.ts';

const primary = testInstrument('alpha', '0.001', 2);
const hedge = testInstrument('beta', '0.001');
const { config } = new ScriptedPair({ primary, hedge }).pair;
const dollars = (amount: bigint): QuoteAmount => quoteAmount(amount * 10n ** 18n);

interface Situation {
  readonly netDelta?: BaseQuantity;
  readonly ownDelta?: BaseQuantity;
  readonly foreignHedge?: BaseQuantity;
  readonly primaryPosition?: number;
  readonly hedgePosition?: number;
  readonly dailyNet?: QuoteAmount | undefined;
  readonly halted?: boolean;
  readonly working?: readonly OrderRequest[];
  readonly hasBook?: boolean;
  readonly hedgeBookAgeMs?: number;
  readonly hedgeMidTicks?: number;
  readonly notionalMax?: QuoteAmount;
  /** Of 10 in 10 s, 4 of them a reserve. */
  readonly requestsUsed?: number;
  readonly margin?: {
    readonly of: 'alpha' | 'beta';
    readonly equity?: bigint;
    readonly ageMs?: number;
    readonly isKnown?: boolean;
  };
  /** On the account of one leg; amounts in whole dollars. */
  readonly others?: {
    readonly of: 'alpha' | 'beta';
    readonly net?: bigint;
    readonly marginToCome?: bigint;
    readonly ageMs?: number;
    readonly isYesterday?: boolean;
  };
}

describe('a quote that adds risk', () => {
  it.each<[string, Situation, Partial<OrderRequest>, string | undefined]>([
    ['passes when flat and inside every limit', {}, {}, undefined],
    ['is refused beyond the position limit', {}, { quantity: lots(101) }, 'position-limit'],
    [
      'is refused when what works could fill besides',
      { working: [order({ quantity: lots(50) })] },
      { quantity: lots(60) },
      'worst-case-exposure',
    ],
    [
      'is refused when the leg could exceed its limit',
      { primaryPosition: 60, hedgePosition: -60 },
      { quantity: lots(50) },
      'position-limit',
    ],
    ['is refused at the daily loss limit', { dailyNet: dollars(-1_000n) }, {}, 'daily-loss-limit'],
    [
      'passes just above the daily loss limit',
      { dailyNet: quoteAmount(dollars(-1_000n) + 1n) },
      {},
      undefined,
    ],
    [
      'is refused when another run on the account of either leg has lost the rest of the limit',
      { dailyNet: dollars(-600n), others: { of: 'beta', net: -400n } },
      {},
      'daily-loss-limit',
    ],
    [
      'is not helped by what another run has won on the other leg’s account alone',
      { dailyNet: dollars(-1_000n), others: { of: 'beta', net: 900n } },
      {},
      'daily-loss-limit',
    ],
    [
      'passes what another run lost yesterday',
      { dailyNet: dollars(-600n), others: { of: 'beta', net: -400n, isYesterday: true } },
      {},
      undefined,
    ],
    [
      'leaves the margin that another run may yet ask of the account',
      { others: { of: 'beta', marginToCome: 999_990n } },
      {},
      'free-margin',
    ],
    [
      'is refused while what other runs do is not known of late',
      { others: { of: 'alpha', ageMs: 10_001 } },
      {},
      'other-runs-unknown',
    ],
    ['passes while that has just been told', { others: { of: 'alpha', ageMs: 10_000 } }, {}, undefined],
    ['is refused while the day’s result cannot be told', { dailyNet: undefined }, {}, 'no-price'],
    [
      'is refused outside the drift limit',
      { netDelta: base('0.002') },
      { quantity: lots(50) },
      'net-delta-drift',
    ],
    ['passes with a drift inside the limit', { netDelta: base('0.001') }, { quantity: lots(50) }, undefined],
    ['is refused when halted', { halted: true }, {}, 'halted'],
    ['is refused below the venue’s minimum', {}, { quantity: lots(1) }, 'below-minimum'],
    ['is refused outside the price band', {}, { price: ticks(301_506) }, 'price-band'],
    ['passes at the edge of the price band', {}, { price: ticks(301_505) }, undefined],
    ['is refused without a bound', {}, { price: undefined }, 'price-band'],
    ['is refused without a book', { hasBook: false }, {}, 'no-price'],
    ['is refused on a book that has been silent for too long', { hedgeBookAgeMs: 5_001 }, {}, 'stale-book'],
    ['passes on a book that has just not', { hedgeBookAgeMs: 5_000 }, {}, undefined],
    [
      'is refused when its leg could be worth more than its limit, at mid',
      { notionalMax: quoteAmount(dollars(300n) + dollars(1n) / 200n - 1n) },
      {},
      'max-notional',
    ],
    [
      'passes when its leg could be worth exactly its limit',
      { notionalMax: quoteAmount(dollars(300n) + dollars(1n) / 200n) },
      {},
      undefined,
    ],
    [
      'is refused when what works could make the leg worth more',
      {
        primaryPosition: 20,
        hedgePosition: -20,
        working: [order({ quantity: lots(30) })],
        notionalMax: dollars(269n),
      },
      { quantity: lots(40) },
      'max-notional',
    ],
    ['passes with the last room beside the reserve', { requestsUsed: 4 }, {}, undefined],
    [
      'is refused without room for itself and its cancel beside the reserve',
      { requestsUsed: 5 },
      {},
      'order-rate',
    ],
    [
      'is refused while the primary’s margin is not known',
      { margin: { of: 'alpha', isKnown: false } },
      {},
      'margin-unknown',
    ],
    [
      'is refused while the hedge’s margin is not known of late',
      { margin: { of: 'beta', ageMs: 15_001 } },
      {},
      'margin-unknown',
    ],
    ['passes on margin that just still is', { margin: { of: 'beta', ageMs: 15_000 } }, {}, undefined],
    [
      'is refused when the primary would have too little free margin',
      { margin: { of: 'alpha', equity: 46n } },
      {},
      'free-margin',
    ],
    [
      'is refused when the hedge would have too little free margin',
      { margin: { of: 'beta', equity: 49n } },
      {},
      'free-margin',
    ],
    ['passes with enough of it', { margin: { of: 'beta', equity: 64n } }, {}, undefined],
    [
      'is refused for what works on its side besides',
      { margin: { of: 'beta', equity: 49n }, working: [order({ quantity: lots(50) })] },
      { quantity: lots(50) },
      'free-margin',
    ],
    [
      'is refused when a venue would be too near to liquidation',
      { margin: { of: 'beta', equity: 63n } },
      {},
      'liquidation-distance',
    ],
    [
      'is refused when its hedge would make the other leg worth more',
      { hedgeMidTicks: 310_000, notionalMax: dollars(305n) },
      {},
      'max-notional',
    ],
  ])('%s', (_case, situation, overrides, code) => {
    expect(approve(order(overrides), view(situation)).refusal?.code).toBe(code);
  });
});

describe('a probe', () => {
  const probe: Partial<OrderRequest> = { role: 'probe', quantity: lots(2) };
  it.each<[string, Situation, Partial<OrderRequest>, string | undefined]>([
    ['passes when flat', {}, probe, undefined],
    ['obeys the limits of a quote', { dailyNet: dollars(-1_000n) }, probe, 'daily-loss-limit'],
    ['is refused when halted', { halted: true }, probe, 'halted'],
    ['is refused while something is naked', { netDelta: base('0.002') }, probe, 'net-delta-drift'],
    [
      'counts as what could fill, as a quote does',
      { working: [order(probe)] },
      { quantity: lots(100) },
      'worst-case-exposure',
    ],
    [
      'that reduces passes where a loss forbids new risk',
      { primaryPosition: 100, hedgePosition: -100, dailyNet: dollars(-2_000n) },
      { ...probe, side: 'sell', reduceOnly: true },
      undefined,
    ],
  ])('%s', (_case, situation, overrides, code) => {
    expect(approve(order(overrides), view(situation)).refusal?.code).toBe(code);
  });
});

describe('an unwinding quote', () => {
  const balanced: Situation = { primaryPosition: 100, hedgePosition: -100 };
  const unwind: Partial<OrderRequest> = { side: 'sell', reduceOnly: true };

  it.each<[string, Situation, Partial<OrderRequest>, string | undefined]>([
    [
      'passes beyond the daily loss limit: closing is never refused for a loss',
      { ...balanced, dailyNet: dollars(-2_000n) },
      unwind,
      undefined,
    ],
    [
      'is refused when it exceeds the position',
      { ...balanced, primaryPosition: 50 },
      unwind,
      'does-not-reduce',
    ],
    [
      'is refused when it would enlarge the position',
      balanced,
      { ...unwind, side: 'buy' },
      'does-not-reduce',
    ],
    [
      'passes on silent books, and beyond the notional limit',
      { ...balanced, hedgeBookAgeMs: 60_000, notionalMax: dollars(1n) },
      unwind,
      undefined,
    ],
    ['leaves the reserve alone as long as it rests', { ...balanced, requestsUsed: 5 }, unwind, 'order-rate'],
    [
      'may use the reserve when it takes: that is a reduction',
      { ...balanced, requestsUsed: 9 },
      { ...unwind, timeInForce: 'ioc', postOnly: false },
      undefined,
    ],
    ['waits while the pair is not flat', { ...balanced, netDelta: base('0.05') }, unwind, 'net-delta-drift'],
  ])('%s', (_case, situation, overrides, code) => {
    expect(approve(order(overrides), view(situation)).refusal?.code).toBe(code);
  });
});

describe('an answer to a position change that is not ours', () => {
  const liquidated: Situation = {
    primaryPosition: 100,
    netDelta: base('0.1'),
    ownDelta: base('0'),
    foreignHedge: base('0.1'),
  };
  const offset: Partial<OrderRequest> = {
    role: 'offset',
    side: 'sell',
    reduceOnly: true,
    timeInForce: 'ioc',
  };

  it.each<[string, Situation, Partial<OrderRequest>, string | undefined]>([
    ['passes on the other leg, up to what changed', liquidated, offset, undefined],
    [
      'is refused beyond what changed',
      { ...liquidated, foreignHedge: base('0.099') },
      offset,
      'does-not-reduce',
    ],
    [
      'is refused on the leg that changed itself',
      liquidated,
      { ...offset, instrument: hedge.key },
      'does-not-reduce',
    ],
    [
      'is refused where it would enlarge a leg',
      { ...liquidated, primaryPosition: -100 },
      offset,
      'does-not-reduce',
    ],
  ])('%s', (_case, situation, overrides, code) => {
    expect(approve(order(overrides), view(situation)).refusal?.code).toBe(code);
  });
});

describe('an order that reduces exposure', () => {
  const naked: Situation = { primaryPosition: 100, netDelta: base('0.1') };
  const hedgeOrder: Partial<OrderRequest> = {
    role: 'hedge',
    instrument: hedge.key,
    side: 'sell',
    timeInForce: 'ioc',
  };

  it.each<[string, Situation, Partial<OrderRequest>, string | undefined]>([
    [
      'passes when halted, at the daily loss limit, beyond every limit of quotes',
      {
        ...naked,
        halted: true,
        dailyNet: dollars(-9_999n),
        hedgeBookAgeMs: 60_000,
        notionalMax: dollars(1n),
      },
      hedgeOrder,
      undefined,
    ],
    ['may use all of the reserve', { ...naked, requestsUsed: 9 }, hedgeOrder, undefined],
    ['waits when the whole budget is used', { ...naked, requestsUsed: 10 }, hedgeOrder, 'order-rate'],
    ['is refused on the wrong side', naked, { ...hedgeOrder, side: 'buy' }, 'does-not-reduce'],
    [
      'is refused when it exceeds the net delta',
      { ...naked, netDelta: base('0.099') },
      hedgeOrder,
      'does-not-reduce',
    ],
    ['is refused when there is nothing to reduce', {}, hedgeOrder, 'does-not-reduce'],
    [
      'is refused for what another hedge already works on',
      { ...naked, working: [order({ ...hedgeOrder, quantity: lots(40) })] },
      { ...hedgeOrder, quantity: lots(61) },
      'does-not-reduce',
    ],
    [
      'passes for exactly the rest',
      { ...naked, working: [order({ ...hedgeOrder, quantity: lots(40) })] },
      { ...hedgeOrder, quantity: lots(60) },
      undefined,
    ],
    [
      'is capped, when reduce-only, at the booked position',
      { ...naked, primaryPosition: 90 },
      { role: 'reduce', side: 'sell', reduceOnly: true },
      'does-not-reduce',
    ],
    [
      'is refused for what changed by no order of ours',
      { ...naked, ownDelta: base('0') },
      hedgeOrder,
      'does-not-reduce',
    ],
    ['still obeys the price band', naked, { ...hedgeOrder, price: ticks(298_504) }, 'price-band'],
  ])('%s', (_case, situation, overrides, code) => {
    expect(approve(order(overrides), view(situation)).refusal?.code).toBe(code);
  });
});

const nowUs = 1_800_000_000_000_000;
let counter = 0;

function order(overrides: Partial<OrderRequest> = {}): OrderRequest {
  counter += 1;
  return {
    clientOrderId: deriveClientOrderId(1, counter),
    instrument: primary.key,
    role: 'quote',
    side: 'buy',
    quantity: lots(100),
    price: ticks(300_000),
    timeInForce: 'gtc',
    postOnly: true,
    reduceOnly: false,
    cycle: 1,
    tickOffset: 0,
    ...overrides,
  };
}

function budgetUsed(requests: number): RequestBudget {
  const budget = new RequestBudget({ requests: 10, perMs: 10_000 });
  for (let sent = 0; sent < requests; sent += 1) budget.record(nowUs);
  return budget;
}

/** Plenty of equity, nothing used of it, told just now, unless the situation says otherwise of this venue. */
function figuresOf({ venue }: typeof primary, { margin }: Situation): RiskLeg['marginCheck']['latest'] {
  const { equity = 1_000_000n, ageMs = 0, isKnown = true } = margin?.of === venue ? margin : {};
  if (!isKnown) return undefined;
  return {
    equity: dollars(equity),
    initialMargin: dollars(0n),
    maintenanceMargin: dollars(0n),
    askedAtUs: nowUs - ageMs * 1_000,
  };
}

function othersOf({ venue }: typeof primary, { others }: Situation): RiskLeg['otherRuns'] {
  if (others?.of !== venue) return undefined;
  const { net = 0n, marginToCome = 0n, ageMs = 0, isYesterday = false } = others;
  return {
    dayStartUs: utcDayStartUs(nowUs) - (isYesterday ? dayUs : 0),
    net: dollars(net),
    traded: dollars(0n),
    marginToCome: dollars(marginToCome),
    living: 1,
    toldAtUs: nowUs - ageMs * 1_000,
  };
}

function touchAt(midTicks = 300_005): Touch {
  return { bid: ticks(midTicks - 5), ask: ticks(midTicks + 5) };
}

function view(situation: Situation): RiskView {
  const legs = { [primary.key]: new OwnOrders(), [hedge.key]: new OwnOrders() };
  for (const request of situation.working ?? []) legs[request.instrument]?.add(createOrderRecord(request, 0));
  const leg = (instrument: typeof primary, position: number): RiskLeg => ({
    instrument,
    orders: legs[instrument.key] ?? new OwnOrders(),
    position: lots(position),
    foreignBase: instrument === hedge ? (situation.foreignHedge ?? base('0')) : base('0'),
    pacing: { budget: budgetUsed(situation.requestsUsed ?? 0) },
    bookAtUs: instrument === hedge ? nowUs - (situation.hedgeBookAgeMs ?? 0) * 1_000 : nowUs,
    touch:
      situation.hasBook === false
        ? undefined
        : touchAt(instrument === hedge ? situation.hedgeMidTicks : undefined),
    lastFillAtUs: 0,
    marginCheck: { latest: figuresOf(instrument, situation) },
    otherRuns: othersOf(instrument, situation),
  });
  const dailyNet = 'dailyNet' in situation ? situation.dailyNet : dollars(0n);
  return {
    config: { ...config, notionalMax: situation.notionalMax },
    nowUs,
    primary: leg(primary, situation.primaryPosition ?? 0),
    hedge: leg(hedge, situation.hedgePosition ?? 0),
    netDelta: situation.netDelta ?? base('0'),
    ownDelta: situation.ownDelta ?? situation.netDelta ?? base('0'),
    halt: situation.halted === true ? { code: 'operator-halt' } : undefined,
    dailyNet: () => dailyNet,
  };
}
