// When a turn is decided and when it goes on record, on the machine's own clock.
import { setImmediate } from 'node:timers/promises';
import { beforeEach, describe, expect, it } from 'vitest';
import type { OrderRequest } from '../../core/order.ts';
import { ScriptedPair } from '../../engine/testing/scripted-pair.ts';
import type { Venue } from '../../ports/venue.ts';
import { createSeededRandom } from '../../venues/simulated/seeded-random.ts';
import { ClockedEngine } from './clocked-engine.ts';

const turnEnds = (): Promise<void> =>
  new Promise((resolve) => {
    process.nextTick(resolve);
  });

describe('an engine on the clock', () => {
  let pair: ScriptedPair;
  let engine: ClockedEngine;
  let done: string[];
  let onFills: () => void;
  let clockUs: number;
  let foreseen: OrderRequest[];
  let placed: OrderRequest[];

  beforeEach(() => {
    pair = new ScriptedPair();
    pair.accept(pair.start().order);
    done = [];
    foreseen = [];
    placed = [];
    onFills = () => undefined;
    clockUs = pair.pair.nowUs;
    const venue: Venue = {
      account: pair.pair.primary.instrument.venueAccount,
      // As a client of HTTP does it that looks at its connection once more.
      place: (order) => {
        placed.push(order);
        globalThis.setImmediate(() => done.push(`${order.role} leaves`));
      },
      foresee: (order) => foreseen.push(order),
      cancel: () => undefined,
      queryOrder: () => undefined,
      queryPosition: () => undefined,
      queryFills: () => undefined,
      queryFunding: () => undefined,
      queryMargin: () => undefined,
    };
    engine = new ClockedEngine(
      {
        config: pair.pair.config,
        venues: new Map(pair.pair.legs.map(({ instrument }) => [instrument.key, venue])),
        random: createSeededRandom(1),
        clock: { nowUs: () => clockUs, wakeAt: () => undefined },
        revived: { engine: pair.engine, finish: undefined },
      },
      {
        journal: {
          announce: () => true,
          append: (events) => {
            done.push(`record of ${events.map(({ kind }) => kind).join(', ')}`);
            return undefined;
          },
        },
        onFills: () => onFills(),
        onFunding: () => undefined,
        onHedges: () => undefined,
        onAlert: () => undefined,
        prepare: () => undefined,
      },
    );
  });

  const fill = () => ({
    ...pair.fillEvent(pair.lastPlaced('quote').order, 100),
    atUs: clockUs,
  });

  it('records a hedge when its bytes have left', async () => {
    engine.receive(fill());
    await setImmediate();
    await setImmediate();
    expect(done).toEqual(['hedge leaves', 'record of fill']);
  });

  it('tells the hedge venue of the order that will leave, while a quote rests and all else of the moment is done', async () => {
    engine.receive({ kind: 'time', atUs: clockUs });
    await turnEnds();
    expect(foreseen).toEqual([]);
    await setImmediate();
    expect(foreseen).toMatchObject([{ role: 'hedge', quantity: 100 }]);
    engine.receive(fill());
    await setImmediate();
    await setImmediate();
    expect(placed).toEqual(foreseen);
  });

  it('records a turn without a hedge at once', async () => {
    engine.receive({ kind: 'time', atUs: clockUs });
    await turnEnds();
    expect(done).toEqual(['record of time']);
  });

  it('records what was decided before it takes in what comes next', async () => {
    engine.receive(fill());
    await turnEnds();
    engine.receive({ kind: 'time', atUs: clockUs });
    await turnEnds();
    expect(done).toEqual(['record of fill', 'record of time']);
  });

  it('what somebody answers to a fill comes before an event that was stamped meanwhile', async () => {
    onFills = () => {
      clockUs += 10;
      engine.receive({ kind: 'operator', action: 'halt', reason: 'enough', atUs: clockUs });
    };
    const stamped = { kind: 'time', atUs: clockUs + 5 } as const;
    engine.receive(fill());
    await turnEnds();
    engine.receive(stamped);
    await turnEnds();
    expect(done).toEqual(['record of fill', 'record of operator, time']);
  });
});
