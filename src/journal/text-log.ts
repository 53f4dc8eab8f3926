// log.txt: one line for each thing that a person would tell another about a run, with the run's own time; never market data.
import { assertNever } from '../core/assert.ts';
import type { Command } from '../core/commands.ts';
import type { EngineEvent } from '../core/events.ts';
import { formatLots, formatPrice, type Instrument, type InstrumentKey } from '../core/instrument.ts';
import { formatQuote } from '../core/money.ts';
import type { OrderRequest } from '../core/order.ts';

export type InstrumentLookup = ReadonlyMap<InstrumentKey, Instrument>;

/** The lines of one turn, each with its end; empty for a turn that nobody would talk about. */
export function logLines(
  events: readonly EngineEvent[],
  commands: readonly Command[],
  instruments: InstrumentLookup,
): string {
  let lines = '';
  let atUs = 0;
  for (const event of events) {
    atUs = event.atUs;
    const text = eventText(event, instruments);
    if (text !== undefined) lines += line(atUs, text);
  }
  for (const command of commands) {
    const text = commandText(command, instruments);
    if (text !== undefined) lines += line(atUs, text);
  }
  return lines;
}

function line(atUs: number, text: string): string {
  const milliseconds = Math.floor(atUs / 1_000);
  const rest = String(atUs - milliseconds * 1_000).padStart(3, '0');
  return `${new Date(milliseconds).toISOString().slice(0, -1)}${rest}Z ${text}\n`;
}

function eventText(event: EngineEvent, instruments: InstrumentLookup): string | undefined {
  switch (event.kind) {
    case 'book':
    case 'trade':
    case 'time':
    case 'position-report':
    case 'fills-report':
    case 'order-report':
      return undefined;
    case 'order-accepted':
      return `accepted  ${event.clientOrderId} as ${event.venueOrderId} on ${event.instrument}`;
    case 'fill': {
      const instrument = instruments.get(event.instrument);
      if (instrument === undefined) return `fill      of an instrument that is not ours: ${event.instrument}`;
      const what = `${event.side} ${formatLots(instrument, event.quantity)} at ${formatPrice(instrument, event.price)}`;
      const fee = `${formatQuote(event.fee.amount)} ${event.fee.asset}`;
      return `fill      ${event.clientOrderId} ${what} as ${event.liquidity}, fee ${fee}, trade ${event.tradeId}`;
    }
    case 'order-ended':
      return `ended     ${event.clientOrderId} ${event.outcome}, ${event.cumulativeQuantity} lots filled in all`;
    case 'order-not-found':
      return `not found ${event.clientOrderId} on ${event.instrument}`;
    case 'request-failed':
      return `failed    ${event.request} ${event.clientOrderId ?? ''} on ${event.instrument}: ${JSON.stringify(event.failure)}`;
    case 'operator':
      return `operator  ${event.action}: ${event.reason}`;
    default:
      return assertNever(event);
  }
}

function commandText(command: Command, instruments: InstrumentLookup): string | undefined {
  switch (command.kind) {
    case 'query-order':
    case 'query-position':
    case 'query-fills':
      return undefined;
    case 'place':
      return `place     ${orderText(command.order, instruments)}`;
    case 'cancel':
      return `cancel    ${command.clientOrderId} on ${command.instrument}`;
    case 'alert':
      return `${command.severity.padEnd(9)} ${command.code}: ${command.text}`;
    case 'finish':
      return `finish    ${command.outcome}: ${command.reason}`;
    default:
      return assertNever(command);
  }
}

function orderText(order: OrderRequest, instruments: InstrumentLookup): string {
  const instrument = instruments.get(order.instrument);
  if (instrument === undefined) return `${order.clientOrderId} on ${order.instrument}`;
  const price = order.price === undefined ? 'market' : formatPrice(instrument, order.price);
  const flags = [
    order.timeInForce,
    ...(order.postOnly ? ['post-only'] : []),
    ...(order.reduceOnly ? ['reduce-only'] : []),
  ].join(' ');
  const what = `${order.side} ${formatLots(instrument, order.quantity)} at ${price}`;
  return `${order.clientOrderId} ${order.role} ${what} ${flags} on ${order.instrument}, cycle ${order.cycle}`;
}
