// What stands behind the figures: both venues, the run against its own replay, and what it told on the way.
import type { LegSummary } from '../../run-summary.ts';
import type { RunReview } from '../run-review.ts';
import { amountCell, countCell, exactCell, momentText, resultPlaces, signedCell, wordCell } from './cells.ts';
import { figureColumn, wordColumn, type Cell, type Section } from './page.ts';
import { replayText } from './verdict.ts';

export function venuesSection({ summary }: RunReview): Section {
  const { legs, positions, quoteAsset, baseAsset, volume } = summary;
  const places = resultPlaces(volume);
  const both = (label: string, of: (leg: LegSummary) => Cell): Cell[] => [
    wordCell(label),
    of(legs.primary),
    of(legs.hedge),
  ];
  const feesOf = ({ fees }: LegSummary, what: 'charged' | 'rebated'): Cell =>
    fees.length === 1 && fees[0] !== undefined
      ? amountCell(fees[0][what], places)
      : wordCell(fees.map((fee) => `${fee[what]} ${fee.asset}`).join(', ') || '0');
  return {
    id: 'venues',
    title: 'Venues',
    text: 'Volume as points follow it: notional on each venue, whoever it was matched with.',
    tables: [
      {
        caption: 'By venue',
        columns: [wordColumn(''), figureColumn('primary'), figureColumn('hedge')],
        rows: [
          both('venue', ({ venue, instrument }) => wordCell(`${venue} ${instrument}`)),
          [wordCell(`position, ${baseAsset}`), exactCell(positions.primary), exactCell(positions.hedge)],
          both('fills', ({ fills }) => countCell(fills)),
          both('asset', ({ notionalAsset }) => wordCell(notionalAsset)),
          both('maker volume', ({ makerNotional }) => amountCell(makerNotional, 2)),
          both('taker volume', ({ takerNotional }) => amountCell(takerNotional, 2)),
          both('fees', (leg) => feesOf(leg, 'charged')),
          both('rebates', (leg) => feesOf(leg, 'rebated')),
          both(`gross PnL, ${quoteAsset}`, ({ grossPnl }) => signedCell(grossPnl, places)),
          both(`net PnL, ${quoteAsset}`, ({ netPnl }) => signedCell(netPnl, places)),
          both(`open interest, ${quoteAsset}·h`, ({ openInterestHours }) => amountCell(openInterestHours, 2)),
        ],
      },
    ],
  };
}

export function replaySection({ replay }: RunReview): Section {
  return {
    id: 'replay',
    title: 'Against its own replay',
    text: replayText(replay),
    tables: [
      {
        caption: 'What the run said of itself, and what its journal comes to',
        columns: [wordColumn('figure'), figureColumn('run'), figureColumn('replay'), wordColumn('')],
        rows: replay.figures.map(({ name, recorded, replayed }) => [
          wordCell(name),
          recorded === null ? wordCell('–') : valueCell(name, recorded),
          valueCell(name, replayed),
          wordCell(recorded === null ? '' : recorded === replayed ? 'same' : 'differs'),
        ]),
      },
    ],
  };
}

const hashShown = 12;

/** A hash is told apart by its beginning; all of it stands behind it. */
const valueCell = (name: string, value: string): Cell =>
  name === 'event log' ? { text: `${value.slice(0, hashShown)}…`, exact: value } : exactCell(value);

export function alertsSection({ alerts, summary }: RunReview): Section[] {
  const { adjustments, baseAsset } = summary;
  if (alerts.count === 0 && adjustments.length === 0) return [];
  const latest =
    alerts.latest.length < alerts.count
      ? `the latest ${alerts.latest.length} of ${alerts.count}`
      : 'all of them';
  return [
    {
      id: 'told',
      title: 'What it told',
      text: 'Alerts on the way, and position changes that no fill of the run explains. docs/runbook.md says what each code asks for.',
      tables: [
        ...(alerts.count === 0
          ? []
          : [
              {
                caption: `Alerts, ${latest}`,
                columns: [wordColumn('time'), wordColumn('code'), wordColumn('what')],
                rows: alerts.latest.map(({ atUs, severity, code, text }) => [
                  wordCell(momentText(atUs)),
                  wordCell(`${code} (${severity})`),
                  wordCell(text),
                ]),
              },
            ]),
        ...(adjustments.length === 0
          ? []
          : [
              {
                caption: 'Position changes',
                columns: [
                  wordColumn('time'),
                  figureColumn(baseAsset),
                  figureColumn('at mid'),
                  wordColumn('why'),
                ],
                rows: adjustments.map(({ localTimeUs, quantity, price, instrument, reason }) => [
                  wordCell(momentText(localTimeUs)),
                  exactCell(quantity),
                  exactCell(price),
                  wordCell(`${instrument}: ${reason}`),
                ]),
              },
            ]),
      ],
    },
  ];
}
