// Checks of the pair, and what all checks together come to.
import { describe, expect, it } from 'vitest';
import { refused } from '../../core/checked.ts';
import { feeRate } from '../../core/money.ts';
import { base } from '../../core/testing/test-pair.ts';
import type { DoctorFacts } from './facts.ts';
import { checkNames, type CheckName, type Finding } from './finding.ts';
import { judge } from './judge.ts';
import { account, knownFacts, legFacts, unknownAfter, worth } from './testing/known-facts.ts';

const down = refused('venue-unreachable', 'alpha does not answer', 'look at its status page');

describe('a pair with which all is well', () => {
  it('is judged by every check but an order that nobody asked for, and nothing is found', () => {
    const { verdict, counts, findings } = judge(knownFacts());
    expect(verdict).toBe('ok');
    expect(counts).toEqual({ failed: 0, warning: 0, 'not-known': 0, ok: findings.length });
    const judged = new Set(findings.map(({ check }) => check));
    expect(checkNames.filter((name) => !judged.has(name))).toEqual(['order-test']);
  });
});

describe('a check of the pair', () => {
  const { pair } = knownFacts();

  it.each<[CheckName, string, Partial<DoctorFacts>, Finding['verdict'], RegExp, RegExp]>([
    ['size', 'a size that fits', {}, 'ok', /0\.1 ETH fits/, /^$/],
    [
      'size',
      'a size that no venue takes',
      { pair: pair && { ...pair, contradiction: { message: '--size is too small', remedy: 'use 0.2' } } },
      'failed',
      /too small/,
      /use 0\.2/,
    ],
    ['safe-size', 'enough on both', {}, 'ok', /sizes up to 1\.566 ETH are safe through a move of 5 %/, /^$/],
    [
      'safe-size',
      'too little on one of them',
      { hedge: legFacts('beta', { margin: worth(50) }) },
      'failed',
      /--size 0\.1 is above .*, 0\.07\d ETH; beyond it, beta\/main would/,
      /use --size 0\.07\d or less/,
    ],
    [
      'safe-size',
      'nothing on one of them',
      { hedge: legFacts('beta', { margin: worth(0) }) },
      'failed',
      /no size is safe .*beta\/main/,
      /move collateral/,
    ],
    [
      'safe-size',
      'margin that is not known',
      { hedge: legFacts('beta', { margin: refused('venue-timed-out', 'no answer', 'again') }) },
      'not-known',
      /not looked at/,
      /^$/,
    ],
    ['env-file', 'a file that is ours', {}, 'ok', /^\.env/, /^$/],
    [
      'env-file',
      'a file that everybody can read',
      { environmentFile: { path: 'my.env', isOpenToAll: true } },
      'warning',
      /my\.env can be read by everybody/,
      /^chmod 600 my\.env$/,
    ],
    ['env-file', 'no file', { environmentFile: undefined }, 'ok', /no file/, /^$/],
  ])('%s: %s', (check, _name, change, verdict, text, remedy) => {
    const finding = judge(knownFacts(change)).findings.find((each) => each.check === check);
    expect(finding).toMatchObject({ verdict, text: expect.stringMatching(text) });
    expect(finding?.remedy ?? '').toMatch(remedy);
  });

  it('fees that a run would not reckon with are told', () => {
    const cheap = { maker: feeRate(10_000n), taker: feeRate(50_000n) };
    const { findings } = judge(knownFacts({ pair: pair && { ...pair, primaryFees: cheap } }));
    const finding = findings.find(({ check }) => check === 'fees');
    expect(finding).toMatchObject({
      verdict: 'warning',
      text: expect.stringMatching(/reckon with 1\/5 bps/),
    });
  });
});

describe('the whole', () => {
  it('stands with the worst first, and among equals with what matters most', () => {
    const facts = knownFacts({
      primary: legFacts('alpha', { clockOffsetUs: 2_000_000, ...account({ mayTrade: undefined }) }),
      hedge: legFacts('beta', account({ marginMode: 'isolated' })),
    });
    const { verdict, findings } = judge(facts);
    expect(verdict).toBe('failed');
    expect(findings.slice(0, 5).map(({ check, subject }) => `${check} ${subject}`)).toEqual([
      'account beta',
      'clock alpha',
      'may-trade alpha',
      'reach alpha',
      'reach beta',
    ]);
  });

  it('is no failure where something is not known', () => {
    const { verdict, counts } = judge(
      knownFacts({ primary: legFacts('alpha', account({ mayWithdraw: undefined })) }),
    );
    expect([verdict, counts['not-known']]).toEqual(['ok', 1]);
  });

  it('says of a venue that is down nothing but that, and of the other one everything', () => {
    const { findings } = judge(knownFacts({ primary: legFacts('alpha', unknownAfter(down)) }));
    const ofAlpha = findings.filter(({ subject }) => subject === 'alpha');
    const looked = ofAlpha.filter(({ isBlocked }) => !isBlocked).map(({ check }) => check);
    expect(looked).toEqual(['reach', 'expiry']);
    expect(findings.filter(({ subject, isBlocked }) => subject === 'beta' && isBlocked)).toEqual([]);
  });

  it('judges a venue that is both legs once', () => {
    const { findings } = judge(knownFacts({ hedge: { ...legFacts('alpha'), role: 'hedge' } }));
    expect(findings.filter(({ check }) => check === 'reach')).toHaveLength(1);
  });

  it('reckons with the largest size that is asked for', () => {
    const { pair } = knownFacts();
    const [finding] = judge(knownFacts({ pair: pair && { ...pair, size: base('2') } })).findings;
    expect(finding).toMatchObject({ check: 'safe-size', verdict: 'failed' });
  });
});
