// What cycles earned by direction, and how long fills stayed naked: how the figures are distributed, and what they come to.
import { latency } from '../../readable.ts';
import type { SpreadSummary } from '../../run-summary.ts';
import { histogram } from '../chart/histogram.ts';
import { plot } from '../chart/frame.ts';
import type { LatencyBin } from '../latency-bins.ts';
import type { RunReview } from '../run-review.ts';
import type { SpreadBin } from '../spread-bins.ts';
import {
  amountCell,
  countCell,
  exactCell,
  latencyCell,
  percentCell,
  signedCell,
  withMinus,
  wordCell,
} from './cells.ts';
import { figureColumn, wordColumn, type Cell, type Section } from './page.ts';

export function spreadSection({ spreadBins, summary }: RunReview): Section {
  const { spreadBySide, roundTrips, quoteAsset, baseAsset } = summary;
  const row = (label: string, { cycles, quantity, averageSpread, averageEdgeBps }: SpreadSummary): Cell[] => [
    wordCell(label),
    countCell(cycles),
    exactCell(quantity),
    signedCell(averageSpread, 4),
    signedCell(averageEdgeBps, 2),
  ];
  const { count, entrySpread, entryEdgeBps, exitSpread, exitEdgeBps, builtBy, winRate, wins } = roundTrips;
  const { buy, sell } = spreadBySide;
  return {
    id: 'spread',
    title: 'Spread by direction',
    text: 'What a cycle sold at less what it bought at, by what the primary leg did. Entry and exit are over round trips, which is what win rate and comparisons go by: a single cycle mostly measures the standing basis.',
    picture:
      buy.cycles + sell.cycles === 0
        ? undefined
        : {
            title: 'Spread of cycles by direction, in bps of the buy price',
            description: `Buying on the primary ${signedCell(buy.averageEdgeBps, 2).text} bps on average over ${buy.cycles} cycles, selling ${signedCell(sell.averageEdgeBps, 2).text} bps over ${sell.cycles}.`,
            height: 330,
            marks: [
              ...panel('buying on the primary: cycles by bps', 'first', spreadBins.buy, {
                top: 30,
                bottom: 134,
              }),
              ...panel('selling on the primary: cycles by bps', 'second', spreadBins.sell, {
                top: 200,
                bottom: 304,
              }),
            ],
          },
    tables: [
      {
        caption: `Average spread, in ${quoteAsset} per ${baseAsset}`,
        columns: [
          wordColumn('direction'),
          figureColumn('cycles'),
          figureColumn(baseAsset),
          figureColumn('spread'),
          figureColumn('bps'),
        ],
        rows: [row('buy', buy), row('sell', sell)],
      },
      {
        caption: 'Round trips',
        columns: [wordColumn(''), figureColumn('spread'), figureColumn('bps')],
        rows: [
          [wordCell('entry'), signedCell(entrySpread, 4), signedCell(entryEdgeBps, 2)],
          [wordCell('exit'), signedCell(exitSpread, 4), signedCell(exitEdgeBps, 2)],
        ],
      },
      {
        caption: 'Directions and wins',
        columns: [wordColumn('round trips'), figureColumn('count')],
        rows: [
          [wordCell('all'), countCell(count)],
          [wordCell('built by buying'), countCell(builtBy.buy)],
          [wordCell('built by selling'), countCell(builtBy.sell)],
          [wordCell('won, net of fees'), countCell(wins)],
          [wordCell('win rate'), percentCell(winRate)],
        ],
      },
    ],
  };
}

function panel(
  label: string,
  tone: string,
  bins: readonly SpreadBin[],
  { top, bottom }: { readonly top: number; readonly bottom: number },
): string[] {
  if (bins.length === 0) return [];
  const edges = [...bins.map(({ fromBps }) => fromBps), bins.at(-1)?.toBps ?? ''].map(withMinus);
  return histogram({ label, tone, counts: bins.map(({ cycles }) => cycles), edges, top, bottom });
}

export function latencySection({ latency: { samples, percentiles, bins }, summary }: RunReview): Section {
  const all = summary.hedgeLatency?.samples ?? 0;
  const of =
    samples < all
      ? ` Distribution and percentiles are of the latest ${countCell(samples).text} of ${countCell(all).text}.`
      : '';
  return {
    id: 'latency',
    title: 'Hedge latency',
    text: `From the fill of a quote to the fill that hedged it, on our clock and on the venues'.${of}`,
    picture:
      bins.length === 0
        ? undefined
        : {
            title: 'Hedge latency on our own clock',
            description: percentiles
              .map(
                ({ percent, localUs }) =>
                  `${percent === 100 ? 'longest' : `${percent} %`} ${latency(localUs)}`,
              )
              .join(', '),
            height: plot.height,
            marks: latencyPanel(bins),
          },
    tables: [
      {
        caption: 'Percentiles',
        columns: [wordColumn('of fills'), figureColumn('own clock'), figureColumn("venues' clocks")],
        rows: percentiles.map(({ percent, localUs, venueUs }) => [
          wordCell(percent === 100 ? 'longest' : `${percent} %`),
          latencyCell(localUs),
          latencyCell(venueUs),
        ]),
      },
      {
        caption: 'Taker orders',
        columns: [
          wordColumn('venue'),
          figureColumn('tries'),
          figureColumn('partial'),
          figureColumn('empty'),
          figureColumn('filled'),
        ],
        rows: [summary.legs.primary, summary.legs.hedge].map(({ venue, takerTries: tries }) => [
          wordCell(venue),
          countCell(tries.tries),
          countCell(tries.partial),
          countCell(tries.empty),
          amountCell(tries.quantityFilled, 4),
        ]),
      },
    ],
  };
}

function latencyPanel(bins: readonly LatencyBin[]): string[] {
  const edges = [...bins.map(({ fromUs }) => fromUs), bins.at(-1)?.toUs ?? 0].map(shortLatency);
  return histogram({
    label: 'fills by latency',
    tone: 'first',
    counts: bins.map(({ count }) => count),
    edges,
    top: plot.top + 6,
    bottom: plot.bottom,
  });
}

/** Edges are round numbers: they need no decimals that are 0. */
const shortLatency = (us: number): string =>
  latency(us)
    .replace(/\.0+(?= )/, '')
    .replace(/(\.\d*[1-9])0+(?= )/, '$1');
