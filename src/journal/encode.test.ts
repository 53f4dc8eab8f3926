// The encoding is a law: every event and command has one line, and the line gives back exactly that event or command.
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { EngineEvent } from '../core/events.ts';
import type { InstrumentKey } from '../core/instrument.ts';
import { ticks, type Ticks } from '../core/money.ts';
import { AsciiBuffer } from './ascii-buffer.ts';
import { decodeTurn, type CorruptLine } from './decode.ts';
import { encodeCommand, encodeEvent, writeTurn } from './encode.ts';
import type { RecordedCommand } from './recorded.ts';
import { anyCommand, anyEvent, anyTurn } from './testing/any-of-each-kind.ts';
import {
  anOrder,
  atUs,
  commandOfEachKind,
  eventOfEachKind,
  instrument,
  laidOpen,
  levelsOf,
  venueTimeUs,
} from './testing/one-of-each-kind.ts';

const decode = (payload: string): ReturnType<typeof decodeTurn> => decodeTurn(Buffer.from(payload));

function textOf(events: readonly EngineEvent[], commands: readonly RecordedCommand[]): string {
  const buffer = new AsciiBuffer(1);
  writeTurn(buffer, events, commands);
  return buffer.toString();
}

function decodeEvent(line: string): EngineEvent | CorruptLine {
  const turn = decode(`${line}\n`);
  return turn.kind === 'corrupt-line' ? turn : (turn.events[0] as EngineEvent);
}

function decodeCommand(line: string): RecordedCommand | CorruptLine {
  const turn = decode(`>${line}\n`);
  return turn.kind === 'corrupt-line' ? turn : (turn.commands[0] as RecordedCommand);
}

