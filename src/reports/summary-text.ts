// The end of a run as people read it: what was done, what it cost, and what is left open. Figures are rounded for reading,
// gross and net stand together, and a synthetic result says what it is before any figure does.
import type { LatencyPercentiles, LegSummary, Ratio, RunSummary, SpreadSummary } from './run-summary.ts';
import { counted, duration, isZero, latency, negated, percent, rounded, signed } from './readable.ts';
import { alignFigures, layOut, type TextRow } from './text-layout.ts';

/** Plain lines, without a line end after the last. */
export function renderSummary(summary: RunSummary): string {
  const { endReason, durationSeconds, notice } = summary;
  const blocks = [
    work(summary),
    results(summary),
    spreads(summary),
    venues(summary),
    safety(summary),
    remarks(summary),
  ];
  return `run ended after ${duration(durationSeconds)}: ${endReason}\n${notice}\n\n${layOut(blocks)}`;
}

function work(summary: RunSummary): TextRow[] {
  const { cycles, cyclesAbandoned, attempts, fillRate, roundTrips, volume, volumePerHour, quoteAsset } =
    summary;
  const attempted = attempts.completed + attempts.failed;
  return [
    {
      label: 'volume',
      cells: [`${rounded(volume, 2)} ${quoteAsset}, ${rounded(volumePerHour, 2)} ${quoteAsset} per hour`],
    },
    { label: 'cycles', cells: [`${cycles} completed, ${cyclesAbandoned} abandoned`] },
    {
      label: 'attempts',
      cells: [`${attempts.completed} of ${attempted} completed, fill rate ${percent(fillRate)}`],
    },
    {
      label: 'round trips',
      cells: [
        `${roundTrips.count}, of which ${roundTrips.wins} won, win rate ${percent(roundTrips.winRate)}${built(roundTrips)}`,
      ],
    },
  ];
}

/** Which way BUILD went: a strategy that always goes one way is worth a look. */
function built({ count, builtBy }: RunSummary['roundTrips']): string {
  return count === 0 ? '' : `, built ${builtBy.buy} by buying and ${builtBy.sell} by selling`;
}

function results(summary: RunSummary): TextRow[] {
  const { quoteAsset, averageEdgeBps, pnlPercent, costPerMillion } = summary;
  const lines = [
    {
      label: 'gross PnL',
      amount: summary.grossPnl,
      remark: `average edge ${signed(averageEdgeBps, 2)} bps, ${signed(pnlPercent, 4)} % of volume`,
    },
    { label: 'fees', amount: negated(summary.fees), remark: '' },
    { label: 'rebates', amount: summary.rebates, remark: '' },
    { label: 'funding', amount: summary.funding, remark: '' },
    {
      label: 'net PnL',
      amount: summary.netPnl,
      remark: `cost ${rounded(costPerMillion, 2)} ${quoteAsset} per 1M ${quoteAsset} of volume`,
    },
  ].filter(({ label, amount }) => !isZero(amount) || label.endsWith('PnL'));
  const amounts = alignFigures(lines.map(({ amount }) => [signed(amount, 4), quoteAsset]));
  const rows = lines.map(({ label, remark }, index) => ({ label, cells: [amounts[index] ?? '', remark] }));
  return [...rows, ...noLoss(summary)];
}

/** Only where there are rebates: without them the margin is the cost again. */
function noLoss({ rebates, noLossMargin, quoteAsset }: RunSummary): TextRow[] {
  if (isZero(rebates)) return [];
  const { rebates: rebated, cost, margin } = noLossMargin;
  const figures = `${signed(margin, 2)} = rebates ${rounded(rebated, 2)} − cost ${rounded(cost, 2)}`;
  return [{ label: 'no-loss margin', cells: [`${figures} ${quoteAsset} per 1M`] }];
}

