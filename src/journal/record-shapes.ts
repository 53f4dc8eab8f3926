// The fields of every rare event and of every command, in the order in which a line has them. Market data and time have
// forms of their own (encode.ts): they are nearly all of a record.
import type { EngineEvent, Requester } from '../core/events.ts';
import type { RefusalReason, VenueFailure } from '../core/failure.ts';
import type { FundingRate } from '../core/funding.ts';
import type { InstrumentKey } from '../core/instrument.ts';
import type { Lots, Money, QuoteAmount, Ticks } from '../core/money.ts';
import type { ClientOrderId, OrderRequest } from '../core/order.ts';
import type { Side } from '../core/side.ts';
import {
  flag,
  integer,
  omittable,
  oneOf,
  optional,
  record,
  tagged,
  text,
  units,
  type Field,
} from './fields.ts';
import type { RecordedCommand } from './recorded.ts';

/** Events that are written as JSON. */
export type RareEvent = Exclude<EngineEvent, { readonly kind: 'book' | 'trade' | 'time' }>;

const instrument = text<InstrumentKey>();
const clientOrderId = integer<ClientOrderId>();
const side = oneOf<Side>({ buy: true, sell: true });
const price = integer<Ticks>();
const quantity = integer<Lots>();
const requestId = integer();
const amount = units<QuoteAmount>();
const money: Field<Money> = record({ asset: text(), amount });

const onInstrument = { atUs: integer(), instrument };
const onOrder = { ...onInstrument, clientOrderId };

const refusalReason = oneOf<RefusalReason>({
  'post-only-would-cross': true,
  'reduce-only-would-increase': true,
  'would-not-fill-completely': true,
  'insufficient-margin': true,
  'invalid-price': true,
  'invalid-quantity': true,
  'below-minimum': true,
  'unknown-instrument': true,
  'unknown-order': true,
  'duplicate-client-order-id': true,
  'not-trading': true,
  other: true,
});

const venueFailure = tagged<VenueFailure>({
  refused: { reason: refusalReason, text: text() },
  'rate-limited': { retryAtUs: integer() },
  'timed-out': {},
  unavailable: { text: text() },
  malformed: { text: text() },
});

export const rareEvent: Field<RareEvent> = tagged<RareEvent>({
  'order-accepted': { ...onOrder, venueOrderId: text(), venueTimeUs: integer() },
  fill: {
    ...onOrder,
    tradeId: text(),
    venueOrderId: text(),
    side,
    price,
    quantity,
    liquidity: oneOf({ maker: true, taker: true }),
    fee: money,
    venueTimeUs: integer(),
  },
  'order-ended': {
    ...onOrder,
    outcome: oneOf({ filled: true, canceled: true, expired: true, refused: true }),
    cumulativeQuantity: quantity,
    venueTimeUs: integer(),
  },
  'order-report': { ...onOrder, venueOrderId: text(), isOpen: flag, cumulativeQuantity: quantity },
  'order-not-found': onOrder,
  'request-failed': {
    ...onInstrument,
    request: oneOf({
      place: true,
      cancel: true,
      'query-order': true,
      'query-position': true,
      'query-fills': true,
      'query-margin': true,
      'query-funding': true,
    }),
    clientOrderId: optional(clientOrderId),
    requestId: optional(requestId),
    failure: venueFailure,
  },
  'position-report': { ...onInstrument, requestId, position: quantity },
  'fills-report': { ...onInstrument, requestId },
  'margin-report': {
    ...onInstrument,
    requestId,
    equity: amount,
    initialMargin: amount,
    maintenanceMargin: amount,
  },
  'funding-rate': {
    ...onInstrument,
    rate: units<FundingRate>(),
    intervalMs: integer(),
    nextAtUs: integer(),
  },
  'funding-payment': { ...onInstrument, paymentId: text(), amount: money, venueTimeUs: integer() },
  'funding-report': { ...onInstrument, requestId },
  'other-runs': {
    ...onInstrument,
    dayStartUs: integer(),
    net: amount,
    traded: amount,
    marginToCome: amount,
    living: integer(),
  },
  stream: { ...onInstrument, isUp: flag },
  operator: {
    atUs: integer(),
    action: oneOf({
      stop: true,
      hold: true,
      'take-now': true,
      pause: true,
      flatten: true,
      resume: true,
      halt: true,
      kill: true,
      'record-lost': true,
    }),
    reason: text(),
    by: omittable(record<Requester>({ source: text(), user: text() })),
  },
});

const order = record<OrderRequest>({
  clientOrderId,
  instrument,
  role: oneOf({ quote: true, hedge: true, trim: true, reduce: true, offset: true, probe: true }),
  side,
  quantity,
  price: optional(price),
  timeInForce: oneOf({ gtc: true, ioc: true, fok: true }),
  postOnly: flag,
  reduceOnly: flag,
  cycle: integer(),
  tickOffset: integer(),
});

export const recordedCommand: Field<RecordedCommand> = tagged<RecordedCommand>({
  place: { order },
  cancel: { instrument, clientOrderId },
  'query-order': { instrument, clientOrderId },
  'query-position': { instrument, requestId },
  'query-fills': { instrument, requestId, sinceVenueTimeUs: integer() },
  'query-margin': { instrument, requestId },
  'query-funding': { instrument, requestId, sinceVenueTimeUs: integer() },
  alert: { severity: oneOf({ info: true, warning: true, critical: true }), code: text(), text: text() },
  finish: {
    reason: text(),
    outcome: oneOf({ flat: true, held: true, 'halted-safe': true, 'exposure-left': true, refused: true }),
  },
});
