// What the run made and what it cost: gross and net stand together, and net is the one with a colour.
import { formatUnits, parseUnits } from '../../../core/decimal.ts';
import { isZero, rounded, signed } from '../../../reports/readable.ts';
import type { Line, Tone } from '../styled-line.ts';
import type { FrameModel } from './frame-model.ts';
import { rows, titleLine, type Row } from './panel.ts';

export function moneyPanel({ summary }: FrameModel, width: number): Line[] {
  const { quoteAsset, grossPnl, netPnl, costPerMillion, volume, volumePerHour, rebates, funding } = summary;
  const fees = subtract(netPnl, grossPnl);
  const decimals = decimalsFor([grossPnl, fees, netPnl]);
  const hasOnlyFees = isZero(rebates) && isZero(funding);
  return [
    titleLine(`money in ${quoteAsset}`, width),
    ...rows(
      [
        { label: 'gross PnL', figures: [signed(grossPnl, decimals)] },
        { label: hasOnlyFees ? 'fees' : 'net fees', figures: [signed(fees, decimals)] },
        { label: 'net PnL', figures: [signed(netPnl, decimals)], tone: toneOf(netPnl) },
        { label: 'cost per $1M', figures: [rounded(costPerMillion, 2)] },
        ...noLossRows(summary),
        { label: 'volume', figures: [rounded(volume, 2), rounded(volume, 0)] },
        { label: 'volume / hour', figures: [rounded(volumePerHour, 0)] },
      ],
      width,
    ),
  ];
}

/** Rebates against everything that they have to pay for; without rebates it would only repeat the cost. */
function noLossRows({ rebates, noLossMargin }: FrameModel['summary']): Row[] {
  if (isZero(rebates)) return [];
  const { margin, rebates: rebated, cost } = noLossMargin;
  const shown = signed(margin, 2);
  return [
    {
      label: 'no-loss margin',
      figures: [`${shown} = ${rounded(rebated, 0)} − ${rounded(cost, 0)}`, shown],
      tone: toneOf(margin ?? '0'),
    },
  ];
}

const unitsOf = (text: string): bigint => parseUnits(text) ?? 0n;

/** Fees, rebates and funding together are what lies between gross and net. */
const subtract = (left: string, right: string): string => formatUnits(unitsOf(left) - unitsOf(right));

/** Results of one panel have one number of decimals, so that they add up to the eye. */
function decimalsFor(amounts: readonly string[]): number {
  return amounts.every((text) => /^-?\d\b/.test(text)) ? 4 : 2;
}

function toneOf(netPnl: string): Tone {
  const units = unitsOf(netPnl);
  return units > 0n ? 'strong-good' : units < 0n ? 'strong-bad' : 'plain';
}
