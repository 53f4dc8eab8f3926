// What a person sees of a recording: a market that is lost or silent stands out.
import { describe, expect, it } from 'vitest';
import { ticks } from '../../core/money.ts';
import type { RecordedFigures } from '../../recorder/live/market-recorder.ts';
import { heardInstrument } from '../../recorder/testing/heard-market.ts';
import { paint } from '../view/styled-line.ts';
import type { RecordPlan } from './plan-record.ts';
import { progressLine, progressTable } from './progress-view.ts';
import { bytesText, describeEnd, endOf } from './record-end.ts';

const nowUs = 1_780_000_000_000_000;
const plan: RecordPlan = {
  venues: ['alpha', 'beta'],
  ticker: 'ETH',
  folder: 'rec',
  durationMs: 600_000,
  environment: {},
  warning: undefined,
};
const well: RecordedFigures = {
  instrument: heardInstrument,
  messages: 12_345,
  losses: 0,
  bytes: 1_234_567,
  paths: ['rec/alpha-ETH-001.rec', 'rec/alpha-ETH-002.rec'],
  heardAtUs: nowUs - 400_000,
  bid: ticks(5_999),
  ask: ticks(6_000),
};
const unwell: RecordedFigures = {
  ...well,
  instrument: { ...heardInstrument, venue: 'beta' },
  messages: 7,
  losses: 2,
  bytes: 999,
  paths: ['rec/beta-ETH-001.rec', 'rec/beta-ETH-002.rec'],
  heardAtUs: nowUs - 7_200_000,
  bid: undefined,
  ask: undefined,
};

describe('the progress of a recording', () => {
  const shown = progressTable(plan, [well, unwell], { seconds: 75, nowUs, width: 90 });

  it('is a table on a terminal', () => {
    expect(shown.map((row) => paint(row, false))).toEqual([
      'recording ETH into rec for 1 min 15 s of 10 min 0 s',
      'venue  market           bid     ask   messages      size   lost       heard ──────────────',
      'alpha  ETH_USD_PERP  2999.5  3000.0     12,345    1.2 MB  never         now',
      'beta   ETH_USD_PERP     n/a     n/a          7     999 B    2 ×     7 s ago',
      'Ctrl-C ends it; what is written can be replayed at any time',
    ]);
  });

  it('warns of a market that is lost or silent', () => {
    expect(shown.slice(2, 4).map(([cells]) => cells?.tone)).toEqual(['plain', 'warning']);
    const silent = progressTable(plan, [{ ...well, heardAtUs: nowUs - 7_200_000 }], {
      seconds: 75,
      nowUs,
      width: 90,
    });
    expect(silent[2]?.[0]?.tone).toBe('warning');
  });

  it('is a line now and then elsewhere', () => {
    expect(progressLine(plan, [well, unwell], 75.9)).toBe(
      'recording ETH for 1 min 15 s · alpha 12,345 messages, 1.2 MB, never lost · beta 7 messages, 999 B, lost 2 ×',
    );
  });

  it('ends with what was recorded and how to replay it', () => {
    const end = endOf(plan, [well, unwell], { tookUs: 75_900_000, failure: undefined });
    expect(describeEnd(end)).toBe(`recorded ETH for 1 min 16 s, 2 files for each venue

venue  market        messages    size   lost ───────────────────────────
alpha  ETH_USD_PERP    12,345  1.2 MB  never
beta   ETH_USD_PERP         7   999 B    2 ×

evenkeel run --replay-primary rec/alpha-ETH-002.rec --replay-hedge rec/beta-ETH-002.rec
`);
  });

  it.each([
    [0, '0 B'],
    [999, '999 B'],
    [1_000, '1.0 kB'],
    [99_949, '99.9 kB'],
    [123_456, '123 kB'],
    [7_000_000_000, '7.0 GB'],
  ])('shows %i bytes as %s', (bytes, text) => expect(bytesText(bytes)).toBe(text));
});
