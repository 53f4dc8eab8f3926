// Each criterion fails by its own figure, and says it.
import { describe, expect, it } from 'vitest';
import { lots, parseQuote, zeroLots } from '../../core/money.ts';
import { base } from '../../core/testing/test-pair.ts';
import { ScriptedPair } from '../../engine/testing/scripted-pair.ts';
import type { PairState } from '../../execution/pair-state.ts';
import { judgeStage, type CriterionCode, type EndedStage } from './criteria.ts';

/** Ten round trips of ten, flat, and everything agrees. */
function passedStage(): EndedStage {
  const { pair } = new ScriptedPair();
  pair.counters.iterationsDone = 10;
  return {
    pair,
    outcome: 'flat',
    endReason: 'iterations-done',
    venuePositions: { primary: zeroLots, hedge: zeroLots },
  };
}

const failedCodes = (stage: EndedStage): string[] =>
  judgeStage(stage)
    .filter(({ isMet }) => !isMet)
    .map(({ code }) => code);

describe('a stage', () => {
  it('passes when it ended flat with all it was to do', () => {
    expect(failedCodes(passedStage())).toEqual([]);
  });

  it.each<[CriterionCode, string, Partial<EndedStage>, (pair: PairState) => void, RegExp]>([
    [
      'ended-flat',
      'it left exposure',
      { outcome: 'exposure-left', endReason: 'interrupted' },
      () => undefined,
      /^exposure-left \(interrupted\)$/,
    ],
    [
      'round-trips-done',
      'it did fewer round trips',
      { endReason: 'max-attempts' },
      ({ counters }) => {
        counters.iterationsDone = 9;
      },
      /^9 of 10, ended by max-attempts$/,
    ],
    [
      'not-halted',
      'it halted',
      {},
      (pair) => {
        pair.halt = { code: 'consecutive-failures', text: '', atUs: 0 };
      },
      /^consecutive-failures$/,
    ],
    [
      'limits-kept',
      'a limit ended it',
      { endReason: 'daily-loss-limit' },
      () => undefined,
      /daily-loss-limit/,
    ],
    ['limits-kept', 'it cost more than its cap', { endReason: 'max-cost' }, () => undefined, /; max-cost$/],
    [
      'limits-kept',
      'its last round trip lost too much',
      {},
      (pair) => {
        pair.dailyNet = () => parseQuote('-1000');
      },
      /^net -1000 since 00:00 UTC, limit −1000$/,
    ],
    [
      'net-delta-zero',
      'net delta is beyond tolerance',
      {},
      (pair) => {
        pair.netDelta = base('0.002');
      },
      /^net delta 0.002 ETH, tolerance 0.001$/,
    ],
    [
      'positions-agree',
      'the primary venue holds what is not booked',
      { venuePositions: { primary: lots(1), hedge: zeroLots } },
      () => undefined,
      /^alpha: booked 0, at the venue 0.001; beta: booked 0, at the venue 0$/,
    ],
    [
      'positions-agree',
      'the hedge venue does not hold what is booked',
      { venuePositions: { primary: zeroLots, hedge: lots(-5) } },
      () => undefined,
      /beta: booked 0, at the venue -0.005$/,
    ],
    [
      'hedges-recovered',
      'a failed hedge was not recovered',
      {},
      ({ counters }) => {
        counters.hedgeFailures = 1;
      },
      /^1 hedges failed, 0 recovered$/,
    ],
  ])('fails by %s when %s', (code, _case, changes, change, figures) => {
    const stage = { ...passedStage(), ...changes };
    change(stage.pair);
    expect(failedCodes(stage)).toEqual([code]);
    expect(judgeStage(stage).find((result) => result.code === code)?.figures).toMatch(figures);
  });

  it('passes with a hedge that failed and was recovered, and with net delta inside tolerance', () => {
    const stage = passedStage();
    Object.assign(stage.pair.counters, { hedgeFailures: 1, recoveries: 1 });
    stage.pair.netDelta = base('0.001');
    expect(failedCodes(stage)).toEqual([]);
  });
});
