// Events and commands for the tests of the record: one of each kind by hand, and any at all for the laws.
import * as fc from 'fast-check';
import type { EngineEvent } from '../../core/events.ts';
import type { VenueFailure } from '../../core/failure.ts';
import type { FundingRate } from '../../core/funding.ts';
import type { InstrumentKey } from '../../core/instrument.ts';
import { LevelBuffer } from '../../core/levels.ts';
import {
  lots,
  quoteAmount,
  ticks,
  type Lots,
  type Money,
  type QuoteAmount,
  type Ticks,
} from '../../core/money.ts';
import type { ClientOrderId, OrderRequest } from '../../core/order.ts';
import type { Side } from '../../core/side.ts';
import type { RecordedCommand } from '../recorded.ts';

export const atUs = 1_723_161_239_000_123;
export const venueTimeUs = 1_723_161_237_730_000;
export const instrument = 'sim-a/main/ETH' as InstrumentKey;
const clientOrderId = 1_806_866_319_867_905 as ClientOrderId;

type Level = readonly [side: Side, price: number, quantity: number];

export function levelsOf(...levels: readonly Level[]): LevelBuffer {
  const buffer = new LevelBuffer(1);
  for (const [side, price, quantity] of levels) buffer.push(side, ticks(price), lots(quantity));
  return buffer;
}

export const anOrder: OrderRequest = {
  clientOrderId,
  instrument,
  role: 'quote',
  side: 'buy',
  quantity: lots(10),
  price: ticks(292_559),
  timeInForce: 'gtc',
  postOnly: true,
  reduceOnly: false,
  cycle: 3,
  tickOffset: 0,
};

const onOrder = { atUs, instrument, clientOrderId };

type OfEachKind<Item extends { readonly kind: string }> = {
  readonly [Kind in Item['kind']]: Extract<Item, { readonly kind: Kind }>;
};

export const eventOfEachKind: OfEachKind<EngineEvent> = {
  book: {
    kind: 'book',
    atUs,
    instrument,
    venueTimeUs,
    isSnapshot: false,
    levels: levelsOf(['buy', 292_559, 120], ['sell', 292_560, 0]),
  },
  trade: {
    kind: 'trade',
    atUs,
    instrument,
    venueTimeUs,
    price: ticks(292_560),
    quantity: lots(7),
    aggressor: 'sell',
  },
  time: { kind: 'time', atUs },
  'order-accepted': { kind: 'order-accepted', ...onOrder, venueOrderId: 'v-1', venueTimeUs },
  fill: {
    kind: 'fill',
    ...onOrder,
    tradeId: 't-1',
    venueOrderId: 'v-1',
    side: 'buy',
    price: ticks(292_559),
    quantity: lots(10),
    liquidity: 'maker',
    fee: { asset: 'USDC', amount: quoteAmount(-1_462_795_000_000_000n) },
    venueTimeUs,
  },
  'order-ended': {
    kind: 'order-ended',
    ...onOrder,
    outcome: 'filled',
    cumulativeQuantity: lots(10),
    venueTimeUs,
  },
  'order-report': {
    kind: 'order-report',
    ...onOrder,
    venueOrderId: 'v-1',
    isOpen: true,
    cumulativeQuantity: lots(4),
  },
  'order-not-found': { kind: 'order-not-found', ...onOrder },
  'request-failed': {
    kind: 'request-failed',
    atUs,
    instrument,
    request: 'place',
    clientOrderId,
    requestId: undefined,
    failure: { kind: 'refused', reason: 'post-only-would-cross', text: 'would take' },
  },
  'position-report': { kind: 'position-report', atUs, instrument, requestId: 9, position: lots(-10) },
  'fills-report': { kind: 'fills-report', atUs, instrument, requestId: 10 },
  'margin-report': {
    kind: 'margin-report',
    atUs,
    instrument,
    requestId: 11,
    equity: quoteAmount(10_000_000_000_000_000_000n),
    initialMargin: quoteAmount(2_000_000_000_000_000_000n),
    maintenanceMargin: quoteAmount(1_000_000_000_000_000_000n),
  },
  'funding-rate': {
    kind: 'funding-rate',
    atUs,
    instrument,
    rate: -80_000_000_000_000n as FundingRate,
    intervalMs: 28_800_000,
    nextAtUs: venueTimeUs,
  },
  'funding-payment': {
    kind: 'funding-payment',
    atUs,
    instrument,
    paymentId: 'f-1',
    amount: { asset: 'USDC', amount: quoteAmount(-234_047_200_000_000n) },
    venueTimeUs,
  },
  'funding-report': { kind: 'funding-report', atUs, instrument, requestId: 12 },
  stream: { kind: 'stream', atUs, instrument, isUp: false },
  operator: { kind: 'operator', atUs, action: 'stop', reason: 'Ctrl-C' },
};

