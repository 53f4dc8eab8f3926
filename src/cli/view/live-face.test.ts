import { describe, expect, it } from 'vitest';
import { ScriptedPair } from '../../engine/testing/scripted-pair.ts';
import { previewRun } from '../../reports/preview.ts';
import { ticks } from '../../core/money.ts';
import { LiveFace } from './live-face.ts';
import { Screen } from './testing/screen.ts';
import { bookedPair, raised, startUs, statusOf, summaryOf, type StatusChoices } from './testing/shown-run.ts';

const pace = { speed: '10×', wallSeconds: 1 };
const touch = { bid: ticks(300_000), ask: ticks(300_010) };
const preview = previewRun(new ScriptedPair().pair.config, { primary: touch, hedge: touch });
const recovered = raised('warning', 'recovered', 'net delta is inside tolerance again');

/** A face on a screen, with a run of seven finished cycles to show. */
function live(size: { columns?: number; rows?: number } = {}) {
  const screen = new Screen(size);
  const face = new LiveFace({ terminal: screen, runDirectory: 'runs/one', useColour: false });
  const pair = bookedPair();
  const show = (choices: StatusChoices = {}): void =>
    face.update(statusOf(pair, choices), summaryOf(pair), pace);
  return { screen, face, pair, show };
}

const countOf = (text: string, part: string): number => text.split(part).length - 1;

describe('the live face', () => {
  it('shows the preview first, and keeps it above the frame', () => {
    const { screen, face, pair, show } = live();
    face.begin(preview, pair.ledger);
    show();
    expect(screen.lines[0]).toMatch(/^plan: 10 iterations/);
    expect(screen.text.indexOf('● BALANCED')).toBeGreaterThan(screen.text.indexOf('daily loss'));
  });

  it('redraws in place: there is one frame, with the latest figures', () => {
    const { screen, face, pair, show } = live();
    face.begin(preview, pair.ledger);
    for (const second of [70, 71, 72]) show({ atUs: startUs + second * 1_000_000 });
    expect(countOf(screen.text, 'BALANCED')).toBe(1);
    expect(screen.text).toContain('00:01:12');
  });

  it('shows the latest finished cycles, the one under way left out', () => {
    const { screen, face, pair, show } = live();
    face.begin(preview, pair.ledger);
    pair.begin('unwind', 4, 'sell');
    show();
    const numbers = screen.lines.map((text) => /^ (\d+) +(?:BUILD|UNWIND)/.exec(text)?.[1]).filter(Boolean);
    expect(numbers).toEqual(['7', '6', '5', '4']);
  });

  it('counts how long the pair is naked from when it is first seen so', () => {
    const { screen, show } = live();
    show({ verdict: 'hedging', hedge: 0, atUs: startUs });
    show({ verdict: 'reducing', hedge: 0, atUs: startUs + 1_500_000 });
    expect(screen.text).toContain('naked for 1.5 s');
    show({ verdict: 'balanced', atUs: startUs + 1_600_000 });
    show({ verdict: 'hedging', hedge: 0, atUs: startUs + 9_000_000 });
    expect(screen.text).toContain('naked for 0.0 s');
  });

  it('shows alerts and the last notice in the frame', () => {
    const { screen, face, show } = live();
    show();
    face.alert(recovered.alert, startUs);
    face.notice('Stopping. Ctrl-C again takes now.');
    show();
    expect(screen.text).toContain('00:00:00 warning recovered');
    expect(screen.text).toContain('Stopping. Ctrl-C again takes now.');
  });

  it('writes what is noted before the first frame as lines that stay', () => {
    const { screen, face, show } = live();
    face.notice('the hedge is a spot market');
    show();
    expect(screen.lines[0]).toBe('the hedge is a spot market');
  });

  it('leaves the preview, every alert and the summary, and nothing of the frame', () => {
    const { screen, face, pair, show } = live();
    face.begin(preview, pair.ledger);
    face.alert(recovered.alert, startUs);
    show();
    face.end(summaryOf(pair));
    expect(screen.text).not.toContain('BALANCED');
    const order = ['plan: 10 iterations', 'WARNING recovered', 'run ended after', 'are in runs/one'];
    const places = order.map((part) => screen.text.indexOf(part));
    expect(places).toEqual(places.toSorted((left, right) => left - right));
    expect(places[0]).toBe(0);
  });

  it('keeps no more than the latest hundred alerts, and says so', () => {
    const { screen, face, pair } = live({ rows: 200 });
    for (let count = 0; count < 103; count += 1) face.alert(recovered.alert, startUs);
    face.end(summaryOf(pair));
    expect(countOf(screen.text, 'WARNING recovered')).toBe(100);
    expect(screen.text).toContain('3 earlier alerts are in the journal');
  });

  it('hides the cursor while it draws, and gives it back', () => {
    const { screen, face, pair, show } = live();
    expect(screen.isCursorVisible).toBe(true);
    show();
    expect(screen.isCursorVisible).toBe(false);
    face.end(summaryOf(pair));
    expect(screen.isCursorVisible).toBe(true);
  });

  it('gives the cursor back when the process ends without it, and listens no longer than it must', () => {
    const before = process.listenerCount('exit');
    const { screen, face, pair, show } = live();
    show();
    expect(process.listenerCount('exit')).toBe(before + 1);
    process.listeners('exit').at(-1)?.(0);
    expect(screen.isCursorVisible).toBe(true);
    face.end(summaryOf(pair));
    expect(process.listenerCount('exit')).toBe(before);
  });

  it.each([
    [100, 60],
    [80, 61],
    [60, 30],
  ])('leaves no remains when a terminal of %i columns is made %i wide', (columns, narrower) => {
    const { screen, show } = live({ columns, rows: 100 });
    show();
    screen.narrow(narrower);
    show();
    expect(countOf(screen.text, 'BALANCED')).toBe(1);
    expect(screen.lines[0]).toMatch(/^ ● BALANCED/);
    expect(Math.max(...screen.lines.map((text) => text.length))).toBeLessThanOrEqual(narrower);
  });

  it('uses the width of a terminal that has become wider', () => {
    const { screen, show } = live({ columns: 60 });
    show();
    expect(screen.text).not.toContain('spread');
    screen.columns = 120;
    show();
    expect(screen.text).toContain('spread');
  });
});
