// What a canary sees turn by turn: who told of a fill first, and how long each order took.
import { describe, expect, it } from 'vitest';
import type { Command } from '../../core/commands.ts';
import type { EngineEvent } from '../../core/events.ts';
import type { InstrumentKey } from '../../core/instrument.ts';
import { CanaryWatch } from './canary-watch.ts';

const instrument = 'alpha/main/ETH-TEST' as InstrumentKey;
const fill = (tradeId: string, on = instrument): EngineEvent =>
  ({ kind: 'fill', instrument: on, tradeId, atUs: 1 }) as EngineEvent;
const report = { kind: 'fills-report', instrument, requestId: 1, atUs: 1 } as const;
const time = (atUs: number): EngineEvent => ({ kind: 'time', atUs });
const accepted = (clientOrderId: number, atUs: number): EngineEvent =>
  ({ kind: 'order-accepted', instrument, clientOrderId, atUs }) as EngineEvent;
const place = (clientOrderId: number): Command => ({ kind: 'place', order: { clientOrderId } }) as Command;

type Turn = readonly [events: readonly EngineEvent[], commands?: readonly Command[]];

function watched(...turns: readonly Turn[]): CanaryWatch {
  const watch = new CanaryWatch();
  const journal = watch.lookingInto({ announce: () => true, append: () => undefined });
  for (const [events, commands = []] of turns) journal.append(events, commands);
  return watch;
}

describe('the watch of a canary', () => {
  it('knows a fill that came by itself from one that a history told, and counts each once', () => {
    const watch = watched(
      [[fill('1')]],
      [[fill('1'), fill('2'), report]],
      [[fill('2')]],
      [[fill('3', 'beta/main/ETH-TEST' as InstrumentKey), report]],
    );
    expect(watch.leg(instrument)).toMatchObject({ byStream: 1, byHistory: 1 });
    expect(watch.leg('beta/main/ETH-TEST' as InstrumentKey)).toMatchObject({ byStream: 1, byHistory: 0 });
  });

  it('measures from the turn in which an order leaves to its acceptance, each once', () => {
    const watch = watched(
      [[time(1_000)], [place(1), place(2)]],
      [[accepted(2, 21_000)]],
      [[accepted(1, 31_000), accepted(1, 41_000), accepted(9, 42_000)]],
    );
    expect(watch.leg(instrument).roundTripsUs).toEqual([20_000, 30_000]);
  });

  it('writes what it looks at, and tells the trouble of whoever writes', () => {
    const written: unknown[] = [];
    const journal = new CanaryWatch().lookingInto({
      announce: () => true,
      append: (events, commands) => {
        written.push([events, commands]);
        return 'the disk is full';
      },
    });
    expect(journal.append([time(1)], [place(1)])).toBe('the disk is full');
    expect(written).toEqual([[[time(1)], [place(1)]]]);
  });
});
