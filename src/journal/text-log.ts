// The lines of log.txt: what a person would tell another about a run, with the run's own time. Market data, time and the
// routine of asking and answering have no line.
import { assertNever } from '../core/assert.ts';
import type { EngineEvent, FillEvent, RequestFailedEvent } from '../core/events.ts';
import type { VenueFailure } from '../core/failure.ts';
import { formatLots, formatPrice, type Instrument, type InstrumentKey } from '../core/instrument.ts';
import { formatQuote, negateQuote, type Lots, type Money, type Ticks } from '../core/money.ts';
import type { OrderRequest } from '../core/order.ts';
import { askedWords } from '../core/requester.ts';
import type { LogWriter } from './log-format.ts';
import type { RecordedCommand } from './recorded.ts';

/** Gives prices and quantities their decimals; without its instrument, a figure is shown in ticks or lots. */
export type InstrumentLookup = ReadonlyMap<InstrumentKey, Instrument>;

export const textLog = (instruments: InstrumentLookup): LogWriter => ({
  turn: (events, commands) => logLines(events, commands, instruments),
  cycleBegins: (atUs, cycle) => logLine(atUs, cycleText(cycle)),
});

/** The lines of one turn, each with its end; empty for a turn that nobody would talk about. */
export function logLines(
  events: readonly EngineEvent[],
  commands: readonly RecordedCommand[],
  instruments: InstrumentLookup,
): string {
  let lines = '';
  let atUs = 0;
  for (const event of events) {
    atUs = event.atUs;
    const text = eventText(event, instruments);
    if (text !== undefined) lines += logLine(atUs, text);
  }
  for (const command of commands) {
    const text = commandText(command, instruments);
    if (text !== undefined) lines += logLine(atUs, text);
  }
  return lines;
}

/** "2024-08-08T23:59:59.123456Z text" and its end. */
const logLine = (atUs: number, text: string): string => `${logTime(atUs)} ${oneLine(text)}\n`;

/** "2024-08-08T23:59:59.123456Z" */
export function logTime(atUs: number): string {
  const milliseconds = Math.floor(atUs / 1_000);
  const rest = String(atUs - milliseconds * 1_000).padStart(3, '0');
  return `${new Date(milliseconds).toISOString().slice(0, -1)}${rest}Z`;
}

/** Texts come from venues and people too: none of them makes a second line, or moves the cursor of a terminal. */
export function oneLine(text: string): string {
  return text.replaceAll(/[\p{Cc}\p{Zl}\p{Zp}]+/gu, ' ');
}

export const cycleText = (cycle: number): string => `cycle     ${cycle} begins`;

/** `undefined` for market data, time, and the routine of answers. */
export function eventText(event: EngineEvent, instruments: InstrumentLookup): string | undefined {
  switch (event.kind) {
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
      return undefined;
    case 'order-accepted':
      return `accepted  ${event.clientOrderId} as ${event.venueOrderId} on ${event.instrument}`;
    case 'fill':
      return `fill      ${fillText(event, instruments.get(event.instrument))}`;
    case 'order-ended': {
      const filled = quantityText(event.cumulativeQuantity, instruments.get(event.instrument));
      return `ended     ${event.clientOrderId} ${event.outcome}, ${filled} filled in all`;
    }
    case 'order-not-found':
      return `not found ${event.clientOrderId} on ${event.instrument}`;
    case 'request-failed':
      return `failed    ${requestText(event)}: ${failureText(event.failure)}`;
    case 'funding-payment':
      return `funding   ${fundingText(event.amount)} on ${event.instrument}, payment ${event.paymentId}`;
    case 'stream':
      return `stream    private stream of ${event.instrument} is ${event.isUp ? 'up' : 'down'}`;
    case 'operator':
      return `operator  ${event.action}: ${askedWords(event)}`;
    default:
      return assertNever(event);
  }
}

/** `undefined` for the routine of asking. */
export function commandText(command: RecordedCommand, instruments: InstrumentLookup): string | undefined {
  switch (command.kind) {
    case 'query-order':
    case 'query-position':
    case 'query-fills':
    case 'query-margin':
    case 'query-funding':
      return undefined;
    case 'place':
      return `place     ${orderText(command.order, instruments.get(command.order.instrument))}`;
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

function orderText(order: OrderRequest, instrument: Instrument | undefined): string {
  const price = order.price === undefined ? 'market' : priceText(order.price, instrument);
  const terms: string[] = [order.timeInForce];
  if (order.postOnly) terms.push('post-only');
  if (order.reduceOnly) terms.push('reduce-only');
  const what = `${order.side} ${quantityText(order.quantity, instrument)} at ${price} ${terms.join(' ')}`;
  return `${order.clientOrderId} ${order.role} ${what} on ${order.instrument}, cycle ${order.cycle}`;
}

function fillText(fill: FillEvent, instrument: Instrument | undefined): string {
  const what = `${fill.side} ${quantityText(fill.quantity, instrument)} at ${priceText(fill.price, instrument)}`;
  const terms = `as ${fill.liquidity}, ${feeText(fill.fee)}, trade ${fill.tradeId}`;
  return `${fill.clientOrderId} ${what} on ${fill.instrument} ${terms}`;
}

function feeText({ asset, amount }: Money): string {
  return amount < 0n
    ? `rebate ${formatQuote(negateQuote(amount))} ${asset}`
    : `fee ${formatQuote(amount)} ${asset}`;
}

function fundingText({ asset, amount }: Money): string {
  return amount < 0n
    ? `paid ${formatQuote(negateQuote(amount))} ${asset}`
    : `received ${formatQuote(amount)} ${asset}`;
}

function requestText({ request, clientOrderId, instrument }: RequestFailedEvent): string {
  return `${request} ${clientOrderId === undefined ? '' : `${clientOrderId} `}on ${instrument}`;
}

function failureText(failure: VenueFailure): string {
  switch (failure.kind) {
    case 'refused':
      return `refused, ${failure.reason} (${failure.text})`;
    case 'rate-limited':
      return 'rate-limited';
    case 'timed-out':
      return 'timed out, outcome unknown';
    case 'unavailable':
      return `venue unavailable, outcome unknown (${failure.text})`;
    case 'malformed':
      return `malformed reply, outcome unknown (${failure.text})`;
    default:
      return assertNever(failure);
  }
}

function priceText(price: Ticks, instrument: Instrument | undefined): string {
  return instrument === undefined ? `${price} ticks` : formatPrice(instrument, price);
}

function quantityText(quantity: Lots, instrument: Instrument | undefined): string {
  return instrument === undefined ? `${quantity} lots` : formatLots(instrument, quantity);
}
