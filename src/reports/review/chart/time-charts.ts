// Pictures of a run over time: figures as lines, and a range as a band.
import { acrossLines, bottomLabels, key, pathThrough, plot } from './frame.ts';
import { countScale, drawn, linearScale } from './scale.ts';
import { shape, type Picture } from './svg.ts';
import { timeScale } from './time-scale.ts';

interface TimeChart {
  readonly title: string;
  readonly description: string;
  readonly unit: string;
  readonly startsUs: readonly number[];
  readonly stepSeconds: number;
}

export interface Line {
  readonly label: string;
  readonly tone: string;
  /** One figure for each start. */
  readonly figures: readonly string[];
}

const ticksWanted = 4;

/** A running total is what it is at the end of its step; all begin at 0, but for what is looked at from its middle on. */
export function lineChart(
  chart: TimeChart & { readonly isFromMiddle?: boolean },
  lines: readonly Line[],
): Picture {
  const { startsUs, stepSeconds, unit, isFromMiddle = false } = chart;
  const stepUs = stepSeconds * 1_000_000;
  const across = timeScale(endsOf(chart), { from: plot.left, to: plot.right });
  const up = linearScale(
    lines.flatMap(({ figures }) => figures.map(drawn)),
    { from: plot.bottom, to: plot.top },
    ticksWanted,
  );
  const paths = lines.map(({ figures, tone }) => {
    const points = figures.map((figure, index) => {
      const x = across.place((startsUs[index] ?? 0) + stepUs);
      return [x, up.place(drawn(figure))] as const;
    });
    return shape('path', {
      d: pathThrough(isFromMiddle ? points : [[plot.left, up.place(0)], ...points]),
      class: `line line-${tone}`,
    });
  });
  return {
    ...chart,
    height: plot.height,
    marks: [...key(lines, unit), ...acrossLines(up), ...bottomLabels(across), ...paths],
  };
}

export interface Band {
  readonly least: readonly string[];
  readonly most: readonly string[];
  /** Over the time of the step. */
  readonly mean: readonly string[];
}

/** Each step is a bar from the least to the most in it, with the mean on top. */
export function bandChart(chart: TimeChart, { least, most, mean }: Band): Picture {
  const { startsUs, stepSeconds, unit } = chart;
  const stepUs = stepSeconds * 1_000_000;
  const across = timeScale(endsOf(chart), { from: plot.left, to: plot.right });
  const up = linearScale([...least, ...most].map(drawn), { from: plot.bottom, to: plot.top }, ticksWanted);
  const bars = startsUs.map((startUs, index) => {
    const [x, next] = [across.place(startUs), across.place(startUs + stepUs)];
    const [top, bottom] = [up.place(drawn(most[index] ?? '0')), up.place(drawn(least[index] ?? '0'))];
    return shape('rect', { x, y: top, width: next - x, height: bottom - top, class: 'fill-pale' });
  });
  const means = mean.flatMap((figure, index) => {
    const [startUs = 0, y] = [startsUs[index], up.place(drawn(figure))];
    return [[across.place(startUs), y] as const, [across.place(startUs + stepUs), y] as const];
  });
  const line = shape('path', { d: pathThrough(means), class: 'line line-first' });
  const entries = [
    { label: 'range', tone: 'pale' },
    { label: 'mean', tone: 'first' },
  ];
  return {
    ...chart,
    height: plot.height,
    marks: [...key(entries, unit), ...bars, ...acrossLines(up), ...bottomLabels(across), line],
  };
}

const endsOf = ({ startsUs, stepSeconds }: TimeChart): { from: number; to: number } => {
  const [first = 0, last = first] = [startsUs[0], startsUs.at(-1)];
  return { from: first, to: last + stepSeconds * 1_000_000 };
};

export interface Stack {
  readonly lower: { readonly label: string; readonly tone: string; readonly counts: readonly number[] };
  readonly upper: { readonly label: string; readonly tone: string; readonly counts: readonly number[] };
}

/** Two counts on top of one another, for every step. */
export function stackChart(chart: TimeChart, { lower, upper }: Stack): Picture {
  const { startsUs, stepSeconds, unit } = chart;
  const stepUs = stepSeconds * 1_000_000;
  const across = timeScale(endsOf(chart), { from: plot.left, to: plot.right });
  const sums = lower.counts.map((count, index) => count + (upper.counts[index] ?? 0));
  const up = countScale(sums, { from: plot.bottom, to: plot.top }, ticksWanted);
  const bars = startsUs.flatMap((startUs, index) => {
    const [x, next] = [across.place(startUs), across.place(startUs + stepUs)];
    const width = Math.max(1, (next - x) * 0.86);
    const [middle, top] = [up.place(lower.counts[index] ?? 0), up.place(sums[index] ?? 0)];
    return [
      shape('rect', { x, y: middle, width, height: plot.bottom - middle, class: `fill-${lower.tone}` }),
      shape('rect', { x, y: top, width, height: middle - top, class: `fill-${upper.tone}` }),
    ];
  });
  return {
    ...chart,
    height: plot.height,
    marks: [...key([lower, upper], unit), ...acrossLines(up), ...bottomLabels(across), ...bars],
  };
}
