// A report as it stands on a terminal: the verdict first, what is to be done beside what was found, and nothing wider than the window.
import { describe, expect, it } from 'vitest';
import { refused } from '../../core/checked.ts';
import type { DoctorFacts } from './facts.ts';
import { judge } from './judge.ts';
import { renderReport } from './report-text.ts';
import { describeReport } from './report-json.ts';
import { account, knownFacts, legFacts, unknownAfter } from './testing/known-facts.ts';

const pair = { primary: 'alpha', hedge: 'beta', ticker: 'ETH' };
const shown = (facts: DoctorFacts, width = 80): string[] =>
  renderReport(judge(facts), pair, { width, useColour: false }).split('\n');

const down = refused('venue-unreachable', 'alpha does not answer', 'look at its status page');

describe('a report', () => {
  it.each<[string, DoctorFacts, RegExp]>([
    ['ready', knownFacts(), /^● READY · 32 ok$/],
    [
      'with warnings',
      knownFacts({ hedge: legFacts('beta', account({ mayWithdraw: true, mayTrade: undefined })) }),
      /^● READY, with warnings · 1 warning, 1 not known, 30 ok$/,
    ],
    [
      'not ready',
      knownFacts({ primary: legFacts('alpha', unknownAfter(down)) }),
      /^● NOT READY · 1 failed, 15 not looked at, 16 ok$/,
    ],
  ])('says first that the pair is %s', (_name, facts, first) => {
    expect(shown(facts)[0]).toMatch(first);
  });

  it('has what is to be done under what was found, and names in one line what was not looked at', () => {
    const facts = knownFacts({ primary: legFacts('alpha', unknownAfter(down)) });
    const lines = shown(facts);
    const at = lines.findIndex((line) => line.startsWith('failed ───'));
    expect(lines.slice(at + 1, at + 3).map((line) => line.trim())).toEqual([
      'reach           alpha  alpha does not answer',
      '→ look at its status page',
    ]);
    expect(lines.join('\n')).toMatch(/not looked at, because of what failed ─+\nalpha: keys, symbol, /);
  });

  it.each([40, 80, 120, 400])('is no wider than %i columns, nor than the eye can follow', (width) => {
    const facts = knownFacts({ hedge: legFacts('beta', account({ mayWithdraw: true })) });
    const widest = Math.max(...shown(facts, width).map(({ length }) => length));
    expect(widest).toBeLessThanOrEqual(Math.min(width, 110));
  });

  it('is one object for a program, with figures as texts and whole numbers', () => {
    const facts = knownFacts({ primary: legFacts('alpha', { clockOffsetUs: 61_000_000 }) });
    const described = describeReport(judge(facts), pair);
    expect(described).toMatchObject({
      verdict: 'failed',
      ...pair,
      counts: { failed: 1 },
      findings: expect.arrayContaining([
        {
          check: 'clock',
          subject: 'alpha',
          verdict: 'failed',
          text: "the venue's clock is 61.00 s ahead of ours",
          remedy: expect.stringContaining('NTP'),
          figures: { offsetUs: 61_000_000 },
        },
      ]),
    });
  });
});
