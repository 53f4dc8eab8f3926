// The loop around the step: what leaves before the record and what after it, and what becomes of events that come meanwhile.
import { describe, expect, it } from 'vitest';
import type { EngineEvent } from '../core/events.ts';
import { limits } from '../core/limits.ts';
import type { OrderRequest } from '../core/order.ts';
import type { Journal } from '../ports/journal.ts';
import type { Venue } from '../ports/venue.ts';
import { EngineLoop } from './loop.ts';
import { ScriptedPair } from './testing/scripted-pair.ts';

/** A pair whose first quote rests, behind a loop that notes what it does, in order. */
function observedLoop(
  onPlace: (loop: EngineLoop) => void = () => undefined,
  {
    recordTrouble,
    recordMs = 0,
    canAnnounce = true,
  }: { readonly recordTrouble?: string; readonly recordMs?: number; readonly canAnnounce?: boolean } = {},
): {
  readonly pair: ScriptedPair;
  readonly loop: EngineLoop;
  readonly done: string[];
  readonly turns: EngineEvent[][];
} {
  const pair = new ScriptedPair();
  pair.accept(pair.start().order);
  const done: string[] = [];
  const turns: EngineEvent[][] = [];
  let clockUs = pair.pair.nowUs;
  const journal: Journal = {
    announce: () => {
      done.push('announce');
      return canAnnounce;
    },
    append: (events) => {
      done.push('record');
      turns.push([...events]);
      clockUs += recordMs * 1_000;
      return recordTrouble;
    },
  };
  const venue: Venue = {
    account: pair.pair.primary.instrument.venueAccount,
    place: (order) => {
      done.push(`place ${order.role}`);
      onPlace(loop);
    },
    cancel: () => done.push('cancel'),
    queryOrder: () => undefined,
    queryPosition: () => undefined,
    queryFills: () => undefined,
    queryFunding: () => undefined,
    queryMargin: () => undefined,
  };
  const loop = new EngineLoop(pair.engine, {
    venues: new Map(pair.pair.legs.map(({ instrument }) => [instrument.key, venue])),
    journal,
    clock: { nowUs: () => clockUs },
    onFills: () => done.push('fills'),
    onFunding: () => done.push('funding'),
    onHedges: () => done.push('hedges'),
    onAlert: () => undefined,
    onFinish: () => undefined,
  });
  return { pair, loop, done, turns };
}

/** The touch has moved away from the quote, and we have asked for its end. */
function cancelQuote(pair: ScriptedPair): OrderRequest {
  const { order } = pair.lastPlaced('quote');
  pair.pass(limits.quoteAgeMsMin);
  pair.book('primary', 300_050, 300_060);
  return order;
}

/** The quote is filled, and its hedge venue shows no price for so long that the next turn gives it back. */
function reduceSoon(pair: ScriptedPair): void {
  pair.book('hedge', 300_010, 300_010);
  pair.fill(pair.lastPlaced('quote').order, 100);
  pair.pass(limits.hedgeImpossibleMs - limits.heartbeatMs);
  expect(pair.countPlaced('reduce')).toBe(0);
}

const now = (pair: ScriptedPair): { atUs: number } => ({ atUs: pair.pair.nowUs });