describe('the line of an event', () => {
  const onOrder = '"atUs":1723161239000123,"instrument":"sim-a/main/ETH","clientOrderId":1806866319867905';
  const lines: Record<EngineEvent['kind'], string> = {
    book: 'd1723161239000123 1270123 b292559:120s292560:0 sim-a/main/ETH',
    trade: 'x1723161239000123 1270123 s292560:7 sim-a/main/ETH',
    time: 't1723161239000123',
    'order-accepted': `{"kind":"order-accepted",${onOrder},"venueOrderId":"v-1","venueTimeUs":1723161237730000}`,
    fill: `{"kind":"fill",${onOrder},"tradeId":"t-1","venueOrderId":"v-1","side":"buy","price":292559,"quantity":10,"liquidity":"maker","fee":{"asset":"USDC","amount":"-1462795000000000"},"venueTimeUs":1723161237730000}`,
    'order-ended': `{"kind":"order-ended",${onOrder},"outcome":"filled","cumulativeQuantity":10,"venueTimeUs":1723161237730000}`,
    'order-report': `{"kind":"order-report",${onOrder},"venueOrderId":"v-1","isOpen":true,"cumulativeQuantity":4}`,
    'order-not-found': `{"kind":"order-not-found",${onOrder}}`,
    'request-failed':
      '{"kind":"request-failed","atUs":1723161239000123,"instrument":"sim-a/main/ETH","request":"place","clientOrderId":1806866319867905,"requestId":null,"failure":{"kind":"refused","reason":"post-only-would-cross","text":"would take"}}',
    'position-report':
      '{"kind":"position-report","atUs":1723161239000123,"instrument":"sim-a/main/ETH","requestId":9,"position":-10}',
    'fills-report':
      '{"kind":"fills-report","atUs":1723161239000123,"instrument":"sim-a/main/ETH","requestId":10}',
    'margin-report':
      '{"kind":"margin-report","atUs":1723161239000123,"instrument":"sim-a/main/ETH","requestId":11,"equity":"10000000000000000000","initialMargin":"2000000000000000000","maintenanceMargin":"1000000000000000000"}',
    'funding-rate':
      '{"kind":"funding-rate","atUs":1723161239000123,"instrument":"sim-a/main/ETH","rate":"-80000000000000","intervalMs":28800000,"nextAtUs":1723161237730000}',
    'funding-payment':
      '{"kind":"funding-payment","atUs":1723161239000123,"instrument":"sim-a/main/ETH","paymentId":"f-1","amount":{"asset":"USDC","amount":"-234047200000000"},"venueTimeUs":1723161237730000}',
    'funding-report':
      '{"kind":"funding-report","atUs":1723161239000123,"instrument":"sim-a/main/ETH","requestId":12}',
    'other-runs':
      '{"kind":"other-runs","atUs":1723161239000123,"instrument":"sim-a/main/ETH","dayStartUs":1723161239000123,"net":"-1500000000000000000","traded":"600000000000000000000","marginToCome":"30000000000000000000","living":1}',
    stream: '{"kind":"stream","atUs":1723161239000123,"instrument":"sim-a/main/ETH","isUp":false}',
    operator: '{"kind":"operator","atUs":1723161239000123,"action":"stop","reason":"Ctrl-C"}',
  };

  it.each(Object.values(eventOfEachKind))('$kind: is what older journals hold', (event) => {
    expect(encodeEvent(event)).toBe(lines[event.kind]);
  });

  it('an operator who asked from elsewhere is named in the line, and nobody where nobody was', () => {
    const by = { source: 'telegram', user: 'alice' };
    expect(encodeEvent({ kind: 'operator', atUs: 1, action: 'pause', reason: '', by })).toBe(
      '{"kind":"operator","atUs":1,"action":"pause","reason":"","by":{"source":"telegram","user":"alice"}}',
    );
    expect(encodeEvent({ kind: 'operator', atUs: 1, action: 'pause', reason: '', by: undefined })).toBe(
      '{"kind":"operator","atUs":1,"action":"pause","reason":""}',
    );
  });

  it('a snapshot of a book without levels still names its instrument', () => {
    const empty = { ...eventOfEachKind.book, isSnapshot: true, levels: levelsOf() };
    expect(encodeEvent(empty)).toBe('s1723161239000123 1270123  sim-a/main/ETH');
  });

  it('does not depend on the order in which the properties of an event were set', () => {
    const reversed = Object.fromEntries(Object.entries(eventOfEachKind.fill).reverse());
    expect(encodeEvent(reversed as unknown as EngineEvent)).toBe(encodeEvent(eventOfEachKind.fill));
  });

  it('gives back every event', () => {
    fc.assert(
      fc.property(anyEvent, (event) => {
        expect(laidOpen(decodeEvent(encodeEvent(event)))).toStrictEqual(laidOpen(event));
      }),
      { numRuns: 1000 },
    );
  });

  it('is one line of printable ASCII', () => {
    fc.assert(
      fc.property(anyEvent, (event) => {
        expect(encodeEvent(event)).toMatch(/^[ -~]*$/);
      }),
    );
  });

  it('keeps an instrument apart from JSON, whatever a venue calls it', () => {
    for (const key of ['', ' ', 'a b', '"a"', 'é', 'a\nb', 'b1:2', '{}']) {
      const event = { ...eventOfEachKind.trade, instrument: key as InstrumentKey };
      expect(decodeEvent(encodeEvent(event))).toStrictEqual(event);
    }
  });

  it.each([
    ['a fraction', 0.5],
    ['not a number', NaN],
    ['beyond the safe integers', 2 ** 53],
  ])('%s where an integer belongs is a bug, in short forms and in JSON', (_, value) => {
    expect(() => encodeEvent({ ...eventOfEachKind.trade, price: value as Ticks })).toThrow('safe integer');
    expect(() => encodeEvent({ ...eventOfEachKind.fill, price: value as Ticks })).toThrow('safe integer');
  });

  it('lends nothing: a buffer that is filled again does not change what was written', () => {
    const levels = levelsOf(['buy', 1, 1]);
    const buffer = new AsciiBuffer();
    writeTurn(buffer, [{ ...eventOfEachKind.book, levels }], []);
    levels.clear();
    expect(buffer.toString()).toContain('b1:1');
  });
});

