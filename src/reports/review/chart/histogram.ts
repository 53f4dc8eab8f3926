// How often a figure was how large: bars side by side, with labels where one bar ends and the next begins.
import { acrossLines, bottomLabels, plot } from './frame.ts';
import { countScale, placing } from './scale.ts';
import { shape, words } from './svg.ts';

export interface Panel {
  readonly label: string;
  readonly tone: string;
  readonly counts: readonly number[];
  /** One more than counts: the edges of the bars. */
  readonly edges: readonly string[];
  readonly top: number;
  readonly bottom: number;
}

const barWidthMost = 44;
const labelsMost = 6;

/** Marks of one histogram on a part of the paper. */
export function histogram({ label, tone, counts, edges, top, bottom }: Panel): string[] {
  const up = countScale(counts, { from: bottom, to: top }, 3);
  const room = plot.right - plot.left;
  const width = Math.min(barWidthMost, room / counts.length);
  const from = plot.left + (room - width * counts.length) / 2;
  const place = placing({ from: 0, to: 1 }, { from, to: from + width });
  const everyNth = Math.ceil(edges.length / labelsMost);
  const ticks = edges
    .map((edge, value) => ({ value, label: edge }))
    .filter((_, index) => index % everyNth === 0);
  const bars = counts.map((count, index) =>
    shape('rect', {
      x: place(index) + width * 0.06,
      y: up.place(count),
      width: width * 0.88,
      height: bottom - up.place(count),
      class: `fill-${tone}`,
    }),
  );
  return [
    words(label, { x: plot.left, y: top - 10 }),
    ...acrossLines(up),
    ...bars,
    ...bottomLabels({ ticks, place }, bottom + 17),
  ];
}