export const commandOfEachKind: OfEachKind<RecordedCommand> = {
  place: { kind: 'place', order: anOrder },
  cancel: { kind: 'cancel', instrument, clientOrderId },
  'query-order': { kind: 'query-order', instrument, clientOrderId },
  'query-position': { kind: 'query-position', instrument, requestId: 9 },
  'query-fills': { kind: 'query-fills', instrument, requestId: 10, sinceVenueTimeUs: venueTimeUs },
  'query-margin': { kind: 'query-margin', instrument, requestId: 11 },
  'query-funding': { kind: 'query-funding', instrument, requestId: 12, sinceVenueTimeUs: venueTimeUs },
  alert: { kind: 'alert', severity: 'warning', code: 'hedge-late', text: 'the hedge is late' },
  finish: { kind: 'finish', reason: 'iterations', outcome: 'flat' },
};

/** Plain objects, as the engine makes them; strict equality tells them from those without a prototype. */
function properties<Model extends object>(model: {
  [Name in keyof Model]: fc.Arbitrary<Model[Name]>;
}): fc.Arbitrary<Model> {
  return fc.record<Model>(model, { noNullPrototype: true });
}

// Any text at all, with control characters and halves of surrogate pairs: venues send what they like.
const anyText = fc.oneof(
  fc.string(),
  fc
    .array(fc.integer({ min: 0, max: 0xff_ff }), { maxLength: 12 })
    .map((codes) => String.fromCharCode(...codes)),
);
const anyInteger = fc.maxSafeInteger();
const anyTimeUs = fc.maxSafeNat();
const anySide = fc.constantFrom<Side>('buy', 'sell');
const anyTicks = anyInteger as fc.Arbitrary<Ticks>;
const anyLots = anyInteger as fc.Arbitrary<Lots>;
const anyInstrument = fc.oneof(fc.constant<string>(instrument), anyText) as fc.Arbitrary<InstrumentKey>;
const anyClientOrderId = anyTimeUs as fc.Arbitrary<ClientOrderId>;
const anyAmount = fc.bigInt() as fc.Arbitrary<QuoteAmount>;
const anyMoney: fc.Arbitrary<Money> = properties({
  asset: anyText,
  amount: anyAmount,
});
const anyLevels = fc
  .array(fc.tuple(anySide, anyInteger, anyInteger), { maxLength: 80 })
  .map((levels) => levelsOf(...levels));

const anyFailure: fc.Arbitrary<VenueFailure> = fc.oneof(
  properties({
    kind: fc.constant('refused'),
    reason: fc.constantFrom('post-only-would-cross', 'not-trading', 'other'),
    text: anyText,
  }),
  properties({ kind: fc.constant('rate-limited'), retryAtUs: anyTimeUs }),
  properties({ kind: fc.constant('timed-out') }),
  properties({ kind: fc.constant('unavailable'), text: anyText }),
  properties({ kind: fc.constant('malformed'), text: anyText }),
);

const onAnyOrder = { atUs: anyTimeUs, instrument: anyInstrument, clientOrderId: anyClientOrderId };

type AnyOfEachKind<Item extends { readonly kind: string }> = {
  readonly [Kind in Item['kind']]: fc.Arbitrary<Omit<Extract<Item, { readonly kind: Kind }>, 'kind'>>;
};

