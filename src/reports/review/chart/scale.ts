// From figures to places on the paper: the one point at which exact figures become floats, and only to be drawn.

export interface Scale {
  readonly ticks: readonly Tick[];
  readonly place: (value: number) => number;
}

export interface Tick {
  readonly value: number;
  readonly label: string;
}

export interface Ends {
  readonly from: number;
  readonly to: number;
}

/** For drawing only. */
export const drawn = (figure: string): number => Number(figure);

/** Of counts: a step is at least 1. */
export const countScale = (counts: readonly number[], paperEnds: Ends, ticksWanted: number): Scale =>
  linearScale(counts, paperEnds, ticksWanted, 1);

/** Even steps of 1, 2 or 5, about as many as are asked for, and the ends of the paper at the outermost. */
export function linearScale(
  values: readonly number[],
  paperEnds: Ends,
  ticksWanted: number,
  stepLeast: number = 0,
): Scale {
  const [least, most] = widened(least0(values), most0(values));
  const step = niceStep(Math.max(stepLeast, (most - least) / ticksWanted));
  const first = Math.floor(least / step + 1e-9);
  const last = Math.ceil(most / step - 1e-9);
  const decimals = Math.max(0, -Math.floor(Math.log10(step) + 1e-9));
  const ticks = Array.from({ length: last - first + 1 }, (_, index) => {
    const value = (first + index) * step;
    return { value, label: label(value, decimals) };
  });
  return { ticks, place: placing({ from: first * step, to: last * step }, paperEnds) };
}

export function placing({ from, to }: Ends, paperEnds: Ends): (value: number) => number {
  const perUnit = to === from ? 0 : (paperEnds.to - paperEnds.from) / (to - from);
  return (value) => paperEnds.from + (value - from) * perUnit;
}

function niceStep(least: number): number {
  const power = 10 ** Math.floor(Math.log10(least));
  return ([1, 2, 5].find((factor) => factor * power >= least * 0.999_999) ?? 10) * power;
}

const least0 = (values: readonly number[]): number =>
  values.reduce((least, value) => Math.min(least, value), 0);
const most0 = (values: readonly number[]): number => values.reduce((most, value) => Math.max(most, value), 0);

/** Nothing but 0 has no height: there is room for a line all the same. */
const widened = (least: number, most: number): [number, number] => (least === most ? [0, 1] : [least, most]);

function label(value: number, decimals: number): string {
  const text = Math.abs(value).toLocaleString('en-US', {
    minimumFractionDigits: decimals,
    maximumFractionDigits: decimals,
  });
  return value < 0 ? `−${text}` : text;
}
