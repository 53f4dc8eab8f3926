// What somebody agrees to who lets a run go live: where and for whom it trades, what it costs, what can be lost, what stops it, and
// what happens when this process dies.
import { assertPresent } from '../../core/assert.ts';
import { formatUnits, parseDecimal } from '../../core/decimal.ts';
import { formatSharePercent } from '../../core/share.ts';
import { previewRun, type LegPreview, type RunPreview } from '../../reports/preview.ts';
import { counted, rounded } from '../../reports/readable.ts';
import { layOut, type TextRow } from '../../reports/text-layout.ts';
import type { AccountFacts } from '../../venues/examination.ts';
import type { WirePlan } from '../run/run-plan.ts';
import type { Stakes } from '../run/wire/stakes.ts';
import { wrap } from '../view/styled-line.ts';
import { fingerprintOf, type WireLeg } from '../run/wire/wire-leg.ts';
import { deathText } from './process-death.ts';

/** What the venues tell of both accounts; `undefined` where they do not. */
export interface LegFacts {
  readonly primary: AccountFacts | undefined;
  readonly hedge: AccountFacts | undefined;
}

/** Who starts the run again when its process dies: its supervisor, whoever gives the same command, or nobody but `run --continue`. */
export type StartedAgain = 'by-supervisor' | 'by-same-command' | 'by-continue';

/** Plain lines that fit the width, without a line end after the last. */
export function renderLiveTerms(
  { config, pair }: Pick<WirePlan, 'config' | 'pair'>,
  facts: LegFacts,
  { startedAgain, width }: { readonly startedAgain: StartedAgain; readonly width: number },
): string {
  const preview = previewRun(config, pair.prices);
  const warnings = preview.warnings.flatMap(({ text }) => wrap(`warning: ${text}`, width)).join('\n');
  const wrapped = [costRows(preview), deathRows(pair, startedAgain)].map((rows) => wrapRows(rows, width));
  const table = layOut([legRows(pair, preview, facts), ...wrapped]);
  return [headlines[pair.stakes], table, warnings].filter((block) => block !== '').join('\n\n');
}

const headlines: Readonly<Record<Stakes, string>> = {
  mainnet: 'LIVE: real orders with real money',
  testnet: 'LIVE on test networks: real orders, no real money',
  local: 'LIVE on local servers of this machine: nothing real',
};

/** Labels are no longer than this, and have two columns before them and behind them. */
const labelWidth = 'most to lose'.length;

const wrapRows = (rows: readonly TextRow[], width: number): TextRow[] =>
  rows.flatMap(({ label, cells }) =>
    wrap(cells.join(' '), width - labelWidth - 4).map((text, index) => ({
      label: index === 0 ? label : '',
      cells: [text],
    })),
  );

function legRows(pair: WirePlan['pair'], preview: RunPreview, facts: LegFacts): TextRow[] {
  const columns = (['primary', 'hedge'] as const).map((name) =>
    columnOf(pair[name], preview.legs[name], preview, facts[name]),
  );
  const labels = ['venue', 'account', 'instrument', 'a cycle', 'fees', 'available', 'margin'];
  return [
    { label: '', cells: ['primary', 'hedge'] },
    ...labels.map((label, index) => ({ label, cells: columns.map((column) => column[index] ?? '') })),
  ];
}

function columnOf(
  leg: WireLeg,
  preview: LegPreview,
  { size, baseAsset }: RunPreview,
  facts: AccountFacts | undefined,
): string[] {
  const { instrument, account } = leg;
  const { site, accountName, adapter } = leg.reached;
  const free = account.balances.find(({ asset }) => asset === instrument.quote) ?? account.balances[0];
  const initial = `${formatSharePercent(instrument.margin.initial)} % of it`;
  return [
    `${adapter.name}, ${site.kind === 'local' ? site.origin : site.environment}`,
    `${accountName} (${fingerprintOf(leg)})`,
    instrument.symbol,
    `${size} ${baseAsset}, ${rounded(preview.notionalPerCycle, 2)} ${preview.notionalAsset}`,
    `${preview.feeBps} bps as ${preview.liquidity}`,
    free === undefined ? 'no balance' : `${rounded(free.available, 2)} ${free.asset}`,
    facts?.leverage === undefined ? initial : `${initial}, leverage ${facts.leverage}`,
  ];
}

function costRows(preview: RunPreview): TextRow[] {
  const { total, perCycle, quoteAsset, costPerMillion, iterations } = preview;
  const of = iterations === null ? 'a cycle' : counted(iterations, 'round trip');
  const { volume, cost } = total ?? perCycle;
  return [
    { label: 'volume', cells: [`${rounded(volume, 2)} ${quoteAsset} for ${of}`] },
    {
      label: 'net cost',
      cells: [
        `${rounded(cost, 4)} ${quoteAsset} before the spread, ${rounded(costPerMillion, 2)} per 1M of volume`,
      ],
    },
    { label: 'most to lose', cells: [lossText(preview)] },
    { label: 'naked', cells: [nakedText(preview)] },
    { label: 'stopped by', cells: [stopText(preview)] },
  ];
}

function lossText({ dailyLossLimit, quoteAsset }: RunPreview): string {
  if (dailyLossLimit === null) return 'NO LIMIT: give --max-daily-loss';
  return `${rounded(dailyLossLimit, 2)} ${quoteAsset} net since 00:00 UTC, all runs on either account together (--max-daily-loss); then it ends flat, at a cost`;
}

/** The worst is a maker fill whose hedge cannot be had: one order size, for as long as that lasts. */
function nakedText({ size, baseAsset, legs: { primary } }: RunPreview): string {
  const { digits, decimals } = assertPresent(
    parseDecimal(primary.notionalPerCycle),
    'a notional is a decimal',
  );
  const onePercent = rounded(formatUnits(digits, decimals + 2), 2);
  return `at most ${size} ${baseAsset} until it is hedged: each 1 % of the price is then ${onePercent} ${primary.notionalAsset}`;
}

function stopText({ cyclesWithinDailyLoss, iterations, ends }: RunPreview): string {
  const cycles = iterations === null ? null : 2 * iterations;
  const ending = ends.join(', ');
  if (cyclesWithinDailyLoss === null) return ending;
  const isFirst = cycles === null || cyclesWithinDailyLoss < cycles;
  const loss = `the daily loss limit after about ${counted(cyclesWithinDailyLoss, 'cycle')} at these fees`;
  return isFirst ? `${loss}; otherwise ${ending}` : `${ending}; ${loss}`;
}

const deathRows = ({ primary, hedge }: WirePlan['pair'], startedAgain: StartedAgain): TextRow[] =>
  [
    ...[primary, hedge].map(
      ({ reached: { adapter } }) => `${adapter.name}: ${deathText(adapter.capabilities)}`,
    ),
    `either way, what has filled and is not hedged stays so until ${restartTexts[startedAgain]}`,
  ].map((text, index) => ({ label: index === 0 ? 'on a crash' : '', cells: [text] }));

const restartTexts: Readonly<Record<StartedAgain, string>> = {
  'by-supervisor':
    'its supervisor starts it again, by itself and within seconds, which hedges it first (after five deaths in ten minutes it only ends flat)',
  'by-same-command':
    'the same command is started again, which hedges it first; without --supervise nothing starts it by itself',
  'by-continue':
    '`evenkeel run --live --continue` is given its folder, which hedges it first; nothing starts it by itself',
};
