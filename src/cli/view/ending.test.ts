// The last words of a run: a person who comes back to a terminal reads there whether anything is open.
import { describe, expect, it } from 'vitest';
import { renderEnding } from './ending.ts';
import { bookedPair, summaryOf } from './testing/shown-run.ts';

describe('the ending', () => {
  it.each([
    ['flat', /^FLAT: every order has ended/m],
    ['halted-safe', /^HALTED foreign-position: .*open: 0\.5 ETH on .*, -0\.5 ETH on .*runbook/m],
    ['exposure-left', /^EXPOSURE LEFT: 0\.5 ETH on .*, -0\.5 ETH on .*close by hand/m],
    ['refused', /^NOT STARTED: foreign-position/m],
  ] as const)('says of a run that ended %s what that means', (outcome, expected) => {
    const run = {
      ...summaryOf(bookedPair()),
      outcome,
      endReason: 'foreign-position',
      positions: { primary: '0.5', hedge: '-0.5' },
    };
    expect(renderEnding(run, 'runs/one')).toMatch(expected);
    expect(renderEnding(run, 'runs/one')).toMatch(/funding\.csv are in runs\/one\n$/);
  });

  it.each([
    ['flat', /^FLAT: every simulated order has ended$/m],
    ['exposure-left', /^EXPOSURE LEFT: .*; on paper only, so there is nothing to close$/m],
  ] as const)('claims nothing about venues when a run on paper ended %s', (outcome, expected) => {
    const run = { ...summaryOf(bookedPair()), world: 'paper', outcome } as const;
    expect(renderEnding(run, 'runs/one')).toMatch(expected);
  });

  it('has what is to be said of the run right before that', () => {
    const run = {
      ...summaryOf(bookedPair()),
      outcome: 'flat',
      notes: ['grvt itself confirms 2 fills'],
    } as const;
    expect(renderEnding(run, 'runs/one')).toMatch(/\n\ngrvt itself confirms 2 fills\nFLAT: /);
  });
});
