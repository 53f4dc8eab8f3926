import { describe, expect, it } from 'vitest';
import { ScriptedPair } from '../../engine/testing/scripted-pair.ts';
import { limits } from '../../core/limits.ts';
import { previewRun } from '../../reports/preview.ts';
import { ticks } from '../../core/money.ts';
import type { BookedPair } from '../../ledger/testing/booked-pair.ts';
import { PlainFace } from './plain-face.ts';
import { Screen } from './testing/screen.ts';
import { bookedPair, raised, startUs, statusOf, summaryOf, type StatusChoices } from './testing/shown-run.ts';

const touch = { bid: ticks(300_000), ask: ticks(300_010) };
const preview = previewRun(new ScriptedPair().pair.config, { primary: touch, hedge: touch });

/** A face that has begun; `said` are the lines since. */
function plain(pair: BookedPair) {
  const screen = new Screen({ isTTY: false, columns: 200 });
  const face = new PlainFace({ writer: screen, runDirectory: 'runs/one' });
  face.begin(preview, pair.ledger);
  const begun = screen.lines.length;
  const said = (): string[] => screen.lines.slice(begun + 1);
  const show = (choices: StatusChoices = {}): void => face.update(statusOf(pair, choices), summaryOf(pair));
  return { screen, face, said, show };
}

describe('the plain face', () => {
  it('begins with the preview', () => {
    expect(plain(bookedPair(0)).screen.lines[0]).toMatch(/^plan: 10 iterations/);
  });

  it('has one line for each finished cycle, however many finish between two updates', () => {
    const pair = bookedPair(2);
    const { said, show } = plain(pair);
    pair.begin('build', 2, 'buy');
    show();
    show();
    expect(said().slice(0, -1)).toEqual([
      '00:00:04  cycle   1  BUILD   buy   0.01 ETH: north 2925.59, south 2929.31, spread +3.72, edge +12.72 bps, fees -0.0205 USDC',
      '00:00:14  cycle   2  UNWIND  sell  0.01 ETH: north 2925.35, south 2929.30, spread -3.95, edge -13.48 bps, fees -0.0205 USDC',
    ]);
  });

  it('says which cycles it does not tell, where more have passed than the ledger keeps', () => {
    const pair = bookedPair(2);
    pair.nowUs += limits.lateFillMs * 1_000;
    const { said, show } = plain(pair);
    const trade = { side: 'buy', primary: '3000', hedge: '3001', quantity: '0.01' } as const;
    for (let iteration = 2; iteration <= limits.cyclesKept + 2; iteration += 1)
      pair.trade('build', iteration, trade);
    show();
    expect(said()[0]).toBe('cycles 1 to 2 are not told here; fills.csv has them');
    expect(said()[1]).toContain('cycle   3');
  });

  it('says nothing of a BUILD that was given up before anything filled', () => {
    const pair = bookedPair(0);
    pair.nowUs = startUs + 15_000_000;
    pair.begin('build', 1, 'buy');
    pair.end('abandoned');
    const { said, show } = plain(pair);
    show();
    expect(said().filter((line) => line.includes('cycle   1'))).toEqual([]);
  });

  it('has a status line when the run leaves its rhythm, and none for the rhythm itself', () => {
    const { said, show } = plain(bookedPair(0));
    const flat = { primary: 0, hedge: 0, doing: 'BUILD: buying on north' };
    show({ verdict: 'starting', ...flat });
    for (const verdict of ['flat', 'hedging', 'balanced', 'hedging', 'flat'] as const)
      show({ verdict, ...flat });
    show({ verdict: 'stopping', ...flat, doing: 'stopping: iterations-done' });
    show({ verdict: 'finished', ...flat, doing: 'stopping: iterations-done' });
    expect(said()).toEqual([
      '00:00:00  STARTING, BUILD: buying on north; net delta 0 ETH; 3 of 10 round trips; volume 0.00, net PnL 0.0000 USDC',
      '00:00:00  FLAT, BUILD: buying on north; net delta 0 ETH; 3 of 10 round trips; volume 0.00, net PnL 0.0000 USDC',
      '00:00:00  STOPPING, stopping: iterations-done; net delta 0 ETH; 3 of 10 round trips; volume 0.00, net PnL 0.0000 USDC',
    ]);
  });

  it('gives a sign of life after 600 updates in silence', () => {
    const { said, show } = plain(bookedPair(0));
    for (let count = 0; count < 600; count += 1) show();
    expect(said()).toHaveLength(1);
    show();
    expect(said()).toHaveLength(2);
  });

  it('has a line for each alert and notice, on which text from outside stays one line', () => {
    const { face, said } = plain(bookedPair(0));
    face.alert(
      raised('critical', 'hedge-unavailable', 'refused:\nno \u001B[31mmargin').alert,
      startUs + 42_000_000,
    );
    face.notice('Stopping.');
    expect(said()).toEqual(['00:00:42  CRITICAL hedge-unavailable: refused: no ?[31mmargin', 'Stopping.']);
  });

  it('ends with the summary and the place of the records, and never uses an escape sequence', () => {
    const pair = bookedPair();
    const { screen, face, show } = plain(pair);
    show();
    face.end(summaryOf(pair));
    expect(screen.text).toContain(
      '\n\nrun ended after 1 min 10 s: iterations-done\nsynthetic: no evidence of profit\n',
    );
    expect(screen.lines.at(-1)).toBe('journal, log, fills.csv, hedges.csv and funding.csv are in runs/one');
    expect(screen.written).not.toContain('\u001B');
  });
});
