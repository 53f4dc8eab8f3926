// The parts that panels are made of: a title on a light line, and rows of a label with its figure.
import { cut, line, quiet, toned, widthOf, type Line, type Tone } from '../styled-line.ts';

/** "money ────────": the title stands at the left edge, over the labels. */
export function titleLine(title: string, width: number): Line {
  const rule = '─'.repeat(Math.max(0, width - title.length - 1));
  return cut(line(quiet(title), quiet(rule === '' ? '' : ` ${rule}`)), width);
}

export interface Row {
  readonly label: string;
  /** From the most telling to the shortest; the first that fits is shown. */
  readonly figures: readonly [string, ...string[]];
  readonly tone?: Tone;
}

/** Labels on the left, figures on the right, in `width`. */
export function rows(entries: readonly Row[], width: number): Line[] {
  return entries.map(({ label, figures, tone = 'plain' }) => {
    const room = width - label.length - 1;
    const shortest = figures[figures.length - 1] as string;
    const shown = figures.find((text) => text.length <= room) ?? shortest;
    const value = cut(line(toned(tone, shown)), room);
    return [...line(quiet(label), ' '.repeat(Math.max(1, width - label.length - widthOf(value)))), ...value];
  });
}
