// The log for programs: one object for each line that people get, exact, on one line whatever a venue says, and without anything that nobody asked for.
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { EngineEvent } from '../core/events.ts';
import type { InstrumentKey } from '../core/instrument.ts';
import { jsonLog } from './json-log.ts';
import type { RecordedCommand } from './recorded.ts';
import { anyTurn } from './testing/any-of-each-kind.ts';
import { eth, instruments } from './testing/logged-instrument.ts';
import { anOrder, atUs, commandOfEachKind, eventOfEachKind } from './testing/one-of-each-kind.ts';
import { textLog } from './text-log.ts';

const log = jsonLog('run-1', instruments);
const text = textLog(instruments);

const linesIn = (rendered: string): string[] => rendered.split('\n').slice(0, -1);
const objectsIn = (rendered: string): Record<string, unknown>[] =>
  linesIn(rendered).map((line) => JSON.parse(line) as Record<string, unknown>);
const told = (event: EngineEvent): unknown => objectsIn(log.turn([event], []))[0];
const toldOf = (command: RecordedCommand): unknown =>
  objectsIn(log.turn([eventOfEachKind.time], [command]))[0];

const time = '2024-08-08T23:53:59.000123Z';
const always = { time, run: 'run-1', level: 'info' };
const ofOrder = { instrument: 'sim-a/main/ETH', orderId: '1806866319867905' };

describe('the JSON log of an event', () => {
  it('has a fill with its figures as exact decimals', () => {
    expect(told(eventOfEachKind.fill)).toEqual({
      ...always,
      ...ofOrder,
      kind: 'fill',
      text: 'fill 1806866319867905 buy 0.01 at 2925.59 on sim-a/main/ETH as maker, rebate 0.001462795 USDC, trade t-1',
      venueOrderId: 'v-1',
      tradeId: 't-1',
      side: 'buy',
      quantity: '0.01',
      price: '2925.59',
      liquidity: 'maker',
      fee: '-0.001462795',
      feeAsset: 'USDC',
    });
  });

  it.each([
    ['order-accepted', { ...ofOrder, venueOrderId: 'v-1' }],
    ['order-ended', { ...ofOrder, outcome: 'filled', quantity: '0.01' }],
    ['order-not-found', ofOrder],
    ['request-failed', { ...ofOrder, request: 'place', failure: 'refused', code: 'post-only-would-cross' }],
    ['funding-payment', { instrument: eth.key, paymentId: 'f-1', amount: '-0.0002340472', asset: 'USDC' }],
    ['stream', { level: 'warning', instrument: eth.key, isUp: false }],
    ['operator', { action: 'stop', reason: 'Ctrl-C' }],
  ] as const)('has of %s what can be searched for', (kind, fields) => {
    expect(told(eventOfEachKind[kind])).toEqual({
      ...always,
      kind,
      text: expect.stringMatching(/^[a-z]+ \S/) as string,
      ...fields,
    });
  });

  it('says who asked from elsewhere', () => {
    const by = { source: 'telegram', user: 'alice' };
    expect(told({ ...eventOfEachKind.operator, by })).toMatchObject({ source: 'telegram', user: 'alice' });
  });

  it('of an instrument that is not ours is in ticks and lots, and says so', () => {
    const foreign = { ...eventOfEachKind.fill, instrument: 'sim-b/main/SOL' as InstrumentKey };
    expect(told(foreign)).toMatchObject({ quantityLots: '10', priceTicks: '292559' });
    expect(told(foreign)).not.toHaveProperty('price');
  });

  it('is a warning where a request failed that was to succeed', () => {
    const failed = eventOfEachKind['request-failed'];
    expect(told({ ...failed, failure: { kind: 'timed-out' } })).toMatchObject({ level: 'warning' });
    expect(told(failed)).toMatchObject({ level: 'info' });
  });
});

describe('the JSON log of a command', () => {
  it('has an order with its terms', () => {
    expect(toldOf(commandOfEachKind.place)).toEqual({
      ...always,
      ...ofOrder,
      kind: 'place',
      text: 'place 1806866319867905 quote buy 0.01 at 2925.59 gtc post-only on sim-a/main/ETH, cycle 3',
      role: 'quote',
      side: 'buy',
      quantity: '0.01',
      price: '2925.59',
      timeInForce: 'gtc',
      postOnly: true,
      reduceOnly: false,
      cycle: 3,
    });
  });

  it('has no price for an order at market', () => {
    const order = { ...anOrder, price: undefined };
    expect(toldOf({ kind: 'place', order })).not.toHaveProperty('price');
  });

  it('has the level and the code of an alert', () => {
    expect(toldOf(commandOfEachKind.alert)).toEqual({
      ...always,
      level: 'warning',
      kind: 'alert',
      code: 'hedge-late',
      text: 'the hedge is late',
    });
  });

  it.each([
    ['flat', 'info'],
    ['held', 'info'],
    ['halted-safe', 'warning'],
    ['exposure-left', 'critical'],
  ] as const)('has an end that is %s at the level %s', (outcome, level) => {
    expect(toldOf({ kind: 'finish', outcome, reason: 'iterations' })).toMatchObject({
      level,
      outcome,
      reason: 'iterations',
    });
  });

  it('has the beginning of a cycle', () => {
    expect(objectsIn(log.cycleBegins(atUs, 4))).toEqual([
      { ...always, kind: 'cycle', cycle: 4, text: 'cycle 4 begins' },
    ]);
  });
});

describe('the JSON log of a turn', () => {
  it('is one object for each line of the text log, at the same time, whatever a venue puts into its texts', () => {
    fc.assert(
      fc.property(anyTurn, ({ events, commands }) => {
        const rendered = log.turn(events, commands);
        expect(rendered).not.toMatch(/[^\P{Cc}\n]|[\u2028\u2029]/u);
        expect(objectsIn(rendered).map((object) => object['time'])).toEqual(
          linesIn(text.turn(events, commands)).map((line) => line.slice(0, line.indexOf(' '))),
        );
      }),
    );
  });

  it('stays one line where a text has quotes, newlines and escapes', () => {
    const failure = { kind: 'unavailable', text: 'a "b"\r\n\u001b[2J\\\u2028c' } as const;
    const rendered = log.turn([{ ...eventOfEachKind['request-failed'], failure }], []);
    expect(linesIn(rendered)).toHaveLength(1);
    expect(objectsIn(rendered)[0]?.['text']).toContain('(a "b" [2J\\ c)');
  });

  it('has nothing that came along in an event or a command, such as the headers of a request', () => {
    const stray = { headers: { authorization: 'hunter2' }, apiKey: 'hunter2' };
    const events = Object.values(eventOfEachKind).map((event) => ({ ...event, ...stray }));
    const commands = Object.values(commandOfEachKind).map((command) =>
      command.kind === 'place'
        ? { ...command, ...stray, order: { ...command.order, ...stray } }
        : { ...command, ...stray },
    );
    const rendered = log.turn(events, commands);
    expect(linesIn(rendered)).toHaveLength(12);
    expect(rendered).not.toMatch(/hunter2|authorization|apiKey/);
  });
});
