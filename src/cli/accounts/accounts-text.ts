// Accounts for people: one table of what they hold, or of what they have open.
import { formatDecimal, parseDecimal } from '../../core/decimal.ts';
import { table, type Column, type TableRow } from '../view/frame/table.ts';
import { emptyLine, line, paint, quiet, type Line } from '../view/styled-line.ts';
import { openPositions, type Accounts, type ToldAccount } from './ask-accounts.ts';

export type AccountView = 'balances' | 'positions';

export interface TextOptions {
  readonly width: number;
  readonly useColour: boolean;
}

/** Lines with their line ends. */
export function renderAccounts(
  view: AccountView,
  { told }: Accounts,
  { width, useColour }: TextOptions,
): string {
  if (told.length === 0) return '';
  const blocks =
    view === 'balances' ? [balances(told, width)] : [positions(told, width), orders(told, width)];
  const lines = [...blocks.flatMap((block) => [...block, emptyLine]), ...told.flatMap(whereItIs)];
  if (lines.at(-1) === emptyLine) lines.pop();
  return lines.map((each) => `${paint(each, useColour)}\n`).join('');
}

const text = (title: string, dispensable = 0): Column => ({
  title,
  align: 'left',
  widthMin: 0,
  dispensable,
});
const figure = (title: string, dispensable = 0): Column => ({
  title,
  align: 'right',
  widthMin: 0,
  dispensable,
});

function balances(told: readonly ToldAccount[], width: number): Line[] {
  const rows = told.flatMap(({ account, state }) =>
    state.balances.map(({ asset, total, available }) => [
      account,
      asset,
      amountText(total),
      amountText(available),
    ]),
  );
  const columns = [text('account'), text('asset'), figure('total'), figure('available', 1)];
  return tableOf(columns, rows, width, 'no balances');
}

function positions(told: readonly ToldAccount[], width: number): Line[] {
  const rows = told.flatMap(({ account, state }) =>
    openPositions(state).map(({ symbol, quantity, entryPrice }) => [
      account,
      symbol,
      signedText(quantity),
      priceText(entryPrice),
    ]),
  );
  const columns = [text('account'), text('symbol'), figure('position'), figure('entry price', 1)];
  return tableOf(columns, rows, width, 'no open positions');
}

function orders(told: readonly ToldAccount[], width: number): Line[] {
  const rows = told.flatMap(({ account, state }) =>
    state.openOrders.map(({ symbol, venueOrderId, side, price, remaining }) => [
      account,
      symbol,
      side,
      amountText(remaining),
      priceText(price),
      venueOrderId,
    ]),
  );
  const columns = [
    text('account'),
    text('symbol'),
    text('order'),
    figure('remaining'),
    figure('price'),
    text('id', 1),
  ];
  return tableOf(columns, rows, width, 'no open orders');
}

/** As wide as its content, so that the eye keeps the row. */
function tableOf(
  columns: readonly Column[],
  rows: readonly (readonly string[])[],
  width: number,
  otherwise: string,
): Line[] {
  if (rows.length === 0) return [line(quiet(otherwise))];
  const body = rows.map((cells): TableRow => ({ cells, tone: 'plain' }));
  return table(columns, body, Math.min(width, tableWidthMost));
}

const tableWidthMost = 80;

/** Exact, without zeros at the end and with "," between thousands; what is no decimal stays as the venue told it. */
function amountText(told: string): string {
  const decimal = parseDecimal(told);
  if (decimal === undefined) return told;
  const [whole = '', fraction] = formatDecimal(decimal).split('.');
  const grouped = whole.replace(/\B(?=(\d{3})+$)/g, ',');
  return fraction === undefined ? grouped : `${grouped}.${fraction}`;
}

/** Nothing where the venue does not say, or says 0. */
const priceText = (told: string | undefined): string =>
  told === undefined || parseDecimal(told)?.digits === 0n ? '' : amountText(told);

const signedText = (quantity: string): string =>
  /^[1-9]|^0\.\d*[1-9]/.test(quantity) ? `+${amountText(quantity)}` : amountText(quantity);

function whereItIs({ venue, site }: ToldAccount): Line[] {
  return site.kind === 'local'
    ? [line(quiet(`${venue} is a local server, ${site.origin}: nothing of this is real`))]
    : site.environment === 'prod'
      ? []
      : [line(quiet(`${venue} is its ${site.environment}`))];
}
