// Parts that add up to a total: each begins where the one before ended, costs to the right and gains to the left.
import { drawn, placing } from './scale.ts';
import { paper, shape, words, type Picture } from './svg.ts';

export interface WaterfallRow {
  readonly label: string;
  readonly figure: string;
  /** As it is read. */
  readonly text: string;
  readonly isTotal: boolean;
}

const rowHeight = 26;
const bars = { from: 130, to: 354 } as const;
const thinnest = 1.5;

export function waterfall(
  about: Pick<Picture, 'title' | 'description'>,
  rows: readonly WaterfallRow[],
): Picture {
  let sum = 0;
  const spans = rows.map(({ figure, isTotal }) => {
    const from = isTotal ? 0 : sum;
    sum = from + drawn(figure);
    return { from, to: sum };
  });
  const ends = spans.flatMap(({ from, to }) => [from, to]);
  const place = placing({ from: Math.min(0, ...ends), to: Math.max(0, ...ends) }, bars);
  const height = rows.length * rowHeight + 8;
  const zero = { x1: place(0), x2: place(0), y1: 0, y2: height, class: 'zero' };
  const marks = rows.flatMap(({ label, text, isTotal }, index) => {
    const { from, to } = spans[index] ?? { from: 0, to: 0 };
    const y = index * rowHeight + 4;
    const [left, right] = [place(Math.min(from, to)), place(Math.max(from, to))];
    const tone = isTotal ? 'total' : to > from ? 'cost' : 'gain';
    const box = { x: left, y: y + 4, width: Math.max(thinnest, right - left), height: rowHeight - 10 };
    return [
      words(label, { x: 0, y: y + 17, tone: isTotal ? 'strong' : 'plain' }),
      ...(to === from ? [] : [shape('rect', { ...box, rx: 2, class: `fill-${tone}` })]),
      words(text, { x: paper.width, y: y + 17, anchor: 'end', tone: isTotal ? 'strong' : 'plain' }),
    ];
  });
  return { ...about, height, marks: [shape('line', zero), ...marks] };
}
