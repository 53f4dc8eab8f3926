import { stripVTControlCharacters } from 'node:util';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { BookedPair } from '../../../ledger/testing/booked-pair.ts';
import { frameModel, raised, startUs, statusOf, summaryOf } from '../testing/shown-run.ts';
import { renderFrame } from './frame.ts';

const alerts = [
  raised(
    'warning',
    'recovered',
    'net delta is inside tolerance again; the cycle is abandoned',
    startUs + 47_000_000,
  ),
  raised('critical', 'hedge-unavailable', 'the hedge on south could not be had', startUs + 42_000_000),
];

function frame(columns: number, rows = 24, model = frameModel({ alerts })): string[] {
  return renderFrame(model, { columns, rows, useColour: false });
}

describe('a frame', () => {
  it('shows a whole run on a terminal of 80 × 24', () => {
    expect(frame(80)).toEqual([
      ' ● BALANCED · +0.010 hedged by -0.010 ETH                              00:01:10',
      '   UNWIND: selling on north',
      ' ━━━━━━━━━━━━━━──────────────────────────  3 of 10 round trips · 1 min 10 s',
      ' simulated · synthetic: no evidence of profit                    10× · 7 s here',
      ' ETH ────────────────────────── north primary ───────────────────── south hedge',
      ' bid / ask                  3411.17 / 3411.20                 3411.17 / 3411.31',
      ' our order               sell 0.010 @ 3411.19                              none',
      ' position                              +0.010                            -0.010',
      ' net delta                                                                0 ETH',
      ' money in USDC ───────────────────   quality ──────────────────────────────────',
      ' gross PnL                 -0.0865   fill rate                  100.0 %, 7 of 7',
      ' fees                      -0.1535   hedge p50/p99              82.0 / 131.0 ms',
      ' net PnL                   -0.2400   exposure                      21.07 USDC·s',
      ' cost per $1M             1,094.25   edge buy/sell            -7.08 / +0.47 bps',
      ' volume                     219.28   trips won                           0 of 3',
      ' volume / hour              11,277   hedges failed               0, 0 recovered',
      ' cycle  kind    side  matched   primary     hedge   spread  edge bps      fees',
      ' 7      BUILD   buy      0.01   3411.17   3406.87    -4.30    -12.61   -0.0239',
      ' 6      UNWIND  sell     0.01   3087.82   3085.59    +2.23     +7.23   -0.0216',
      ' 5      BUILD   buy      0.01   3409.86   3405.63    -4.23    -12.41   -0.0238',
      ' alerts ───────────────────────────────────────────────────────────────────────',
      ' 00:00:47 warning recovered net delta is inside tolerance again; the cycle is …',
      ' 00:00:42 critical hedge-unavailable the hedge on south could not be had',
    ]);
  });

  it('keeps every figure at 60 columns, and leaves out what can be computed', () => {
    const narrow = frame(60);
    for (const key of [
      ' ● BALANCED · +0.010 hedged by -0.010 ETH          00:01:10',
      ' synthetic: no evidence of profit            10× · 7 s here',
      ' bid / ask        3411.17 / 3411.20       3411.17 / 3411.31',
      ' fees             -0.1535   hedge p50/p99   82.0 / 131.0 ms',
      ' cycle  kind    side  matched   primary     hedge  edge bps',
      ' 7      BUILD   buy      0.01   3411.17   3406.87    -12.61',
    ])
      expect(narrow).toContain(key);
  });

  it('has more columns of cycles at 120, and does not spread figures far from their labels', () => {
    const wide = frame(120);
    expect(wide).toContain(
      ' 7      BUILD   buy      0.01   3411.17   3406.87    -4.30    -12.61   -0.0239       4 s',
    );
    expect(Math.max(...wide.map((text) => text.length))).toBeLessThan(90);
  });

  it('uses a high terminal for air and for older cycles and alerts', () => {
    const high = frame(80, 50);
    expect(high.filter((text) => text === '')).toHaveLength(5);
    expect(high.filter((text) => /^ \d+ +(BUILD|UNWIND)/.test(text))).toHaveLength(7);
  });

  it('says that there were no alerts, and how many there is no room for', () => {
    expect(frame(80, 24, frameModel()).slice(-2)).toEqual([` alerts ${'─'.repeat(71)}`, ' none']);
    const many = Array.from({ length: 30 }, () => alerts[0]!);
    expect(frame(80, 24, frameModel({ alerts: many }))).toContain(` alerts, 28 more ${'─'.repeat(62)}`);
  });

  it('of a run that has done nothing yet shows no figure that it does not have', () => {
    const pair = new BookedPair();
    const leg = { instrument: pair.primary, bid: undefined, ask: undefined, order: undefined };
    const status = statusOf(pair, { verdict: 'starting', primary: 0, hedge: 0, iterations: undefined });
    const model = frameModel({
      status: { ...status, primary: { ...status.primary, ...leg } },
      summary: summaryOf(pair, { durationSeconds: '0.000', hedgeLatency: null, volumePerHour: null }),
      cycles: [],
    });
    const lines = frame(80, 24, model);
    expect(lines).toContain(' 3 round trips · 0 s');
    expect(lines).toContain(
      ' bid / ask                          n/a / n/a                 3411.17 / 3411.31',
    );
    expect(lines).toContain(
      ' cost per $1M                  n/a   edge buy/sell                n/a / n/a bps',
    );
  });

  it('never leaves the terminal, however small, whatever it has to say', () => {
    const verdicts = [
      'starting',
      'flat',
      'balanced',
      'hedging',
      'reducing',
      'stopping',
      'halted',
      'finished',
    ] as const;
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 200 }),
        fc.integer({ min: 1, max: 80 }),
        fc.constantFrom(...verdicts),
        fc.array(fc.tuple(fc.string(), fc.string())),
        fc.option(fc.string(), { nil: undefined }),
        (columns, rows, verdict, texts, notice) => {
          const raisedAlerts = texts.map(([code, text]) => raised('critical', code, text));
          const lines = frame(columns, rows, frameModel({ alerts: raisedAlerts, notice }, { verdict }));
          expect(lines.length).toBeLessThanOrEqual(Math.max(1, rows - 1));
          for (const text of lines) expect(text.length).toBeLessThanOrEqual(columns);
        },
      ),
    );
  });

  it('is the same text with colour, and has no escape sequence without', () => {
    const model = frameModel({ alerts, notice: 'taking now' });
    const coloured = renderFrame(model, { columns: 80, rows: 40, useColour: true });
    expect(coloured.join('')).toContain('\u001B[');
    expect(coloured.map(stripVTControlCharacters)).toEqual(frame(80, 40, model));
    expect(frame(80, 40, model).join('')).not.toContain('\u001B');
  });
});
