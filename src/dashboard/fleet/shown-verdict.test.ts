import { describe, expect, it } from 'vitest';
import { knownStatus } from '../../status/testing/known-status.ts';
import { heardAtMs, shownRun } from '../testing/shown-fleet.ts';
import type { FleetRun } from './fleet.ts';
import type { LastWord } from './last-word.ts';
import { shownVerdict } from './shown-verdict.ts';

const verdictOf = (changes: Partial<FleetRun>, afterMs = 500) =>
  shownVerdict(shownRun(changes), heardAtMs + afterMs);

const lastWord: LastWord = {
  world: 'local',
  outcome: 'flat',
  endReason: 'iterations-done',
  baseAsset: 'ETH',
  quoteAsset: 'USDC',
  netDelta: '0',
  netPnl: '-0.1',
  grossPnl: '0.02',
  volume: '120',
  costPerMillion: '800',
  legs: { primary: { venue: 'backpack' }, hedge: { venue: 'grvt' } },
};

describe('the verdict that is shown', () => {
  it('is the run’s own while it is heard of', () => {
    expect(verdictOf({})).toMatchObject({ tone: 'good', word: 'FLAT', isStale: false });
  });

  it('is no longer FLAT when nothing has been heard for some seconds', () => {
    expect(verdictOf({}, 7_400)).toMatchObject({
      tone: 'bad',
      word: 'SILENT',
      meaning: 'net delta was 0 ETH',
      isStale: true,
    });
    expect(verdictOf({}, 7_400).explanation).toContain('for 7 s');
  });

  it('says that an engine stands still though its process answers', () => {
    const status = knownStatus({ engineSilenceMs: 4_100 });
    expect(verdictOf({ status })).toMatchObject({ tone: 'bad', word: 'STANDS STILL' });
  });

  it('of a run that has died says that it is not over, and what to do', () => {
    const silence = { sinceMs: heardAtMs, reason: 'it has closed' };
    expect(verdictOf({ silence }, 12_000)).toMatchObject({ tone: 'bad', word: 'NO ANSWER', isStale: true });
    expect(verdictOf({ silence, status: undefined }).meaning).toBe('what it holds is not known here');
  });

  it('of one that has halted, and waits to be let go on, says what it said at its end', () => {
    const silence = { sinceMs: heardAtMs, reason: 'it has closed' };
    const word = { ...lastWord, outcome: 'halted-safe', endReason: 'operator-halt' };
    expect(verdictOf({ silence, lastWord: word }, 86_400_000)).toMatchObject({
      word: 'ENDED HALTED',
      explanation: 'operator-halt',
    });
  });

  it.each([
    ['flat', 'good', 'ENDED FLAT'],
    ['held', 'warning', 'ENDED HEDGED'],
    ['halted-safe', 'bad', 'ENDED HALTED'],
    ['exposure-left', 'bad', 'EXPOSURE LEFT'],
    ['refused', 'warning', 'NOT STARTED'],
  ])('of one that ended %s says so', (outcome, tone, word) => {
    expect(verdictOf({ isOpen: false, lastWord: { ...lastWord, outcome } })).toMatchObject({ tone, word });
  });

  it('takes nothing that cannot be read for well', () => {
    expect(verdictOf({ isOpen: false, status: undefined })).toMatchObject({ tone: 'warning', word: 'ENDED' });
  });
});
