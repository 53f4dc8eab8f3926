// How the run went over time: gross and net PnL, and beside them what was done in each period.
import { bandChart, lineChart, stackChart } from '../chart/time-charts.ts';
import type { Period, RunReview } from '../run-review.ts';
import { addedUp, type AddedUp } from './add-up.ts';
import {
  amountCell,
  countCell,
  exactCell,
  latencyCell,
  percentCell,
  resultPlaces,
  signedCell,
  stepLengthText,
  stepText,
  strong,
  wordCell,
} from './cells.ts';
import { figureColumn, wordColumn, type Section, type Table } from './page.ts';

export function pnlSection({ timeline, summary }: RunReview): Section {
  const { points, stepSeconds } = timeline;
  const { quoteAsset, grossPnl, netPnl, volume } = summary;
  const places = resultPlaces(volume);
  const ends = `gross ${signedCell(grossPnl, places).text}, net ${signedCell(netPnl, places).text} ${quoteAsset}`;
  return {
    id: 'pnl',
    title: 'PnL over time',
    text: `Gross is what was traded and what is open at mid; net is after fees, rebates and funding. At the end: ${ends}.`,
    picture:
      points.length === 0
        ? undefined
        : lineChart(
            {
              title: 'Gross and net PnL over time',
              description: `Running totals in steps of ${stepLengthText(stepSeconds)}, at the end ${ends}.`,
              unit: quoteAsset,
              startsUs: points.map(({ startUs }) => startUs),
              stepSeconds,
            },
            [
              { label: 'gross', tone: 'second', figures: points.map((point) => point.grossPnl) },
              { label: 'net', tone: 'first', figures: points.map((point) => point.netPnl) },
            ],
          ),
    tables: [periodsTable(timeline, summary)],
  };
}

function periodsTable(
  { periods, periodSeconds }: RunReview['timeline'],
  { quoteAsset, volume, grossPnl, netPnl, costPerMillion, cycles }: RunReview['summary'],
): Table {
  const places = resultPlaces(volume);
  const column = (of: (period: Period) => string, total: string, shape: object): AddedUp =>
    addedUp({ parts: periods.map(of), total, places, ...shape });
  const volumes = column((period) => period.volume, volume, { places: 2 });
  const grosses = column((period) => period.grossPnl, grossPnl, { isSigned: true });
  const nets = column((period) => period.netPnl, netPnl, { isSigned: true });
  return {
    caption: `By ${stepLengthText(periodSeconds)}, UTC, in ${quoteAsset}`,
    columns: [
      wordColumn('from'),
      figureColumn('cycles'),
      figureColumn('volume'),
      figureColumn('gross'),
      figureColumn('net'),
      figureColumn('cost per 1M'),
    ],
    rows: [
      ...periods.map((period, index) => [
        wordCell(stepText(period.startUs, periods[index - 1]?.startUs, periodSeconds)),
        countCell(period.cycles),
        ...[volumes, grosses, nets].map(({ cells }) => cells[index] ?? wordCell('')),
        amountCell(period.costPerMillion, 2),
      ]),
      [
        strong(wordCell('all')),
        strong(countCell(cycles)),
        ...[volumes, grosses, nets].map(({ total }) => strong(total)),
        strong(amountCell(costPerMillion, 2)),
      ],
    ],
  };
}

export function netDeltaSection({ timeline, netDelta, summary, run }: RunReview): Section {
  const { points, stepSeconds } = timeline;
  const { baseAsset, quoteAsset } = summary;
  const range = `between ${exactCell(netDelta.least).text} and ${exactCell(netDelta.most).text} ${baseAsset}`;
  return {
    id: 'net-delta',
    title: 'Net delta over time',
    text: `The sum of both positions: 0 is hedged. In steps of ${stepLengthText(stepSeconds)}: the pale bar spans all that it was, the line is its mean over time.`,
    picture:
      points.length === 0
        ? undefined
        : bandChart(
            {
              title: 'Net delta over time',
              description: `From least to most in steps of ${stepLengthText(stepSeconds)}, ${range} at an order size of ${run.size}.`,
              unit: baseAsset,
              startsUs: points.map(({ startUs }) => startUs),
              stepSeconds,
            },
            {
              least: points.map(({ netDeltaLeast }) => netDeltaLeast),
              most: points.map(({ netDeltaMost }) => netDeltaMost),
              mean: points.map(({ netDeltaMean }) => netDeltaMean),
            },
          ),
    tables: [
      {
        caption: 'How naked it was',
        columns: [wordColumn('figure'), figureColumn('value'), wordColumn('')],
        rows: [
          [wordCell('most long'), exactCell(netDelta.most), wordCell(baseAsset)],
          [wordCell('most short'), exactCell(netDelta.least), wordCell(baseAsset)],
          [wordCell('at the end'), exactCell(summary.netDelta), wordCell(baseAsset)],
          [wordCell('exposures'), countCell(netDelta.exposures), wordCell('of at least one quantum')],
          [wordCell('given back'), countCell(netDelta.reduced), wordCell('of these, on the primary')],
          [wordCell('naked in all'), latencyCell(netDelta.nakedUs), wordCell('')],
          [wordCell('longest'), latencyCell(netDelta.longestUs), wordCell('')],
          [wordCell('exposure'), amountCell(summary.exposureSeconds, 2), wordCell(`${quoteAsset}·s`)],
          [
            wordCell('hedge failures'),
            countCell(summary.hedgeFailures),
            wordCell(`recoveries ${summary.recoveries}`),
          ],
        ],
      },
    ],
  };
}

export function fillRateSection({ timeline, summary }: RunReview): Section {
  const { periods, periodSeconds } = timeline;
  const { attempts, fillRate } = summary;
  return {
    id: 'fill-rate',
    title: 'Fill rate',
    text: 'An attempt is completed, or fails when 15 s pass without a fill; unwinding counts too.',
    picture:
      attempts.completed + attempts.failed === 0
        ? undefined
        : stackChart(
            {
              title: 'Attempts over time',
              description: `Completed and failed attempts by ${stepLengthText(periodSeconds)}: ${attempts.completed} completed, ${attempts.failed} failed.`,
              unit: `attempts by ${stepLengthText(periodSeconds)}`,
              startsUs: periods.map(({ startUs }) => startUs),
              stepSeconds: periodSeconds,
            },
            {
              lower: {
                label: 'completed',
                tone: 'first',
                counts: periods.map((each) => each.attempts.completed),
              },
              upper: { label: 'failed', tone: 'cost', counts: periods.map((each) => each.attempts.failed) },
            },
          ),
    tables: [
      {
        caption: `Attempts by ${stepLengthText(periodSeconds)}, UTC`,
        columns: [
          wordColumn('from'),
          figureColumn('completed'),
          figureColumn('failed'),
          figureColumn('fill rate'),
        ],
        rows: [
          ...periods.map((each, index) => [
            wordCell(stepText(each.startUs, periods[index - 1]?.startUs, periodSeconds)),
            countCell(each.attempts.completed),
            countCell(each.attempts.failed),
            percentCell(each.fillRate),
          ]),
          [
            strong(wordCell('all')),
            strong(countCell(attempts.completed)),
            strong(countCell(attempts.failed)),
            strong(percentCell(fillRate)),
          ],
        ],
      },
    ],
  };
}
