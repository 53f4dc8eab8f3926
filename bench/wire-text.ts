// The rows of B1, B2 and B3 as lines for people.
import type { WireFigures, WireRow } from './wire.ts';

export function wireText({ fillToHedge, durable, underLoad, alerting, skipped }: WireFigures): string {
  return [
    'B1, maker fill leaves one server → hedge is whole at the other (bar: 1.25 × floor at p50, 1.5 × at p99)',
    ...fillToHedge.map(lineOf),
    ...skipped.map((text) => `  skipped: ${text}`),
    'B2, with a record of every turn (bar: hedge first within 1.1 × of no record, p50)',
    ...durable.map(lineOf),
    'B3, while books pour in and dashboards look on (bar: p99 within 3 × of quiet books, unseen)',
    ...underLoad.map(lineOf),
    'B1 while every fill is told to a channel that is dead or slow (no bar of its own: it should change nothing)',
    ...alerting.map(lineOf),
    '',
  ].join('\n');
}

function lineOf({ pair, name, fills, p50, p99, p50Ratio, p99Ratio }: WireRow): string {
  const times = `${micros(p50)} / ${micros(p99)} µs`.padStart(20);
  const ratios = `${p50Ratio.toFixed(2)} / ${p99Ratio.toFixed(2)} ×`.padStart(17);
  return `  ${times} ${ratios}  ${pair}: ${name}, p50 / p99 of ${fills}`;
}

const micros = (value: number): string => Math.round(value).toLocaleString('en').replaceAll(',', ' ');
