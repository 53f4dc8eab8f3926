// A leg that its venue liquidates while we work on it: what it lost and what we did must not be answered twice (rule 15).
import { describe, expect, it } from 'vitest';
import { absBase } from '../core/money.ts';
import { exactly } from '../core/pair.ts';
import { base } from '../core/testing/test-pair.ts';
import { placedIn, ScriptedPair } from './testing/scripted-pair.ts';

/** +100 on the primary, −100 on the hedge; the UNWIND is out, and the hedge's venue has just closed the short. */
function liquidatedWhileUnwinding(liquidated = 100): ScriptedPair {
  const pair = new ScriptedPair({ config: { sleep: exactly(1_000) } });
  pair.start();
  pair.completeCycle();
  pair.pass(1_100);
  pair.moveVenueByHand('hedge', liquidated);
  return pair;
}

function refuseReduceOnly(pair: ScriptedPair): void {
  pair.failPlace(pair.lastPlaced('hedge').order, {
    kind: 'refused',
    reason: 'reduce-only-would-increase',
    text: 'no position',
  });
}

describe('a hedge that was liquidated while the pair is unwound', () => {
  it('is found out, and not hedged again and again: the refused reduce-only waits for the proof', () => {
    const pair = liquidatedWhileUnwinding();
    const unwind = pair.lastPlaced('quote').order;
    pair.accept(unwind);
    expect(placedIn(pair.fill(unwind, 100), 'hedge')).toMatchObject([{ side: 'buy', reduceOnly: true }]);
    refuseReduceOnly(pair);
    const placed = placedIn(pair.commands, 'hedge').length;
    pair.pass(20_000);
    expect(placedIn(pair.commands, 'hedge')).toHaveLength(placed);
    expect(pair.alerts.map(({ code }) => code)).toContain('foreign-position');
  });

  it('has hedged what we sold: nothing is left naked, nothing is answered, and the run ends halted and safe', () => {
    const pair = liquidatedWhileUnwinding();
    const unwind = pair.lastPlaced('quote').order;
    pair.accept(unwind);
    pair.fill(unwind, 100);
    refuseReduceOnly(pair);
    for (let seconds = 0; seconds < 20; seconds += 1) {
      pair.pass(1_000);
      expect(absBase(pair.pair.netDelta) <= base('0.1')).toBe(true);
    }
    expect(pair.countPlaced('offset')).toBe(0);
    expect(pair.pair.netDelta).toBe(0n);
    expect(pair.finish?.outcome).toBe('halted-safe');
  });

  it('leaves to be answered what goes beyond our own part', () => {
    const pair = liquidatedWhileUnwinding();
    const unwind = pair.lastPlaced('quote').order;
    pair.accept(unwind);
    pair.fill(unwind, 30);
    refuseReduceOnly(pair);
    pair.end(unwind, 'canceled', 30);
    pair.pass(8_000);
    // 70 are left long on the primary, and nothing on the hedge.
    expect(placedIn(pair.commands, 'offset')).toMatchObject([
      { instrument: pair.leg('primary').instrument.key, side: 'sell', quantity: 70, reduceOnly: true },
    ]);
  });
});
