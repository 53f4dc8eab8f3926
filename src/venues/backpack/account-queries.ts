// What the venue is asked about the account, and its answers as whole lots and exact amounts. What is not said is not guessed: a
// row that is missing where one must be makes the answer unreadable.
import { limits } from '../../core/limits.ts';
import { parseUnits } from '../../core/decimal.ts';
import type { VenueFailure } from '../../core/failure.ts';
import type { Instrument } from '../../core/instrument.ts';
import type { AccountMargin } from '../../core/margin.ts';
import { quoteAmount, zeroLots, type Lots, type QuoteAmount } from '../../core/money.ts';
import type { InstrumentGrid } from '../wire/decimal-grid.ts';
import { outcomeOf } from './order-words.ts';
import type { Answered, Rest } from './rest.ts';
import {
  collateralShape,
  createdAtUs,
  fillsShape,
  fundingShape,
  naiveTimeDoubtUs,
  ordersShape,
  orderShape,
  parseClientId,
  parseNaiveTimeUs,
  paths,
  positionsShape,
  type Fill,
  type Order,
} from './wire.ts';

/** An instrument whose prices and sizes can be read. */
export interface Traded {
  readonly instrument: Instrument;
  readonly grid: InstrumentGrid;
}

export interface OrderState {
  readonly venueOrderId: string;
  readonly isOpen: boolean;
  readonly cumulativeQuantity: Lots;
}

/** An order of ours as the venue can find it. */
export interface OrderReference {
  readonly clientId: number;
  /** Where it is known: the history finds it at once. */
  readonly venueOrderId: string | undefined;
  /** Whether an order with this client id, created at this time of the venue in µs, is the one: runs far apart share ids. */
  readonly isMeant: (createdAtUs: number) => boolean;
}

/** The most rows that the venue gives at once. */
const pageRows = 1_000;

/**
 * An order by its client id: among the open ones, and then in the history, which has no other way to find it than to look
 * through the latest. `undefined` when the venue shows it in neither, which it may do for a while after it took the order.
 */
export async function askOrder(
  rest: Rest,
  { instrument, grid }: Traded,
  { clientId, venueOrderId, isMeant }: OrderReference,
): Promise<Answered<OrderState | undefined>> {
  const { symbol } = instrument;
  const open = await rest.askSigned(orderShape, 'orderQuery', paths.order, { clientId, symbol });
  if (open.ok) return stateOf(open.value, grid);
  if (!saysNotFound(open.failure)) return open;
  const rows = await rest.askSigned(ordersShape, 'orderHistoryQueryAll', paths.orderHistory, {
    ...(venueOrderId === undefined ? { limit: pageRows } : { orderId: venueOrderId }),
    sortDirection: 'Desc',
    symbol,
  });
  if (!rows.ok) return rows;
  const row = rows.value.find(
    (each) => parseClientId(each.clientId) === clientId && isMeant(createdAtUs(each) ?? 0),
  );
  return row === undefined ? { ok: true, value: undefined } : stateOf(row, grid);
}

function stateOf(order: Order, grid: InstrumentGrid): Answered<OrderState> {
  const cumulativeQuantity = grid.lots(order.executedQuantity ?? '0');
  if (cumulativeQuantity === undefined) return malformed(`an executed quantity of order ${order.id}`);
  const isOpen = outcomeOf(order.status, undefined, false) === undefined;
  return { ok: true, value: { venueOrderId: order.id, isOpen, cumulativeQuantity } };
}

/** Asked for one instrument, the venue says of a flat position that there is none; an answer without the row says nothing. */
export async function askPosition(rest: Rest, { instrument, grid }: Traded): Promise<Answered<Lots>> {
  const { symbol } = instrument;
  const answer = await rest.askSigned(positionsShape, 'positionQuery', paths.positions, { symbol });
  if (!answer.ok) return saysNotFound(answer.failure) ? { ok: true, value: zeroLots } : answer;
  const row = answer.value.find((each) => each.symbol === symbol);
  const position = row === undefined ? undefined : grid.lots(row.netQuantity);
  return position === undefined ? malformed(`the position of ${symbol}`) : { ok: true, value: position };
}