function spreads({ spreadBySide, roundTrips, quoteAsset }: RunSummary): TextRow[] {
  const bySide = (side: string, { cycles, averageSpread, averageEdgeBps }: SpreadSummary): TextRow[] =>
    cycles === 0
      ? []
      : [
          {
            label: `${side} cycles`,
            cells: spreadCells(averageSpread, averageEdgeBps, counted(cycles, 'cycle')),
          },
        ];
  const { count, entrySpread, entryEdgeBps, exitSpread, exitEdgeBps } = roundTrips;
  const spreadCells = (spread: Ratio, edgeBps: Ratio, over: string): string[] => [
    `average spread ${signed(spread, 4)} ${quoteAsset}`,
    `${signed(edgeBps, 2)} bps`,
    `over ${over}`,
  ];
  const entryAndExit = [
    { label: 'entry', cells: spreadCells(entrySpread, entryEdgeBps, counted(count, 'round trip')) },
    { label: 'exit', cells: spreadCells(exitSpread, exitEdgeBps, counted(count, 'round trip')) },
  ];
  return [
    ...bySide('buy', spreadBySide.buy),
    ...bySide('sell', spreadBySide.sell),
    ...(count === 0 ? [] : entryAndExit),
  ];
}

function venues({ legs, positions, quoteAsset, baseAsset }: RunSummary): TextRow[] {
  const columnOf = (leg: LegSummary, position: string): string[] =>
    alignFigures([
      [position, baseAsset],
      [rounded(leg.makerNotional, 2), leg.notionalAsset],
      [rounded(leg.takerNotional, 2), leg.notionalAsset],
      [signed(leg.grossPnl, 4), quoteAsset],
      [signed(leg.netPnl, 4), quoteAsset],
      [rounded(leg.openInterestHours, 2), `${quoteAsset}·h`],
    ]);
  const primary = columnOf(legs.primary, positions.primary);
  const hedge = columnOf(legs.hedge, positions.hedge);
  const labels = ['position', 'maker volume', 'taker volume', 'gross PnL', 'net PnL', 'open interest'];
  const nameOf = ({ venue, account, instrument }: LegSummary): string => `${venue}/${account}/${instrument}`;
  const triesOf = ({ takerTries: { tries, partial, empty } }: LegSummary): string =>
    `${tries}, ${partial} partial, ${empty} empty`;
  return [
    { label: '', cells: [`primary ${nameOf(legs.primary)}`, `hedge ${nameOf(legs.hedge)}`] },
    ...labels.map((label, index) => ({ label, cells: [primary[index] ?? '', hedge[index] ?? ''] })),
    { label: 'taker tries', cells: [triesOf(legs.primary), triesOf(legs.hedge)] },
  ];
}

function safety(summary: RunSummary): TextRow[] {
  const { netDelta, baseAsset, quoteAsset, dust, legs, exposureSeconds, hedgeLatency } = summary;
  const dustCells = [
    dust?.primary === undefined ? [] : [`${dust.primary} ${baseAsset} on ${legs.primary.venue}`],
    dust?.hedge === undefined ? [] : [`${dust.hedge} ${baseAsset} on ${legs.hedge.venue}`],
  ].flat();
  return [
    { label: 'net delta', cells: [`${netDelta} ${baseAsset}`] },
    ...(dustCells.length === 0 ? [] : [{ label: 'dust', cells: [dustCells.join(', ')] }]),
    { label: 'exposure', cells: [`${rounded(exposureSeconds, 2)} ${quoteAsset}·s`] },
    { label: 'hedge failures', cells: [`${summary.hedgeFailures}, recoveries ${summary.recoveries}`] },
    ...(hedgeLatency === null
      ? []
      : [
          { label: 'hedge latency', cells: ['own clock', ...latencyCells(hedgeLatency.local)] },
          { label: '', cells: ["venues' clocks", ...latencyCells(hedgeLatency.venue)] },
        ]),
  ];
}

function remarks({
  conversionRates,
  adjustments,
  quoteAsset,
  baseAsset,
  eventLogHash,
}: RunSummary): TextRow[] {
  return [
    ...conversionRates.map(({ asset, rate, assumed }) => ({
      label: 'conversion',
      cells: [`1 ${asset} = ${rate} ${quoteAsset}${assumed ? ' (assumed: nobody stated a rate)' : ''}`],
    })),
    ...adjustments.map(({ instrument, quantity, price, reason }) => ({
      label: 'adjustment',
      cells: [`${quantity} ${baseAsset} on ${instrument} at ${price}: ${reason}`],
    })),
    { label: 'event log', cells: [eventLogHash] },
  ];
}

function latencyCells({ p50Us, p99Us, maxUs }: LatencyPercentiles): string[] {
  return [`p50 ${latency(p50Us)}`, `p99 ${latency(p99Us)}`, `max ${latency(maxUs)}`];
}
