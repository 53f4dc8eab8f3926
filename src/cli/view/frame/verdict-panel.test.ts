import { describe, expect, it } from 'vitest';
import { paint } from '../styled-line.ts';
import { frameModel, raised, startUs, type StatusChoices } from '../testing/shown-run.ts';
import type { FrameModel } from './frame-model.ts';
import { verdictPanel } from './verdict-panel.ts';

function panel(choices: StatusChoices, changes: Partial<FrameModel> = {}, width = 78): string[] {
  return verdictPanel(frameModel(changes, choices), width).map((pieces) => paint(pieces, false));
}

const verdictLine = (choices: StatusChoices, changes?: Partial<FrameModel>): string =>
  (panel(choices, changes)[0] ?? '').replace(/ +\d\d:\d\d:\d\d$/, '');

const flat = { primary: 0, hedge: 0 };

describe('the verdict', () => {
  it.each<[string, StatusChoices, string]>([
    [
      'nothing is known yet',
      { verdict: 'starting', ...flat },
      '● STARTING · asking both venues what is there',
    ],
    ['there is no position', { verdict: 'flat', ...flat }, '● FLAT · nothing at risk'],
    ['both legs hold the same', { verdict: 'balanced' }, '● BALANCED · +0.010 hedged by -0.010 ETH'],
    [
      'they differ by dust',
      { verdict: 'balanced', netDelta: '0.0004' },
      '● BALANCED · +0.010 hedged by -0.010 ETH, dust +0.0004',
    ],
    ['only dust is there', { verdict: 'balanced', primary: 1, hedge: 0 }, '● BALANCED · dust +0.001 ETH'],
    ['a hedge is missing', { verdict: 'hedging', hedge: 0 }, '● HEDGING · 0.01 ETH naked'],
    ['it is being given back', { verdict: 'reducing', primary: 0 }, '● REDUCING · 0.01 ETH naked'],
    [
      'the run ends with a pair open',
      { verdict: 'stopping' },
      '● STOPPING · closing +0.010 hedged by -0.010 ETH',
    ],
    [
      'the run ends unhedged',
      { verdict: 'stopping', hedge: -9 },
      '● STOPPING · net delta +0.001 ETH, not flat yet',
    ],
    ['the run ends without one', { verdict: 'stopping', ...flat }, '● STOPPING · flat on both venues'],
    ['it is paused', { verdict: 'paused', ...flat }, '● PAUSED · flat on both venues'],
    ['it is paused with a pair open', { verdict: 'paused' }, '● PAUSED · +0.010 hedged by -0.010 ETH'],
    ['the run has ended', { verdict: 'finished', ...flat }, '● FLAT · finished'],
    ['something is left', { verdict: 'finished', hedge: -9 }, '● ENDED · net delta +0.001 ETH is left'],
  ])('when %s', (_, choices, expected) => {
    expect(verdictLine(choices)).toBe(expected);
  });

  it('of work that has been blocked for long names what blocks it, and what a person has to do', () => {
    const changes = { heldBy: 'the book of north has been silent for 7 s' };
    expect(panel({ verdict: 'flat', ...flat, changes })).toEqual([
      '● HELD · nothing at risk                                              00:01:10',
      '  the book of north has been silent for 7 s',
      '  See to the reason that is named. Nothing is quoted meanwhile; what is naked',
      '  is hedged all the same.',
    ]);
  });

  it('says for how long the pair has been naked', () => {
    const choices = { verdict: 'hedging', hedge: 0, atUs: startUs + 2_240_000 } as const;
    expect(verdictLine(choices, { nakedSinceUs: startUs + 2_000_000 })).toBe(
      '● HEDGING · 0.01 ETH naked for 0.2 s',
    );
  });

  it('of a halted pair names the halt, what happened, and what a person has to do', () => {
    const alerts = [
      raised('warning', 'recovered', 'net delta is inside tolerance again'),
      raised('critical', 'foreign-position', 'north shows +0.02, and no order of ours explains it'),
    ];
    expect(panel({ verdict: 'halted', hedge: 0 }, { alerts })).toEqual([
      '● HALTED foreign-position · net delta +0.01 ETH                       00:01:10',
      '  north shows +0.02, and no order of ours explains it',
      '  Look at both venues. Close by hand what is left, find out who traded, then',
      '  start again.',
    ]);
  });

  it('stays halted after the run has ended', () => {
    const alerts = [raised('critical', 'operator-halt', 'somebody asked for it')];
    expect(verdictLine({ verdict: 'finished', ...flat }, { alerts })).toBe(
      '● HALTED operator-halt · net delta 0 ETH',
    );
  });

  it('is followed by what the engine does, and by what the person at the keyboard was told', () => {
    const notice = 'Stopping: unwinding as maker for up to 10 s, then taking. Ctrl-C again takes now.';
    expect(panel({ doing: 'stopping: interrupted' }, { notice }, 58).slice(1)).toEqual([
      '  stopping: interrupted',
      '  Stopping: unwinding as maker for up to 10 s, then',
      '  taking. Ctrl-C again takes now.',
    ]);
  });
});