/** Fills of the instrument at or after a time of the venue, oldest first. */
export async function askFills(
  rest: Rest,
  { instrument }: Traded,
  sinceVenueTimeUs: number,
): Promise<Answered<readonly { readonly fill: Fill; readonly venueTimeUs: number }[]>> {
  const { symbol } = instrument;
  const from = Math.max(0, Math.floor(sinceVenueTimeUs / 1_000));
  const fills: { fill: Fill; venueTimeUs: number }[] = [];
  for (let offset = 0; offset < limits.historyPagesMax * pageRows; offset += pageRows) {
    const answer = await rest.askSigned(fillsShape, 'fillHistoryQueryAll', paths.fills, {
      from,
      limit: pageRows,
      offset,
      sortDirection: 'Asc',
      symbol,
    });
    if (!answer.ok) return answer;
    for (const fill of answer.value) {
      const venueTimeUs = parseNaiveTimeUs(fill.timestamp);
      if (venueTimeUs === undefined) return malformed(`the time of fill ${fill.tradeId}`);
      if (venueTimeUs + naiveTimeDoubtUs(fill.timestamp) >= sinceVenueTimeUs)
        fills.push({ fill, venueTimeUs });
    }
    if (answer.value.length < pageRows) return { ok: true, value: fills };
  }
  return malformed('a history of so many pages');
}

export interface Payment {
  /** The end of its interval, as the venue writes it. */
  readonly paymentId: string;
  readonly amount: QuoteAmount;
  readonly venueTimeUs: number;
}

/** Funding of the instrument at or after a time of the venue, oldest first. */
export async function askFunding(
  rest: Rest,
  { instrument }: Traded,
  sinceVenueTimeUs: number,
): Promise<Answered<readonly Payment[]>> {
  const { symbol } = instrument;
  const payments: Payment[] = [];
  for (let offset = 0; offset < limits.historyPagesMax * pageRows; offset += pageRows) {
    const answer = await rest.askSigned(fundingShape, 'fundingHistoryQueryAll', paths.funding, {
      limit: pageRows,
      offset,
      sortDirection: 'Desc',
      symbol,
    });
    if (!answer.ok) return answer;
    let isDone = answer.value.length < pageRows;
    for (const { intervalEndTimestamp: paymentId, quantity } of answer.value) {
      const venueTimeUs = parseNaiveTimeUs(paymentId);
      const amount = parseUnits(quantity);
      if (venueTimeUs === undefined || amount === undefined)
        return malformed(`a funding payment of ${symbol}`);
      if (venueTimeUs < sinceVenueTimeUs) isDone = true;
      else payments.push({ paymentId, amount: quoteAmount(amount), venueTimeUs });
    }
    if (isDone) return { ok: true, value: payments.reverse() };
  }
  return malformed('a history of so many pages');
}

/**
 * Of the whole account. What is not available is taken by positions and orders. The venue states what would be liquidated as a
 * fraction of all that positions could grow to, so that it is never too small.
 */
export async function askMargin(rest: Rest): Promise<Answered<AccountMargin>> {
  const answer = await rest.askSigned(collateralShape, 'collateralQuery', paths.collateral);
  if (!answer.ok) return answer;
  const { netEquity, netEquityAvailable, netExposureFutures, mmf } = answer.value;
  const equity = parseUnits(netEquity);
  const available = parseUnits(netEquityAvailable);
  const exposure = parseUnits(netExposureFutures);
  const fraction = parseUnits(mmf);
  if (equity === undefined || available === undefined || exposure === undefined || fraction === undefined)
    return malformed('the collateral of the account');
  const taken = equity - available;
  const size = exposure < 0n ? -exposure : exposure;
  return {
    ok: true,
    value: {
      equity: quoteAmount(equity),
      initialMargin: quoteAmount(taken > 0n ? taken : 0n),
      maintenanceMargin: quoteAmount((size * fraction + oneUnit - 1n) / oneUnit),
    },
  };
}

const oneUnit = 10n ** 18n;

const saysNotFound = (failure: VenueFailure): boolean =>
  failure.kind === 'refused' && failure.reason === 'unknown-order';

export const malformed = (what: string): { readonly ok: false; readonly failure: VenueFailure } => ({
  ok: false,
  failure: { kind: 'malformed', text: `${what} cannot be read` },
});