describe('the line of a command', () => {
  const lines: Record<RecordedCommand['kind'], string> = {
    place:
      '{"kind":"place","order":{"clientOrderId":1806866319867905,"instrument":"sim-a/main/ETH","role":"quote","side":"buy","quantity":10,"price":292559,"timeInForce":"gtc","postOnly":true,"reduceOnly":false,"cycle":3,"tickOffset":0}}',
    cancel: '{"kind":"cancel","instrument":"sim-a/main/ETH","clientOrderId":1806866319867905}',
    'query-order': '{"kind":"query-order","instrument":"sim-a/main/ETH","clientOrderId":1806866319867905}',
    'query-position': '{"kind":"query-position","instrument":"sim-a/main/ETH","requestId":9}',
    'query-fills':
      '{"kind":"query-fills","instrument":"sim-a/main/ETH","requestId":10,"sinceVenueTimeUs":1723161237730000}',
    'query-funding':
      '{"kind":"query-funding","instrument":"sim-a/main/ETH","requestId":12,"sinceVenueTimeUs":1723161237730000}',
    'query-margin': '{"kind":"query-margin","instrument":"sim-a/main/ETH","requestId":11}',
    alert: '{"kind":"alert","severity":"warning","code":"hedge-late","text":"the hedge is late"}',
    finish: '{"kind":"finish","reason":"iterations","outcome":"flat"}',
  };

  it.each(Object.values(commandOfEachKind))('$kind: is what older journals hold', (command) => {
    expect(encodeCommand(command)).toBe(lines[command.kind]);
  });

  it('gives back every command', () => {
    fc.assert(
      fc.property(anyCommand, (command) => {
        expect(decodeCommand(encodeCommand(command))).toStrictEqual(command);
      }),
      { numRuns: 1000 },
    );
  });

  it('keeps a market order without a bound apart from one with a price', () => {
    const unbounded: RecordedCommand = { kind: 'place', order: { ...anOrder, price: undefined } };
    expect(encodeCommand(unbounded)).toContain('"price":null');
    expect(decodeCommand(encodeCommand(unbounded))).toStrictEqual(unbounded);
    expect(
      decodeCommand(encodeCommand({ kind: 'place', order: { ...anOrder, price: ticks(0) } })),
    ).toMatchObject({
      order: { price: 0 },
    });
  });
});

