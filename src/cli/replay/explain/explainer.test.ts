// A whole run explained: the turns of a range that mattered, with a reason for everything that was asked for.
import { describe, expect, it } from 'vitest';
import { temporaryDirectory } from '../../../journal/testing/temporary-directory.ts';
import { playRecord } from '../../history/play-record.ts';
import { openRun } from '../../history/testing/recorded-runs.ts';
import { runSession } from '../../run/testing/run-session.ts';
import type { TextsByName } from '../../settings/from-flags.ts';
import { explainer } from './explainer.ts';
import { renderExplained } from './explain-text.ts';
import type { ExplainedTurn } from './explain-turn.ts';

async function explained(texts: TextsByName, from = 1, until = Infinity): Promise<ExplainedTurn[]> {
  const { runDirectory } = await runSession(temporaryDirectory(), texts);
  const run = openRun(runDirectory);
  const turns: ExplainedTurn[] = [];
  playRecord(run, { until, onlooker: explainer(from, (turn) => turns.push(turn)) });
  run.journal.close();
  return turns;
}

describe('a run that is explained', () => {
  it('has a reason for every command that does not say it itself', async () => {
    const turns = await explained({ iter: '2', hedgeMode: 'bbo', seed: '5' });
    const commands = turns.flatMap((turn) => turn.commands);
    expect(commands.filter(({ why }) => why === null).map(({ text }) => text.split(' ')[0])).toEqual([
      'finish',
    ]);
    expect(commands.filter(({ text }) => text === '')).toEqual([]);
    expect(commands.length).toBeGreaterThan(20);
  });

  it('says once why nothing is quoted, although the figures in the reason change with every tick', async () => {
    const turns = await explained({ minEdgeBps: '40', maxWait: '30s', seed: '8' });
    const reasons = turns
      .map(({ quiet }) => quiet)
      .filter((quiet) => quiet?.startsWith('entry edge') === true);
    expect(reasons).toHaveLength(1);
    expect(reasons[0]).toMatch(/^entry edge -?[\d.]+ bps, wanted 40$/);
  });

  it('is told in the range that is asked for, and only where something happened', async () => {
    const all = await explained({ iter: '1' });
    const some = await explained({ iter: '1' }, 10, 100);
    expect(some).toEqual(all.filter(({ turn }) => turn >= 10 && turn <= 100));
    expect(some.length).toBeGreaterThan(3);
    expect(some.length).toBeLessThan(91);
  });
});

describe('an explained turn', () => {
  it('stands under its number, its time and the net delta that it left', () => {
    const turn: ExplainedTurn = {
      turn: 94,
      atUs: 1_767_571_202_796_985,
      netDelta: '+0.01',
      events: ['fill      42 buy 0.01 at 3000'],
      commands: [
        { text: 'place     43 hedge sell 0.01', why: 'net delta is +0.01' },
        { text: 'finish    flat: enough', why: null },
      ],
      quiet: 'stale book from north',
    };
    expect(renderExplained(turn, false)).toBe(
      [
        'turn 94 · 2026-01-05T00:00:02.796985Z · net delta +0.01',
        '  fill      42 buy 0.01 at 3000',
        '  place     43 hedge sell 0.01',
        '            because net delta is +0.01',
        '  finish    flat: enough',
        '  no quote  stale book from north',
        '',
      ].join('\n'),
    );
  });
});
