// What a line of log.jsonl has beside its text. Each field is picked by its name and none is passed through, so that nothing comes into a log
// by being in an event. Figures are decimal texts: a reader of JSON would make floats of them.
import { assertNever } from '../core/assert.ts';
import type { EngineEvent } from '../core/events.ts';
import { formatLots, formatPrice, type InstrumentKey } from '../core/instrument.ts';
import { formatQuote, type Lots, type Ticks } from '../core/money.ts';
import type { OrderRequest } from '../core/order.ts';
import type { RecordedCommand } from './recorded.ts';
import type { InstrumentLookup } from './text-log.ts';

export type LogFields = Readonly<Record<string, string | number | boolean | undefined>>;

export function eventFields(event: EngineEvent, instruments: InstrumentLookup): LogFields {
  switch (event.kind) {
    case 'order-accepted':
      return { ...whose(event), venueOrderId: event.venueOrderId };
    case 'fill':
      return {
        ...whose(event),
        venueOrderId: event.venueOrderId,
        tradeId: event.tradeId,
        side: event.side,
        ...quantityField(event.quantity, event.instrument, instruments),
        ...priceField(event.price, event.instrument, instruments),
        liquidity: event.liquidity,
        fee: formatQuote(event.fee.amount),
        feeAsset: event.fee.asset,
      };
    case 'order-ended':
      return {
        ...whose(event),
        outcome: event.outcome,
        ...quantityField(event.cumulativeQuantity, event.instrument, instruments),
      };
    case 'order-not-found':
      return whose(event);
    case 'request-failed':
      return {
        ...whose(event),
        request: event.request,
        failure: event.failure.kind,
        code: event.failure.kind === 'refused' ? event.failure.reason : undefined,
      };
    case 'funding-payment':
      return {
        ...whose(event),
        paymentId: event.paymentId,
        amount: formatQuote(event.amount.amount),
        asset: event.amount.asset,
      };
    case 'stream':
      return { ...whose(event), isUp: event.isUp };
    case 'operator':
      return {
        action: event.action,
        reason: event.reason,
        source: event.by?.source,
        user: event.by?.user,
      };
    case 'book':
    case 'trade':
    case 'time':
    case 'position-report':
    case 'fills-report':
    case 'order-report':
    case 'margin-report':
    case 'funding-rate':
    case 'funding-report':
    case 'other-runs':
      return {};
    default:
      return assertNever(event);
  }
}

export function commandFields(command: RecordedCommand, instruments: InstrumentLookup): LogFields {
  switch (command.kind) {
    case 'place':
      return orderFields(command.order, instruments);
    case 'cancel':
      return whose(command);
    case 'alert':
      return { code: command.code };
    case 'finish':
      return { outcome: command.outcome, reason: command.reason };
    case 'query-order':
    case 'query-position':
    case 'query-fills':
    case 'query-margin':
    case 'query-funding':
      return {};
    default:
      return assertNever(command);
  }
}

function orderFields(order: OrderRequest, instruments: InstrumentLookup): LogFields {
  return {
    ...whose(order),
    role: order.role,
    side: order.side,
    ...quantityField(order.quantity, order.instrument, instruments),
    ...(order.price !== undefined && priceField(order.price, order.instrument, instruments)),
    timeInForce: order.timeInForce,
    postOnly: order.postOnly,
    reduceOnly: order.reduceOnly,
    cycle: order.cycle,
  };
}

interface OfOrder {
  readonly instrument: InstrumentKey;
  readonly clientOrderId?: number | undefined;
}

const whose = ({ instrument, clientOrderId }: OfOrder): LogFields => ({
  instrument,
  orderId: clientOrderId === undefined ? undefined : `${clientOrderId}`,
});

/** In ticks or lots, and called so, where the instrument is not the run's. */
function priceField(price: Ticks, key: InstrumentKey, instruments: InstrumentLookup): LogFields {
  const instrument = instruments.get(key);
  return instrument === undefined ? { priceTicks: `${price}` } : { price: formatPrice(instrument, price) };
}

function quantityField(quantity: Lots, key: InstrumentKey, instruments: InstrumentLookup): LogFields {
  const instrument = instruments.get(key);
  return instrument === undefined
    ? { quantityLots: `${quantity}` }
    : { quantity: formatLots(instrument, quantity) };
}
