// What is seen while seeds run: a bar on a terminal that is gone at the end, a line now and then in a log, nothing for a program.
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { Screen } from '../../src/cli/view/testing/screen.ts';
import type { SimulationPlan } from './plan.ts';
import { ProgressView } from './progress-view.ts';
import type { Progress } from './state-file.ts';
import { emptyTally } from './tally.ts';

const parameters = { from: 1, seeds: 1_000, hasFaults: true, plant: null, scenario: null };
const plan: SimulationPlan = {
  parameters,
  bugs: [],
  threads: 2,
  shrinkFolder: undefined,
  stateFile: 'state.json',
  isAnew: false,
  isJson: false,
};
const begin = (): Progress => ({
  program: { version: '0.1.0', commit: null, build: 'ab' },
  parameters,
  elapsedMs: 0,
  tally: emptyTally(),
  hunts: [],
});

function halfDone({ tally }: Progress): void {
  tally.seeds = 500;
  tally.hedged = 480;
  tally.haltedSafe = 19;
  tally.violations = 1;
  tally.faults = { pause: 3, 'fill-lost': 1_000 };
  tally.worstExposure = { seed: 4, base: '0.3', ms: 2_400 };
}

beforeEach(() => vi.useFakeTimers());
afterEach(() => vi.useRealTimers());

describe('progress', () => {
  it('on a terminal is a bar with the figures so far, which is gone at the end', () => {
    const screen = new Screen({ columns: 100 });
    const progress = begin();
    const view = new ProgressView({ terminal: screen, plan, progress, environment: {} });
    halfDone(progress);
    vi.advanceTimersByTime(20_000);
    expect(screen.lines).toEqual([
      ' ━━━━━━━━━━━━━━━━━━━━────────────────────  500 of 1,000 seeds · 25.0 a second · 20 s left',
      ' 480 hedged · 19 halted safe · 1 violation',
      ' 1,003 faults of 2 kinds · most naked 0.3 for at most 2.4 s',
    ]);
    view.end();
    expect(screen.text).toBe('');
    expect(screen.isCursorVisible).toBe(true);
  });

  it('elsewhere is a line every half a minute', () => {
    const screen = new Screen({ isTTY: false });
    const progress = begin();
    const view = new ProgressView({ terminal: screen, plan, progress, environment: {} });
    halfDone(progress);
    vi.advanceTimersByTime(65_000);
    view.end();
    vi.advanceTimersByTime(65_000);
    expect(screen.written.split('\n')).toEqual([
      '500 of 1,000 seeds · 16.7 a second · 30 s left · 480 hedged · 19 halted safe · 1 violation',
      '500 of 1,000 seeds · 8.3 a second · 1 min 0 s left · 480 hedged · 19 halted safe · 1 violation',
      '',
    ]);
  });

  it('is silent for a program that reads one JSON line, and shown to a person who waits for it', () => {
    const shown = [false, true].map((isTTY) => {
      const screen = new Screen({ isTTY });
      const json = { ...plan, isJson: true };
      const view = new ProgressView({ terminal: screen, plan: json, progress: begin(), environment: {} });
      vi.advanceTimersByTime(65_000);
      const { text } = screen;
      view.end();
      return text !== '';
    });
    expect(shown).toEqual([false, true]);
  });
});