describe('the loop', () => {
  it('announces a hedge, sends it before it records the turn, and tells of the fill last', () => {
    const { pair, loop, done } = observedLoop();
    const { order } = pair.lastPlaced('quote');
    loop.receive({ ...pair.fillEvent(order, 100), ...now(pair) });
    loop.endTurn();
    expect(done).toEqual(['announce', 'place hedge', 'record', 'fills']);
  });

  it('sends a hedge that cannot be announced after its record, and once', () => {
    const { pair, loop, done } = observedLoop(undefined, { canAnnounce: false });
    loop.receive({ ...pair.fillEvent(pair.lastPlaced('quote').order, 100), ...now(pair) });
    loop.endTurn();
    loop.receive({ kind: 'time', ...now(pair) });
    loop.endTurn();
    expect(done).toEqual(['announce', 'record', 'place hedge', 'fills', 'record']);
  });

  it('sends a hedge before the rest of its turn is decided', () => {
    const stillDeciding: boolean[] = [];
    const { pair, loop } = observedLoop(() => stillDeciding.push(pair.pair.outbox.length > 0));
    loop.receive({ ...pair.fillEvent(pair.lastPlaced('quote').order, 100), ...now(pair) });
    loop.endTurn();
    expect(stillDeciding).toEqual([true]);
  });

  it('says when a hedge has left, so that its record can wait until it is gone', () => {
    const { pair, loop, done } = observedLoop();
    loop.receive({ ...pair.fillEvent(pair.lastPlaced('quote').order, 100), ...now(pair) });
    expect(loop.decideTurn()).toBe(true);
    expect(done).toEqual(['announce', 'place hedge']);
    loop.settleTurn();
    loop.settleTurn();
    expect(done).toEqual(['announce', 'place hedge', 'record', 'fills']);
  });

  it('records what was decided before it decides anew', () => {
    const { pair, loop, done, turns } = observedLoop();
    loop.receive({ ...pair.fillEvent(pair.lastPlaced('quote').order, 100), ...now(pair) });
    loop.decideTurn();
    loop.receive({ kind: 'time', ...now(pair) });
    loop.endTurn();
    expect(done).toEqual(['announce', 'place hedge', 'record', 'fills', 'record']);
    expect(turns.map((turn) => turn.map(({ kind }) => kind))).toEqual([['fill'], ['time']]);
  });

  it('without a hedge no record has to wait', () => {
    const { pair, loop } = observedLoop();
    loop.receive({ kind: 'time', ...now(pair) });
    expect(loop.decideTurn()).toBe(false);
  });

  it('records the turn before it sends a quote', () => {
    const { pair, loop, done } = observedLoop();
    const { instrument, clientOrderId } = cancelQuote(pair);
    const ended = {
      kind: 'order-ended',
      instrument,
      clientOrderId,
      outcome: 'canceled',
      venueTimeUs: 1,
    } as const;
    loop.receive({ ...ended, cumulativeQuantity: pair.pair.primary.position, ...now(pair) });
    loop.endTurn();
    expect(done).toEqual(['record', 'place quote']);
  });

  it('records the turn before it sends a reduction: what leaves without a record is on the hedge venue', () => {
    const { pair, loop, done } = observedLoop();
    reduceSoon(pair);
    loop.receive({ kind: 'time', atUs: pair.pair.nowUs + limits.heartbeatMs * 1_000 });
    loop.endTurn();
    expect(done).toEqual(['record', 'place reduce']);
  });

  describe('whose turns cannot be recorded', () => {
    const full = 'there is no room left on the disk';

    it('sends no quote, and the engine hears that it did not leave', () => {
      const { pair, loop, done } = observedLoop(undefined, { recordTrouble: full });
      const { instrument, clientOrderId } = cancelQuote(pair);
      const outcome = 'canceled';
      const ended = { kind: 'order-ended', instrument, clientOrderId, outcome, venueTimeUs: 1 } as const;
      loop.receive({ ...ended, cumulativeQuantity: pair.pair.primary.position, ...now(pair) });
      loop.endTurn();
      expect(pair.pair.primary.orders.liveCount).toBe(1);
      loop.endTurn();
      expect(done.filter((what) => what.startsWith('place'))).toEqual([]);
      expect(pair.pair.primary.orders.liveCount).toBe(0);
    });

    it('sends hedges and cancels all the same, and halts the pair', () => {
      const { pair, loop, done } = observedLoop(undefined, { recordTrouble: full });
      loop.receive({ ...pair.fillEvent(pair.lastPlaced('quote').order, 40), ...now(pair) });
      loop.endTurn();
      loop.endTurn();
      expect(done.filter((what) => what !== 'fills')).toEqual([
        'announce',
        'place hedge',
        'record',
        'cancel',
        'record',
      ]);
      expect(pair.pair.halt).toMatchObject({ code: 'record-lost' });
    });

    it('sends a hedge that cannot be announced either', () => {
      const { pair, loop, done } = observedLoop(undefined, { recordTrouble: full, canAnnounce: false });
      loop.receive({ ...pair.fillEvent(pair.lastPlaced('quote').order, 40), ...now(pair) });
      loop.endTurn();
      expect(done).toEqual(['announce', 'record', 'place hedge', 'fills']);
    });

    it('sends a reduction all the same', () => {
      const { pair, loop, done } = observedLoop(undefined, { recordTrouble: full });
      reduceSoon(pair);
      loop.receive({ kind: 'time', atUs: pair.pair.nowUs + limits.heartbeatMs * 1_000 });
      loop.endTurn();
      expect(done.slice(0, 2)).toEqual(['record', 'place reduce']);
    });

    it('says so once', () => {
      const { pair, loop, turns } = observedLoop(undefined, { recordTrouble: full });
      for (let turn = 0; turn < 3; turn += 1) {
        loop.receive({ kind: 'time', ...now(pair) });
        loop.endTurn();
      }
      const words = turns.flat().filter(({ kind }) => kind === 'operator');
      expect(words).toEqual([{ kind: 'operator', action: 'record-lost', reason: full, ...now(pair) }]);
    });
  });

  it.each([
    [400, 1],
    [3_000, 0],
  ])(
    'whose record takes %i ms sends %i quotes: what was decided in another moment does not leave',
    (recordMs, quotes) => {
      const { pair, loop, done } = observedLoop(undefined, { recordMs });
      const { instrument, clientOrderId } = cancelQuote(pair);
      const outcome = 'canceled';
      const ended = { kind: 'order-ended', instrument, clientOrderId, outcome, venueTimeUs: 1 } as const;
      loop.receive({ ...ended, cumulativeQuantity: pair.pair.primary.position, ...now(pair) });
      loop.endTurn();
      loop.endTurn();
      expect(done.filter((what) => what === 'place quote')).toHaveLength(quotes);
      expect(pair.pair.primary.orders.liveCount).toBe(quotes);
    },
  );

  it('nets the fills of one turn into one hedge', () => {
    const { pair, loop, done } = observedLoop();
    const { order } = pair.lastPlaced('quote');
    for (const quantity of [20, 30, 50]) {
      loop.receive({ ...pair.fillEvent(order, quantity), ...now(pair) });
    }
    loop.endTurn();
    expect(done.filter((what) => what === 'place hedge')).toHaveLength(1);
  });

  it('keeps an event that arrives while a command is carried out for the next turn', () => {
    let isFirst = true;
    const { pair, loop, turns } = observedLoop((busy) => {
      if (isFirst) busy.receive({ kind: 'time', ...now(pair) });
      isFirst = false;
    });
    const { order } = pair.lastPlaced('quote');
    loop.receive({ ...pair.fillEvent(order, 100), ...now(pair) });
    loop.endTurn();
    loop.endTurn();
    expect(turns.map((turn) => turn.map((event) => event.kind))).toEqual([['fill'], ['time']]);
  });

  it('refuses to end a turn while another one does: that would be a bug', () => {
    const { pair, loop } = observedLoop((busy) => {
      busy.receive({ kind: 'time', ...now(pair) });
      busy.endTurn();
    });
    const { order } = pair.lastPlaced('quote');
    loop.receive({ ...pair.fillEvent(order, 100), ...now(pair) });
    expect(() => loop.endTurn()).toThrow('a turn does not end while another one does');
  });
});
