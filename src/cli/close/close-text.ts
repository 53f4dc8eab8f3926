// A close for people: what there is, what happens to it, and what is left.
import { formatRounded, formatUnits } from '../../core/decimal.ts';
import { lotsToBase } from '../../core/instrument.ts';
import { formatBase, formatQuote, type BaseQuantity } from '../../core/money.ts';
import type { LedgerFill } from '../../ledger/entries.ts';
import { feesText } from '../../reports/fees-by-asset.ts';
import { counted, rounded } from '../../reports/readable.ts';
import { table, type Column } from '../view/frame/table.ts';
import { emptyLine, line, paint, quiet, toned, wrap, type Line } from '../view/styled-line.ts';
import { priceText } from '../view/figures.ts';
import { isNothing, type ClosedLeg, type CloseReport } from './close-all.ts';
import type { HeldThere, Holding } from './holdings.ts';
import { planRounds } from './rounds.ts';

export interface TextOptions {
  readonly width: number;
  readonly useColour: boolean;
}

const widthMost = 100;
const tableWidth = 60;

const columns: readonly Column[] = [
  { title: 'account', align: 'left', widthMin: 0, dispensable: 0 },
  { title: 'symbol', align: 'left', widthMin: 0, dispensable: 1 },
  { title: 'position', align: 'right', widthMin: 0, dispensable: 0 },
  { title: 'open orders', align: 'right', widthMin: 0, dispensable: 0 },
];

/** What a person agrees to. Lines with their line ends. */
export function renderIntention({ holdings, unseen }: HeldThere, { width, useColour }: TextOptions): string {
  const rows = holdings.map(({ instrument, position, openOrders }) => ({
    cells: [
      instrument.venueAccount,
      instrument.symbol,
      signedText(lotsToBase(instrument, position)),
      String(openOrders),
    ],
    tone: 'plain' as const,
  }));
  return printed(
    [
      ...table(columns, rows, Math.min(width, tableWidth)),
      emptyLine,
      ...[...sentences(holdings), ...unseenText(unseen)].flatMap((text) =>
        wrap(text, Math.min(width, widthMost)).map((each) => line(each)),
      ),
    ],
    useColour,
  );
}

function sentences(holdings: readonly Holding[]): string[] {
  const orders = holdings.reduce((sum, { openOrders }) => sum + openOrders, 0);
  const rounds = planRounds(holdings);
  const local = holdings.filter(({ site }) => site.kind === 'local').map(({ venue }) => venue);
  const testing = holdings.filter(isOnTestNetwork).map(inPlace);
  return [
    ...(orders > 0 ? [`${counted(orders, 'order')} will be cancelled, whoever placed them.`] : []),
    ...rounds.map(({ hedge, primary }) =>
      primary === undefined
        ? `The position on ${hedge.venue} will be closed at the market, reduce-only.`
        : `The pair on ${primary.venue} and ${hedge.venue} will be closed at the market, reduce-only, in slices that the other leg follows.`,
    ),
    ...(local.length > 0 ? [`On local servers, and nothing real: ${local.join(', ')}.`] : []),
    ...(testing.length > 0 ? [`On test networks, and no real money: ${testing.join(', ')}.`] : []),
  ];
}

/** Passed over is not flat: a coin that a venue has taken off its list may still be held there. */
const unseenText = (unseen: readonly string[]): string[] =>
  unseen.length === 0
    ? []
    : [`Not looked at, because the coin is not listed there, or no longer: ${unseen.join(', ')}.`];

const isOnTestNetwork = ({ site }: Pick<Holding, 'site'>): boolean =>
  site.kind === 'real' && site.environment !== 'prod';

/** "grvt (testnet)": where it is not the venue that one thinks of, that is said. */
function inPlace({ venue, site }: Holding): string {
  if (site.kind === 'local') return `${venue} (local server)`;
  return site.environment === 'prod' ? venue : `${venue} (${site.environment})`;
}

export function fillText({ side, quantity, price }: LedgerFill, { venue, instrument }: Holding): string {
  const traded = formatBase(lotsToBase(instrument, quantity));
  return `${venue} ${side === 'buy' ? 'bought' : 'sold'} ${traded} ${instrument.base} at ${priceText(instrument, price)}`;
}

/** The verdict first. */
export function renderReport(
  { ticker, isFlat, netDelta, legs, unseen }: CloseReport,
  { width, useColour }: TextOptions,
): string {
  const venues = legs.map(({ before }) => inPlace(before)).join(', ');
  const left = legs.filter((leg) => !isDone(leg)).map(leftText);
  const verdict = isFlat
    ? toned('strong-good', `FLAT: no position and no order in ${ticker} on ${venues}`)
    : toned('strong-bad', `NOT FLAT in ${ticker}: ${left.join(', ')}; ${nakedText(netDelta)}`);
  const traded = legs.filter((leg) => leg.traded.quantity > 0);
  return printed(
    [
      ...wrap(verdict.text, Math.min(width, widthMost)).map((text) => line({ ...verdict, text })),
      ...traded.map((leg) => line(quiet(tradedText(leg)))),
      ...unseenText(unseen).flatMap((text) =>
        wrap(text, Math.min(width, widthMost)).map((each) => line(toned('warning', each))),
      ),
    ],
    useColour,
  );
}

const nakedText = (netDelta: BaseQuantity | undefined): string =>
  netDelta === undefined ? 'net delta is not known' : `net delta ${signedText(netDelta)}`;

const isDone = ({ after }: ClosedLeg): boolean => after !== undefined && isNothing(after);

function leftText({ before: { venue, instrument }, after }: ClosedLeg): string {
  if (after === undefined) return `${venue} does not say what is left there`;
  const orders = after.openOrders > 0 ? ` and ${counted(after.openOrders, 'order')}` : '';
  const position = `${signedText(lotsToBase(instrument, after.position))} ${instrument.base}`;
  const isDust = after.position !== 0 && Math.abs(after.position) < instrument.minQuantity;
  return `${position}${orders} on ${venue}${isDust ? ', less than it takes as an order' : ''}`;
}

function tradedText({ before: { venue, instrument }, traded }: ClosedLeg): string {
  const { base, quote, tickSize } = instrument;
  const quantity = lotsToBase(instrument, traded.quantity);
  const average = formatRounded((traded.notional * 10n ** 18n) / quantity, tickSize.decimals);
  return `${venue} traded ${formatBase(quantity)} ${base} at ${average} on average, fees ${feesText(traded.fees, quote, (amount) => rounded(formatQuote(amount), 4))}`;
}

const signedText = (quantity: BaseQuantity): string => `${quantity > 0n ? '+' : ''}${formatUnits(quantity)}`;

const printed = (lines: readonly Line[], useColour: boolean): string =>
  lines.map((each) => `${paint(each, useColour)}\n`).join('');
