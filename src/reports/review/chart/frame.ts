// The frame that pictures with two axes share: room for labels, a grid of quiet lines, and the figures beside them.
import type { Scale } from './scale.ts';
import { paper, pixels, shape, words } from './svg.ts';

export const plot = { left: 58, right: 428, top: 26, bottom: 188, height: 216 } as const;

/** Lines across, each with its figure on the left; the line of 0 is stronger. */
export function acrossLines({ ticks, place }: Scale): string[] {
  return ticks.flatMap(({ value, label }) => {
    const y = place(value);
    const line = { x1: plot.left, x2: plot.right, y1: y, y2: y, class: value === 0 ? 'zero' : 'grid' };
    return [shape('line', line), words(label, { x: plot.left - 8, y: y + 4, anchor: 'end' })];
  });
}

/** Labels under the bottom edge, kept inside the paper. */
export function bottomLabels({ ticks, place }: Scale, y: number = plot.bottom + 18): string[] {
  return ticks.map(({ value, label }) => {
    const halfWidth = label.length * paper.fontSize * 0.29;
    const x = Math.min(Math.max(place(value), halfWidth), paper.width - halfWidth);
    return words(label, { x, y, anchor: 'middle' });
  });
}

export interface KeyEntry {
  readonly label: string;
  readonly tone: string;
}

/** Which colour is what, over the plot. */
export function key(entries: readonly KeyEntry[], unit: string): string[] {
  let x: number = plot.left;
  const marks = entries.flatMap(({ label, tone }) => {
    const at = x;
    x += 26 + label.length * paper.fontSize * 0.56;
    return [
      shape('rect', { x: at, y: 4, width: 10, height: 10, rx: 2, class: `fill-${tone}` }),
      words(label, { x: at + 15, y: 13.5 }),
    ];
  });
  return [...marks, words(unit, { x: plot.right, y: 13.5, anchor: 'end' })];
}

export const pathThrough = (points: readonly (readonly [x: number, y: number])[]): string =>
  points.map(([x, y], index) => `${index === 0 ? 'M' : 'L'}${pixels(x)} ${pixels(y)}`).join('');
