// A private stream that is lost and comes back: nothing is quoted on what is not heard, nothing that happened meanwhile stays
// unknown, and what is naked is hedged all the same.
import { describe, expect, it } from 'vitest';
import { quotingBlockedBy } from '../execution/maker-leg.ts';
import { cancelledIn, placedIn, ScriptedPair } from './testing/scripted-pair.ts';
import type { LegName } from './testing/truthful-answers.ts';

const lose = (pair: ScriptedPair, name: LegName) => tell(pair, name, false);
const recover = (pair: ScriptedPair, name: LegName) => tell(pair, name, true);

function tell(pair: ScriptedPair, name: LegName, isUp: boolean) {
  return pair.turn({ kind: 'stream', instrument: pair.leg(name).instrument.key, isUp });
}

describe.each(['primary', 'hedge'] as const)('the private stream of the %s', (name) => {
  it('takes the resting quote with it when it is lost, and lets no other rest', () => {
    const pair = new ScriptedPair();
    const { order } = pair.start();
    pair.accept(order);
    expect(cancelledIn(lose(pair, name))).toEqual([order.clientOrderId]);
    pair.end(order, 'canceled', 0);
    pair.pass(10_000);
    expect(pair.countPlaced('quote')).toBe(1);
    expect(quotingBlockedBy(pair.pair)).toContain('private stream');
  });

  it('comes back: fills, position and live orders are asked for at once, and only then is quoted again', () => {
    const pair = new ScriptedPair();
    const { order } = pair.start();
    pair.accept(order);
    lose(pair, name);
    pair.end(order, 'canceled', 0);
    pair.pass(1_000);
    pair.answersQueries = false;
    const asked = recover(pair, name).map(({ kind }) => kind);
    expect(asked).toEqual(expect.arrayContaining(['query-fills', 'query-position']));
    pair.pass(1_000);
    expect(pair.countPlaced('quote')).toBe(1);
    pair.answersQueries = true;
    pair.pass(5_000);
    expect(pair.countPlaced('quote')).toBe(2);
  });

  it('says again that it is up, and nothing is asked for', () => {
    const pair = new ScriptedPair();
    pair.start();
    expect(recover(pair, name)).toEqual([]);
  });
});

describe('a history that is answered late', () => {
  it('counts, though it was asked for again meanwhile', () => {
    const pair = new ScriptedPair();
    const { order } = pair.start();
    pair.accept(order);
    lose(pair, 'primary');
    pair.end(order, 'canceled', 0);
    pair.pass(1_000);
    pair.answersQueries = false;
    const backAtUs = pair.pair.nowUs;
    const asked = recover(pair, 'primary').find(({ kind }) => kind === 'query-fills');
    if (asked?.kind !== 'query-fills') throw new Error('the history is asked for');
    const again = pair.pass(3_500).filter(({ kind }) => kind === 'query-fills');
    expect(again).not.toEqual([]);
    const { instrument, requestId } = asked;
    pair.turn({ kind: 'fills-report', instrument, requestId });
    expect(pair.leg('primary').positionCheck.fillsFetchedAtUs).toBe(backAtUs);
  });
});

describe('what happened while the stream of the primary was lost', () => {
  it('is hedged as soon as it comes back, when nobody asked before', () => {
    const pair = new ScriptedPair();
    const { order } = pair.start();
    pair.accept(order);
    lose(pair, 'primary');
    pair.moveVenue(order, 40);
    pair.history.push(pair.fillEvent(order, 40, { tradeId: 'missed' }));
    const commands = recover(pair, 'primary');
    expect(placedIn(commands, 'hedge')).toMatchObject([{ side: 'sell', quantity: 40 }]);
  });

  it('is found by the order poll when it stays away, and hedged', () => {
    const pair = new ScriptedPair();
    const { order } = pair.start();
    pair.accept(order);
    lose(pair, 'primary');
    pair.moveVenue(order, 40);
    pair.history.push(pair.fillEvent(order, 40, { tradeId: 'missed' }));
    pair.report(order, true, 40);
    expect(placedIn(pair.commands, 'hedge')).toMatchObject([{ side: 'sell', quantity: 40 }]);
  });
});
