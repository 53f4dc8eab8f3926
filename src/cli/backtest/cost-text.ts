// Where a million of volume went under each bound, for people: parts that add up, and adverse selection by how long one looks.
import type { CostFigure, CostReview } from '../../reports/review/cost-review.ts';
import { costPartWords } from '../../reports/review/cost-words.ts';
import { rounded } from '../../reports/readable.ts';
import { table, type Column, type TableRow } from '../view/frame/table.ts';
import { line, quiet, wrap, type Line } from '../view/styled-line.ts';
import { boundNames, type BoundName } from './bounds.ts';

/** Nothing where nothing was traded. */
export function costTable(
  splits: Readonly<Record<BoundName, { readonly costSplit: CostReview | null }>>,
  quoteAsset: string,
  width: number,
): readonly Line[] {
  const reviews = boundNames.map((bound) => splits[bound].costSplit);
  const [first] = reviews;
  if (first === null || first === undefined || reviews.every((review) => isEmpty(review))) return [];
  const row = (
    label: string,
    of: (review: CostReview) => CostFigure | undefined,
    tone: TableRow['tone'] = 'plain',
  ) => ({
    cells: [label, ...reviews.map((review) => figure(review === null ? undefined : of(review)))],
    tone,
  });
  const rows = [
    ...first.parts.map(({ name }) =>
      row(
        name === 'adverseSelection' ? `${costPartWords[name]}, ${first.afterSeconds} s` : costPartWords[name],
        ({ parts }) => parts.find((part) => part.name === name),
      ),
    ),
    row('cost', ({ total }) => total, 'strong'),
    ...first.horizons
      .filter(({ afterSeconds }) => afterSeconds !== first.afterSeconds)
      .map(({ afterSeconds }) =>
        row(
          `${costPartWords.adverseSelection}, ${afterSeconds} s`,
          ({ horizons }) =>
            horizons.find((horizon) => horizon.afterSeconds === afterSeconds)?.adverseSelection,
          'quiet',
        ),
      ),
  ];
  return [
    ...table(columns(quoteAsset), rows, width),
    ...wrap(splitNote(first), width).map((text) => line(quiet(text))),
  ];
}

const splitNote = ({ afterSeconds, horizons }: CostReview): string => {
  const others = horizons.filter((horizon) => horizon.afterSeconds !== afterSeconds);
  return `Adverse selection and held are what the mids did after a fill: looked at after ${others.map((horizon) => horizon.afterSeconds).join(' or ')} s, more or less of it is adverse selection, and the cost is the same.`;
};

const isEmpty = (review: CostReview | null): boolean => review === null || review.total.perMillion === null;

const figure = (of: CostFigure | undefined): string => rounded(of?.perMillion ?? null, 2);

const columns = (quoteAsset: string): readonly Column[] => [
  { title: `where 1M ${quoteAsset} goes`, align: 'left', widthMin: 23, dispensable: 0 },
  ...boundNames.map((bound): Column => ({ title: bound, align: 'right', widthMin: 12, dispensable: 0 })),
];
