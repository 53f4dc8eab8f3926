// What the venue is asked about the account, and its answers as whole lots and exact amounts. What is not said is not guessed.
import { limits } from '../../core/limits.ts';
import { parseUnits } from '../../core/decimal.ts';
import type { VenueFailure } from '../../core/failure.ts';
import type { Instrument } from '../../core/instrument.ts';
import type { AccountMargin } from '../../core/margin.ts';
import { lots, quoteAmount, subtractLots, zeroLots, type Lots } from '../../core/money.ts';
import type { InstrumentGrid } from '../wire/decimal-grid.ts';
import type { Answered, Rest } from './rest.ts';
import {
  accountShape,
  fillsShape,
  ordersShape,
  paths,
  paymentsShape,
  positionsShape,
  type Fill,
  type Order,
  type Payment,
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

/** The most rows that the venue gives at once. */
const pageRows = 5_000;

/**
 * An order by its client id, from the history, which has open orders too: the direct question knows open ones only. `undefined`
 * when the venue does not show it, which it may do for a while after it took the order.
 */
export async function askOrder(
  rest: Rest,
  { instrument, grid }: Traded,
  clientId: string,
): Promise<Answered<OrderState | undefined>> {
  const market = instrument.symbol;
  const answer = await rest.ask(ordersShape, paths.ordersHistory, { client_id: clientId, market });
  if (!answer.ok) return answer;
  const row = answer.value.results.find((each) => each.client_id === clientId && each.market === market);
  if (row === undefined) return { ok: true, value: undefined };
  const cumulativeQuantity = cumulativeOf(row, grid);
  if (cumulativeQuantity === undefined) return malformed(`the size of order ${row.id}`);
  return {
    ok: true,
    value: { venueOrderId: row.id, isOpen: row.status !== 'CLOSED', cumulativeQuantity },
  };
}

/** What is filled; `undefined` when it cannot be read. */
export function cumulativeOf(
  { size, remaining_size }: Pick<Order, 'size' | 'remaining_size'>,
  grid: InstrumentGrid,
): Lots | undefined {
  const ordered = grid.lots(size);
  const remaining = grid.lots(remaining_size);
  return ordered === undefined || remaining === undefined ? undefined : subtractLots(ordered, remaining);
}

/** The venue lists all positions at once, closed ones among them; a market without a row was never traded, and is flat. */
export async function askPosition(rest: Rest, { instrument, grid }: Traded): Promise<Answered<Lots>> {
  const { symbol } = instrument;
  const answer = await rest.ask(positionsShape, paths.positions);
  if (!answer.ok) return answer;
  const row = answer.value.results.find((each) => each.market === symbol);
  if (row === undefined || row.status === 'CLOSED') return { ok: true, value: zeroLots };
  const size = grid.lots(row.size);
  if (size === undefined) return malformed(`the position of ${symbol}`);
  // The size of a short has been seen with its sign and without.
  const magnitude = Math.abs(size);
  return { ok: true, value: row.side === 'SHORT' && magnitude > 0 ? lots(-magnitude) : lots(magnitude) };
}

/** Fills of the instrument at or after a time of the venue, oldest first. */
export async function askFills(
  rest: Rest,
  { instrument: { symbol: market } }: Traded,
  sinceVenueTimeUs: number,
): Promise<Answered<readonly Fill[]>> {
  return allPages((page) =>
    rest.ask(fillsShape, paths.fills, { market, ...since(sinceVenueTimeUs), ...page }),
  );
}

/** Funding of the instrument at or after a time of the venue, oldest first. */
export async function askFunding(
  rest: Rest,
  { instrument: { symbol: market } }: Traded,
  sinceVenueTimeUs: number,
): Promise<Answered<readonly Payment[]>> {
  return allPages((page) =>
    rest.ask(paymentsShape, paths.fundingPayments, { market, ...since(sinceVenueTimeUs), ...page }),
  );
}

/** Of the whole account. */
export async function askMargin(rest: Rest): Promise<Answered<AccountMargin>> {
  const answer = await rest.ask(accountShape, paths.account);
  if (!answer.ok) return answer;
  const { account_value, initial_margin_requirement, maintenance_margin_requirement } = answer.value;
  const equity = parseUnits(account_value);
  const initial = parseUnits(initial_margin_requirement);
  const maintenance = parseUnits(maintenance_margin_requirement);
  if (equity === undefined || initial === undefined || maintenance === undefined)
    return malformed('the margin of the account');
  return {
    ok: true,
    value: {
      equity: quoteAmount(equity),
      initialMargin: quoteAmount(initial),
      maintenanceMargin: quoteAmount(maintenance),
    },
  };
}

/** The venue's times are whole milliseconds: the first that is not before. */
const since = (venueTimeUs: number): { readonly start_at: number; readonly page_size: number } => ({
  start_at: Math.max(0, Math.ceil(venueTimeUs / 1_000)),
  page_size: pageRows,
});

interface Page<Row> {
  readonly results: readonly Row[];
  readonly next?: string | null | undefined;
}

/** The venue gives the newest first. */
async function allPages<Row extends { readonly created_at: number }>(
  ask: (page: { readonly cursor?: string }) => Promise<Answered<Page<Row>>>,
): Promise<Answered<readonly Row[]>> {
  const rows: Row[] = [];
  let cursor: string | undefined;
  for (let page = 0; page < limits.historyPagesMax; page += 1) {
    const answer = await ask(cursor === undefined ? {} : { cursor });
    if (!answer.ok) return answer;
    rows.push(...answer.value.results);
    const { next } = answer.value;
    if (next === undefined || next === null || next === '' || next === cursor)
      return { ok: true, value: rows.reverse().sort((left, right) => left.created_at - right.created_at) };
    cursor = next;
  }
  return malformed('a history of so many pages');
}

export const malformed = (what: string): { readonly ok: false; readonly failure: VenueFailure } => ({
  ok: false,
  failure: { kind: 'malformed', text: `${what} cannot be read` },
});