const anyEventOfKind: AnyOfEachKind<EngineEvent> = {
  book: properties({
    atUs: anyTimeUs,
    instrument: anyInstrument,
    venueTimeUs: anyTimeUs,
    isSnapshot: fc.boolean(),
    levels: anyLevels,
  }),
  trade: properties({
    atUs: anyTimeUs,
    instrument: anyInstrument,
    venueTimeUs: anyTimeUs,
    price: anyTicks,
    quantity: anyLots,
    aggressor: anySide,
  }),
  time: properties({ atUs: anyTimeUs }),
  'order-accepted': properties({ ...onAnyOrder, venueOrderId: anyText, venueTimeUs: anyTimeUs }),
  fill: properties({
    ...onAnyOrder,
    tradeId: anyText,
    venueOrderId: anyText,
    side: anySide,
    price: anyTicks,
    quantity: anyLots,
    liquidity: fc.constantFrom('maker', 'taker'),
    fee: anyMoney,
    venueTimeUs: anyTimeUs,
  }),
  'order-ended': properties({
    ...onAnyOrder,
    outcome: fc.constantFrom('filled', 'canceled', 'expired', 'refused'),
    cumulativeQuantity: anyLots,
    venueTimeUs: anyTimeUs,
  }),
  'order-report': properties({
    ...onAnyOrder,
    venueOrderId: anyText,
    isOpen: fc.boolean(),
    cumulativeQuantity: anyLots,
  }),
  'order-not-found': properties(onAnyOrder),
  'request-failed': properties({
    atUs: anyTimeUs,
    instrument: anyInstrument,
    request: fc.constantFrom(
      'place',
      'cancel',
      'query-order',
      'query-position',
      'query-fills',
      'query-margin',
      'query-funding',
    ),
    clientOrderId: fc.option(anyClientOrderId, { nil: undefined }),
    requestId: fc.option(anyInteger, { nil: undefined }),
    failure: anyFailure,
  }),
  'position-report': properties({
    atUs: anyTimeUs,
    instrument: anyInstrument,
    requestId: anyInteger,
    position: anyLots,
  }),
  'fills-report': properties({ atUs: anyTimeUs, instrument: anyInstrument, requestId: anyInteger }),
  'margin-report': properties({
    atUs: anyTimeUs,
    instrument: anyInstrument,
    requestId: anyInteger,
    equity: anyAmount,
    initialMargin: anyAmount,
    maintenanceMargin: anyAmount,
  }),
  'funding-rate': properties({
    atUs: anyTimeUs,
    instrument: anyInstrument,
    rate: fc.bigInt() as fc.Arbitrary<FundingRate>,
    intervalMs: anyInteger,
    nextAtUs: anyTimeUs,
  }),
  'funding-payment': properties({
    atUs: anyTimeUs,
    instrument: anyInstrument,
    paymentId: anyText,
    amount: anyMoney,
    venueTimeUs: anyTimeUs,
  }),
  'funding-report': properties({ atUs: anyTimeUs, instrument: anyInstrument, requestId: anyInteger }),
  stream: properties({ atUs: anyTimeUs, instrument: anyInstrument, isUp: fc.boolean() }),
  operator: properties({
    atUs: anyTimeUs,
    action: fc.constantFrom('stop', 'take-now', 'halt', 'kill', 'record-lost'),
    reason: anyText,
  }),
};

const anyCommandOfKind: AnyOfEachKind<RecordedCommand> = {
  place: properties({
    order: properties({
      clientOrderId: anyClientOrderId,
      instrument: anyInstrument,
      role: fc.constantFrom('quote', 'hedge', 'trim', 'reduce', 'offset', 'probe'),
      side: anySide,
      quantity: anyLots,
      price: fc.option(anyTicks, { nil: undefined }),
      timeInForce: fc.constantFrom('gtc', 'ioc', 'fok'),
      postOnly: fc.boolean(),
      reduceOnly: fc.boolean(),
      cycle: anyInteger,
      tickOffset: anyInteger,
    }),
  }),
  cancel: properties({ instrument: anyInstrument, clientOrderId: anyClientOrderId }),
  'query-order': properties({ instrument: anyInstrument, clientOrderId: anyClientOrderId }),
  'query-position': properties({ instrument: anyInstrument, requestId: anyInteger }),
  'query-margin': properties({ instrument: anyInstrument, requestId: anyInteger }),
  'query-funding': properties({
    instrument: anyInstrument,
    requestId: anyInteger,
    sinceVenueTimeUs: anyTimeUs,
  }),
  'query-fills': properties({
    instrument: anyInstrument,
    requestId: anyInteger,
    sinceVenueTimeUs: anyTimeUs,
  }),
  alert: properties({
    severity: fc.constantFrom('info', 'warning', 'critical'),
    code: anyText,
    text: anyText,
  }),
  finish: properties({
    reason: anyText,
    outcome: fc.constantFrom('flat', 'halted-safe', 'exposure-left', 'refused'),
  }),
};

export const anyEvent = anyOf(anyEventOfKind) as fc.Arbitrary<EngineEvent>;
export const anyCommand = anyOf(anyCommandOfKind) as fc.Arbitrary<RecordedCommand>;
export const anyTurn = properties({
  events: fc.array(anyEvent, { minLength: 1, maxLength: 3 }),
  commands: fc.array(anyCommand, { maxLength: 3 }),
});

function anyOf(kinds: Readonly<Record<string, fc.Arbitrary<object>>>): fc.Arbitrary<object> {
  return fc.oneof(
    ...Object.entries(kinds).map(([kind, rest]) => rest.map((others) => ({ kind, ...others }))),
  );
}

/** The same with the levels of books laid open, because equality does not look into a buffer. */
export function laidOpen(item: object): object {
  return 'levels' in item && item.levels instanceof LevelBuffer
    ? { ...item, levels: item.levels.toJSON() }
    : item;
}