describe('a line that nothing encodes to', () => {
  it.each([
    ['empty', ''],
    ['no letter of ours', 'q1'],
    ['time without digits', 't'],
    ['time with a leading zero', 't01'],
    ['time as a float', 't1.5'],
    ['time as minus zero', 't-0'],
    ['time beyond the safe integers', 't9007199254740993'],
    ['something behind the time', 't1 '],
    ['a book without levels or instrument', 'd1'],
    ['a book without its instrument', 'd1 0 b1:1'],
    ['a level of neither side', 'd1 0 c1:1 k'],
    ['a level without a quantity', 'd1 0 b1: k'],
    ['a level with a fraction', 'd1 0 b1.5:1 k'],
    ['text between levels', 'd1 0 b1:1,s2:1 k'],
    ['a trade of two levels', 'x1 0 b1:1b2:1 k'],
    ['a trade of no level', 'x1 0  k'],
    ['an instrument in needless quotes', 'd1 0 b1:1 "k"'],
    ['an instrument in broken quotes', 'd1 0 b1:1 "k'],
    ['an instrument with a tab, without quotes', 'd1 0 b1:1 a\tb'],
    ['a level with a needless plus', 'd1 0 b+1:1 k'],
    ['a quantity of minus zero', 'd1 0 b1:-0 k'],
    ['a price with a leading zero', 'd1 0 b01:1 k'],
    ['a minus without digits', 'd1 - b1:1 k'],
    ['a venue time beyond the safe integers', 'd9007199254740991 -1 b1:1 k'],
    ['broken JSON', '{"kind":"operator"'],
    ['JSON that is no object', 'null'],
    ['an unknown kind', '{"kind":"wish","atUs":1}'],
    ['a command', '{"kind":"finish","reason":"","outcome":"flat"}'],
    ['an event that has a short form', '{"kind":"time","atUs":1}'],
    ['a missing field', '{"kind":"operator","atUs":1,"action":"stop"}'],
    ['a further field', '{"kind":"operator","atUs":1,"action":"stop","reason":"","more":1}'],
    ['fields in another order', '{"atUs":1,"kind":"operator","action":"stop","reason":""}'],
    ['a space in JSON', '{"kind":"operator", "atUs":1,"action":"stop","reason":""}'],
    ['an unknown word', '{"kind":"operator","atUs":1,"action":"sleep","reason":""}'],
    ['a number as text', '{"kind":"operator","atUs":"1","action":"stop","reason":""}'],
    [
      'an escape that is not needed',
      String.raw`{"kind":"operator","atUs":1,"action":"stop","reason":"\u0041"}`,
    ],
  ])('%s: is refused, and named', (_, line) => {
    expect(decodeEvent(line)).toStrictEqual({ kind: 'corrupt-line', line });
  });

  it('is shown by its beginning when it is long', () => {
    const { line } = decodeEvent('q'.repeat(10_000)) as { line: string };
    expect(line).toBe(`${'q'.repeat(200)}…`);
  });

  it('with any one character exchanged, a turn is refused or is the text of another one, never misread', () => {
    fc.assert(
      fc.property(
        anyTurn,
        fc.nat(),
        fc.oneof(
          fc.constantFrom('0', '-', ':', ' ', 'b', 's', '"', '\n', '>'),
          fc.string({ minLength: 1, maxLength: 1 }),
        ),
        ({ events, commands }, position, character) => {
          const text = textOf(events, commands);
          const at = position % text.length;
          const changed = text.slice(0, at) + character + text.slice(at + 1);
          const decoded = decode(changed);
          expect(
            decoded.kind === 'corrupt-line' || textOf(decoded.events, decoded.commands) === changed,
          ).toBe(true);
        },
      ),
      { numRuns: 2000 },
    );
  });
});

describe('the lines of a turn', () => {
  it('are its events, then its commands behind a mark', () => {
    const buffer = new AsciiBuffer();
    writeTurn(buffer, [{ kind: 'time', atUs }], [commandOfEachKind.finish]);
    expect(buffer.toString()).toBe(`t${atUs}\n>{"kind":"finish","reason":"iterations","outcome":"flat"}\n`);
  });

  it('give back every turn', () => {
    fc.assert(
      fc.property(anyTurn, ({ events, commands }) => {
        const turn = decode(textOf(events, commands));
        if (turn.kind === 'corrupt-line') throw new Error(turn.line);
        expect(turn.events.map(laidOpen)).toStrictEqual(events.map(laidOpen));
        expect(turn.commands).toStrictEqual(commands);
      }),
    );
  });

  it.each([
    ['an event behind a command', '>{"kind":"finish","reason":"","outcome":"flat"}\nt1\n', 't1'],
    ['a command without its mark', '{"kind":"finish","reason":"","outcome":"flat"}\n', '{"kind":"finish"'],
    ['an event with a mark', '>t1\n', '>t1'],
    ['an empty line', 't1\n\n', ''],
    ['no newline at the end', 't1', 't1'],
  ])('%s: is refused', (_, payload, line) => {
    expect(decode(payload)).toMatchObject({ kind: 'corrupt-line', line: expect.stringContaining(line) });
  });

  it('a venue whose clock is ahead has a negative delay', () => {
    const ahead = { ...eventOfEachKind.trade, atUs: venueTimeUs, venueTimeUs: atUs, instrument };
    expect(encodeEvent(ahead)).toBe('x1723161237730000 -1270123 s292560:7 sim-a/main/ETH');
  });
});
