// The preview as people read it before they let a run start: what it will trade, what that costs, and what would stop it.
import type { LegPreview, RunPreview } from './preview.ts';
import { counted, rounded } from './readable.ts';
import { alignFigures, layOut, type TextRow } from './text-layout.ts';

/** Plain lines, without a line end after the last. */
export function renderPreview(preview: RunPreview): string {
  const warnings = preview.warnings.map(({ text }) => `warning: ${text}`).join('\n');
  const blocks = [planned(preview), layOut([legs(preview), costs(preview)]), warnings];
  return blocks.filter((block) => block !== '').join('\n\n');
}

function planned({ size, baseAsset, iterations }: RunPreview): string {
  if (iterations === null) return `plan: cycles of ${size} ${baseAsset}, until something ends the run`;
  return `plan: ${counted(iterations, 'iteration')}, that is ${2 * iterations} cycles of ${size} ${baseAsset}`;
}

function legs({ legs: { primary, hedge }, total }: RunPreview): TextRow[] {
  const columns = [columnOf(primary), columnOf(hedge)];
  const span = total === null ? ' per cycle' : '';
  const labels = ['mid price', 'fee rate', `volume${span}`, `fees${span}`];
  const nameOf = ({ venue, account, instrument }: LegPreview): string => `${venue}/${account}/${instrument}`;
  return [
    { label: '', cells: [`primary ${nameOf(primary)}`, `hedge ${nameOf(hedge)}`] },
    ...labels.map((label, index) => ({ label, cells: columns.map((column) => column[index] ?? '') })),
  ];
}

/** Figures of the whole run, or of one cycle when its length is open. */
function columnOf(leg: LegPreview): string[] {
  return alignFigures([
    [leg.mid, leg.notionalAsset],
    [leg.feeBps, `bps as ${leg.liquidity}`],
    [rounded(leg.notional ?? leg.notionalPerCycle, 2), leg.notionalAsset],
    [rounded(leg.fee ?? leg.feePerCycle, 4), leg.notionalAsset],
  ]);
}

function costs(preview: RunPreview): TextRow[] {
  const { total, perCycle, quoteAsset, costPerMillion } = preview;
  const of = total === null ? 'a cycle' : 'the run';
  return [
    {
      label: 'net cost',
      cells: [
        `${rounded((total ?? perCycle).cost, 4)} ${quoteAsset} for ${of} before the spread, ` +
          `${rounded(costPerMillion, 2)} ${quoteAsset} per 1M ${quoteAsset} of volume`,
      ],
    },
    { label: 'daily loss', cells: [dailyLoss(preview)] },
    { label: 'limits', cells: [limits(preview)] },
    ...listed('gates', preview.gates),
    ...listed('ends', preview.ends),
  ];
}

/** One a line: a person reads these to find the one that matters. */
function listed(label: string, lines: readonly string[]): TextRow[] {
  return lines.map((line, index) => ({ label: index === 0 ? label : '', cells: [line] }));
}

function limits({ positionLimit, driftLimit, baseAsset }: RunPreview): string {
  return `position ${positionLimit} ${baseAsset} per leg, net delta ${readableQuantity(driftLimit)} ${baseAsset} before anything is added`;
}

/** A limit of just under a quantum has eighteen decimals; nobody reads them. */
const readableQuantity = (text: string): string => rounded(text, 8).replace(/\.?0+$/, '');

function dailyLoss({ dailyLossLimit, cyclesWithinDailyLoss, quoteAsset }: RunPreview): string {
  if (dailyLossLimit === null) return 'no limit';
  const covers =
    cyclesWithinDailyLoss === null
      ? 'no cost to cover before the spread'
      : `covers about ${counted(cyclesWithinDailyLoss, 'cycle')}`;
  return `limit ${rounded(dailyLossLimit, 2)} ${quoteAsset}, ${covers}`;
}
