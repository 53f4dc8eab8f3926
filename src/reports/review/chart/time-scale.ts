// Time along the bottom of a picture, in UTC, with marks at round times of day.
import { placing, type Ends, type Scale, type Tick } from './scale.ts';

const day = 86_400;
const steps = [
  1,
  2,
  5,
  10,
  15,
  30,
  60,
  120,
  300,
  600,
  900,
  1_800,
  3_600,
  7_200,
  10_800,
  21_600,
  43_200,
  day,
  2 * day,
  7 * day,
  14 * day,
  28 * day,
  91 * day,
  364 * day,
];
const ticksMost = 5;
const microseconds = 1_000_000;

/** Values are µs since the epoch. */
export function timeScale({ from, to }: Ends, paperEnds: Ends): Scale {
  const seconds = Math.max(1, (to - from) / microseconds);
  const step = steps.find((candidate) => seconds / candidate <= ticksMost) ?? 364 * day;
  const ticks: Tick[] = [];
  const first = Math.ceil(from / microseconds / step) * step;
  for (let at = first; at * microseconds <= to; at += step)
    ticks.push({ value: at * microseconds, label: tickLabel(at, step) });
  return { ticks, place: placing({ from, to: Math.max(to, from + microseconds) }, paperEnds) };
}

/** Midnight is named by its day, wherever days matter. */
function tickLabel(atSeconds: number, step: number): string {
  const iso = new Date(atSeconds * 1_000).toISOString();
  if (step >= day || (atSeconds % day === 0 && step >= 3_600)) return iso.slice(5, 10);
  return step < 60 ? iso.slice(11, 19) : iso.slice(11, 16);
}
