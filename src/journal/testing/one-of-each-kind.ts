// One event and one command of each kind, by hand: what the record has always looked like.
import type { EngineEvent } from '../../core/events.ts';
import type { FundingRate } from '../../core/funding.ts';
import type { InstrumentKey } from '../../core/instrument.ts';
import { LevelBuffer } from '../../core/levels.ts';
import { lots, quoteAmount, ticks } from '../../core/money.ts';
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
  'other-runs': {
    kind: 'other-runs',
    atUs,
    instrument,
    dayStartUs: atUs,
    net: quoteAmount(-1_500_000_000_000_000_000n),
    traded: quoteAmount(600_000_000_000_000_000_000n),
    marginToCome: quoteAmount(30_000_000_000_000_000_000n),
    living: 1,
  },
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

/** The same with the levels of books laid open, because equality does not look into a buffer. */
export function laidOpen(item: object): object {
  return 'levels' in item && item.levels instanceof LevelBuffer
    ? { ...item, levels: item.levels.toJSON() }
    : item;
}
