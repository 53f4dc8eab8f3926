// Where a million of volume went: a picture of parts that add up, the table of them, and adverse selection by how long one looks.
import { waterfall } from '../chart/waterfall.ts';
import type { CostPartName } from '../cost-review.ts';
import { costPartWords } from '../cost-words.ts';
import type { RunReview } from '../run-review.ts';
import { addedUp } from './add-up.ts';
import { amountCell, countCell, resultPlaces, strong, wordCell } from './cells.ts';
import { figureColumn, wordColumn, type Section, type Table } from './page.ts';

const meanings: Readonly<Record<CostPartName, string>> = {
  makerSpread: 'quotes, against the mid that they were filled at',
  takerSpread: 'from the mid to the touch, of what took',
  slippage: 'beyond the touch that an order was sent on',
  adverseSelection: 'what both mids did in the 5 s after each fill',
  held: 'what they did afterwards, to what was held',
  fees: 'charged by the venues',
  rebates: 'paid by the venues',
  funding: 'paid; received is below 0',
};

export function costSection({ cost, summary }: RunReview): Section {
  const { quoteAsset } = summary;
  const { total, parts } = cost;
  const rows = parts.map(({ name, perMillion }) => ({
    label: costPartWords[name],
    figure: perMillion ?? '0',
    text: amountCell(perMillion, 2).text,
    isTotal: false,
  }));
  const sum = {
    label: 'cost',
    figure: total.perMillion ?? '0',
    text: amountCell(total.perMillion, 2).text,
    isTotal: true,
  };
  return {
    id: 'cost',
    title: `Where a million ${quoteAsset} goes`,
    text: 'A cost is above 0, a gain below. The parts add up to the last cent.',
    picture:
      total.perMillion === null
        ? undefined
        : waterfall(
            {
              title: `Cost per 1M ${quoteAsset} of volume, in parts`,
              description: `A total of ${sum.text} ${quoteAsset}: ${rows.map(({ label, text }) => `${label} ${text}`).join(', ')}.`,
            },
            [...rows, sum],
          ),
    tables: [partsTable(cost, summary), horizonsTable(cost, quoteAsset)],
  };
}

function partsTable(
  { parts, total }: RunReview['cost'],
  { quoteAsset, volume }: RunReview['summary'],
): Table {
  const amounts = addedUp({
    parts: parts.map(({ amount }) => amount),
    total: total.amount,
    places: resultPlaces(volume),
  });
  const rows = parts.map(({ name, perMillion }, index) => [
    wordCell(costPartWords[name]),
    amountCell(perMillion, 2),
    amounts.cells[index] ?? wordCell(''),
    wordCell(meanings[name]),
  ]);
  const sum = [
    strong(wordCell('cost')),
    strong(amountCell(total.perMillion, 2)),
    strong(amounts.total),
    wordCell('net PnL, with its sign turned'),
  ];
  return {
    caption: 'Cost in parts',
    columns: [wordColumn('part'), figureColumn('per 1M'), figureColumn(quoteAsset), wordColumn('what it is')],
    rows: [...rows, sum],
  };
}

function horizonsTable({ horizons }: RunReview['cost'], quoteAsset: string): Table {
  return {
    caption: `Adverse selection by how long one looks, in ${quoteAsset} per 1M, of so many fills as the mid was known for then; with “held” it is the same sum in every row`,
    columns: [
      wordColumn('after'),
      figureColumn('primary'),
      figureColumn('hedge'),
      figureColumn('together'),
      figureColumn('held'),
      figureColumn('measured'),
    ],
    rows: horizons.map(({ afterSeconds, primary, hedge, adverseSelection, held, measured, fills }) => [
      wordCell(`${afterSeconds} s`),
      amountCell(primary.perMillion, 2),
      amountCell(hedge.perMillion, 2),
      strong(amountCell(adverseSelection.perMillion, 2)),
      amountCell(held.perMillion, 2),
      measured === fills
        ? countCell(measured)
        : wordCell(`${countCell(measured).text} of ${countCell(fills).text}`),
    ]),
  };
}
