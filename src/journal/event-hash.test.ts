// The hash of a run is compared between machines and between versions: what it is made of may not change unnoticed.
import { createHash } from 'node:crypto';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { EngineEvent } from '../core/events.ts';
import { AsciiBuffer } from './ascii-buffer.ts';
import { writeTurn } from './encode.ts';
import { EventHash } from './event-hash.ts';
import type { RecordedCommand } from './recorded.ts';
import { anyTurn } from './testing/any-of-each-kind.ts';
import { commandOfEachKind, eventOfEachKind } from './testing/one-of-each-kind.ts';

type Turn = readonly [events: readonly EngineEvent[], commands: readonly RecordedCommand[]];

function hashOf(...turns: readonly Turn[]): string {
  const hash = new EventHash();
  for (const [events, commands] of turns) hash.append(events, commands);
  return hash.hex();
}

const { book, time } = eventOfEachKind;
const { cancel } = commandOfEachKind;

describe('the hash of a run', () => {
  it('is SHA-256 over the lines of its turns, an empty line behind each', () => {
    // printf 'd1723161239000123 1270123 b292559:120s292560:0 sim-a/main/ETH\n\nt1723161239000123\n>{…}\n\n' | sha256sum
    expect(hashOf([[book], []], [[time], [cancel]])).toBe(
      'e1ceb85fdd3105d08385e5deb6efe798c9e7b2b1596a003dfa91d9788ac5f267',
    );
  });

  it('of nothing is the hash of nothing', () => {
    expect(hashOf()).toBe('e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855');
  });

  it.each<[string, readonly Turn[]]>([
    ['an event less', [[[time], [cancel]]]],
    [
      'a command less',
      [
        [[book], []],
        [[time], []],
      ],
    ],
    [
      'the turns exchanged',
      [
        [[time], [cancel]],
        [[book], []],
      ],
    ],
    ['both events in one turn', [[[book, time], [cancel]]]],
    [
      'another level',
      [
        [[{ ...book, isSnapshot: true }], []],
        [[time], [cancel]],
      ],
    ],
  ])('%s: is another hash', (_, turns) => {
    expect(hashOf(...turns)).not.toBe(hashOf([[book], []], [[time], [cancel]]));
  });

  it('can be asked for at any time without changing', () => {
    const hash = new EventHash();
    hash.append([book], []);
    expect(hash.hex()).toBe(hashOf([[book], []]));
    expect(hash.hex()).toBe(hashOf([[book], []]));
    hash.append([time], [cancel]);
    expect(hash.hex()).toBe(hashOf([[book], []], [[time], [cancel]]));
  });

  it('is the same from the events of a turn and from what was written of them', () => {
    fc.assert(
      fc.property(fc.array(anyTurn, { maxLength: 5 }), (turns) => {
        const [fromEvents, fromRecord] = [new EventHash(), new EventHash()];
        const buffer = new AsciiBuffer();
        for (const { events, commands } of turns) {
          fromEvents.append(events, commands);
          buffer.clear();
          buffer.text('head');
          writeTurn(buffer, events, commands);
          fromRecord.appendWritten(buffer.bytes(), 'head'.length);
        }
        expect(fromRecord.hex()).toBe(fromEvents.hex());
      }),
    );
  });

  it('does not depend on where its batches end', () => {
    fc.assert(
      fc.property(fc.array(anyTurn, { maxLength: 5 }), fc.integer({ min: 1, max: 400 }), (turns, repeats) => {
        const batched = new EventHash();
        const atOnce = createHash('sha256');
        const buffer = new AsciiBuffer();
        for (let repeat = 0; repeat < repeats; repeat += 1) {
          for (const { events, commands } of turns) {
            batched.append(events, commands);
            buffer.clear();
            writeTurn(buffer, events, commands);
            atOnce.update(`${buffer.toString()}\n`);
          }
        }
        expect(batched.hex()).toBe(atOnce.digest('hex'));
      }),
      { numRuns: 20 },
    );
  });
});
