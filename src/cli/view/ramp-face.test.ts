import { describe, expect, it } from 'vitest';
import { ticks } from '../../core/money.ts';
import { ScriptedPair } from '../../engine/testing/scripted-pair.ts';
import { previewRun } from '../../reports/preview.ts';
import { previewRamp } from '../../reports/ramp-preview.ts';
import type { RampSummary } from '../../reports/ramp-summary.ts';
import { totalsOf } from '../../reports/ramp-totals.ts';
import { createRampFace } from './ramp-face.ts';
import { Screen } from './testing/screen.ts';
import { bookedPair, raised, statusOf, summaryOf } from './testing/shown-run.ts';

const touch = { bid: ticks(300_000), ask: ticks(300_010) };
const marks = { primary: touch, hedge: touch };
const { config } = new ScriptedPair().pair;
const preview = previewRamp([config, config], marks);
const [first] = preview.stages;

const ended: RampSummary = {
  world: 'simulated',
  notice: 'synthetic: no evidence of profit',
  passed: false,
  failedStage: null,
  endReason: 'interrupted',
  stagesPlanned: 2,
  quoteAsset: 'USD',
  baseAsset: 'ETH',
  conversionRates: [],
  stages: [],
  totals: totalsOf([]),
};

/** What a screen holds while the stage is under way, and when the ramp is over. */
function shown({ isJson = false, isTTY = true } = {}): { underWay: string; screen: Screen } {
  const screen = new Screen({ columns: 100, rows: 40, isTTY });
  const environment = { TERM: 'xterm', NO_COLOR: '1' };
  const face = createRampFace({ isJson, runDirectory: 'runs/ramp', terminal: screen, environment });
  face.begin(preview, ['stages shrink']);
  if (first === undefined) throw new Error('the preview has a stage');
  const stage = face.stage(first, totalsOf([]));
  const pair = bookedPair();
  stage.begin(previewRun(config, marks), pair.ledger);
  stage.update(statusOf(pair), summaryOf(pair), { speed: '10×', wallSeconds: 1 });
  const { alert, atUs } = raised('warning', 'recovered', 'net delta is inside tolerance again');
  stage.alert(alert, atUs);
  const underWay = screen.text;
  stage.end(summaryOf(pair));
  face.end(ended);
  return { underWay, screen };
}

describe('the face of a ramp', () => {
  it('at a terminal has a frame for the stage under way, which says which one it is', () => {
    const { underWay, screen } = shown();
    expect(underWay).toMatch(/stage 1 of 2 · 0\.1 ETH × 10 +before: 0 cycles, net PnL 0\.0000 USD/);
    expect(screen.text).not.toContain('BALANCED');
  });

  it.each([true, false])(
    'announces a stage in a few lines and sums up only the ramp (terminal: %s)',
    (isTTY) => {
      const { text } = shown({ isTTY }).screen;
      expect(text).toContain('stage 1 of 2: 0.1 ETH × 10 round trips\n  volume 6,000.10 USD');
      expect(text).toContain('WARNING recovered: net delta is inside tolerance again');
      expect(text).not.toContain('run ended');
      expect(text).toMatch(/ramp NOT PASSED \(interrupted\).*\n.*\n\na folder for each stage .* runs\/ramp$/);
      expect(text).toContain('note: stages shrink');
    },
  );

  it('for a program is one line of JSON, and nothing before it', () => {
    expect(shown({ isJson: true }).screen.written).toBe(`${JSON.stringify(ended)}\n`);
  });
});
