// Any event and any command at all, for the laws of the record: what is written is read back the same.
import * as fc from 'fast-check';
import type { EngineEvent } from '../../core/events.ts';
import type { VenueFailure } from '../../core/failure.ts';
import type { FundingRate } from '../../core/funding.ts';
import type { InstrumentKey } from '../../core/instrument.ts';
import type { Lots, Money, QuoteAmount, Ticks } from '../../core/money.ts';
import type { ClientOrderId } from '../../core/order.ts';
import type { Side } from '../../core/side.ts';
import type { RecordedCommand } from '../recorded.ts';
import { instrument, levelsOf } from './one-of-each-kind.ts';

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
  'other-runs': properties({
    atUs: anyTimeUs,
    instrument: anyInstrument,
    dayStartUs: anyTimeUs,
    net: anyAmount,
    traded: anyAmount,
    marginToCome: anyAmount,
    living: anyInteger,
  }),
  stream: properties({ atUs: anyTimeUs, instrument: anyInstrument, isUp: fc.boolean() }),
  operator: properties({
    atUs: anyTimeUs,
    action: fc.constantFrom(
      'stop',
      'hold',
      'take-now',
      'pause',
      'flatten',
      'resume',
      'halt',
      'kill',
      'record-lost',
    ),
    reason: anyText,
    by: fc.option(properties({ source: anyText, user: anyText }), { nil: undefined }),
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
