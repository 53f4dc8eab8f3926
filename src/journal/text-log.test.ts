// The log is for people: every event and command has a line that says it in full, or none because nobody would miss it.
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { EngineEvent } from '../core/events.ts';
import type { InstrumentKey } from '../core/instrument.ts';
import { quoteAmount } from '../core/money.ts';
import type { RecordedCommand } from './recorded.ts';
import { anyTurn } from './testing/any-of-each-kind.ts';
import { instruments } from './testing/logged-instrument.ts';
import { anOrder, atUs, commandOfEachKind, eventOfEachKind } from './testing/one-of-each-kind.ts';
import { logLines } from './text-log.ts';

const time = '2024-08-08T23:53:59.000123Z';
const order = '1806866319867905';

const linesOf = (event: EngineEvent): string => logLines([event], [], instruments);
const linesOfCommand = (command: RecordedCommand): string =>
  logLines([eventOfEachKind.time], [command], instruments);

describe('the log line of an event', () => {
  const texts: Record<EngineEvent['kind'], string | undefined> = {
    book: undefined,
    trade: undefined,
    time: undefined,
    'order-accepted': `accepted  ${order} as v-1 on sim-a/main/ETH`,
    fill: `fill      ${order} buy 0.01 at 2925.59 on sim-a/main/ETH as maker, rebate 0.001462795 USDC, trade t-1`,
    'order-ended': `ended     ${order} filled, 0.01 filled in all`,
    'order-report': undefined,
    'order-not-found': `not found ${order} on sim-a/main/ETH`,
    'request-failed': `failed    place ${order} on sim-a/main/ETH: refused, post-only-would-cross (would take)`,
    'position-report': undefined,
    'fills-report': undefined,
    'margin-report': undefined,
    'funding-rate': undefined,
    'funding-report': undefined,
    'other-runs': undefined,
    'funding-payment': 'funding   paid 0.0002340472 USDC on sim-a/main/ETH, payment f-1',
    stream: 'stream    private stream of sim-a/main/ETH is down',
    operator: 'operator  stop: Ctrl-C',
  };

  it.each(Object.values(eventOfEachKind))('$kind', (event) => {
    const text = texts[event.kind];
    expect(linesOf(event)).toBe(text === undefined ? '' : `${time} ${text}\n`);
  });

  it('tells a fee from a rebate', () => {
    const fee = { asset: 'USDC', amount: quoteAmount(12n * 10n ** 15n) };
    expect(linesOf({ ...eventOfEachKind.fill, fee })).toContain(', fee 0.012 USDC,');
  });

  it.each([
    [{ kind: 'rate-limited', retryAtUs: atUs }, 'rate-limited'],
    [{ kind: 'timed-out' }, 'timed out, outcome unknown'],
    [{ kind: 'unavailable', text: '503' }, 'venue unavailable, outcome unknown (503)'],
    [{ kind: 'malformed', text: '<html>' }, 'malformed reply, outcome unknown (<html>)'],
  ] as const)('says of a failed request what is known: %o', (failure, text) => {
    const event = {
      ...eventOfEachKind['request-failed'],
      clientOrderId: undefined,
      request: 'query-fills',
      failure,
    };
    expect(linesOf(event as EngineEvent)).toBe(`${time} failed    query-fills on sim-a/main/ETH: ${text}\n`);
  });

  it('of an instrument that is not ours is in ticks and lots', () => {
    const foreign = { ...eventOfEachKind.fill, instrument: 'sim-b/main/SOL' as InstrumentKey };
    expect(linesOf(foreign)).toContain('buy 10 lots at 292559 ticks on sim-b/main/SOL');
  });
});

describe('the log line of a command', () => {
  const texts: Record<RecordedCommand['kind'], string | undefined> = {
    place: `place     ${order} quote buy 0.01 at 2925.59 gtc post-only on sim-a/main/ETH, cycle 3`,
    cancel: `cancel    ${order} on sim-a/main/ETH`,
    'query-order': undefined,
    'query-position': undefined,
    'query-fills': undefined,
    'query-margin': undefined,
    'query-funding': undefined,
    alert: 'warning   hedge-late: the hedge is late',
    finish: 'finish    flat: iterations',
  };

  it.each(Object.values(commandOfEachKind))('$kind', (command) => {
    const text = texts[command.kind];
    expect(linesOfCommand(command)).toBe(text === undefined ? '' : `${time} ${text}\n`);
  });

  it('says that an order is at market, and that it only reduces', () => {
    const hedge = {
      ...anOrder,
      role: 'hedge',
      price: undefined,
      timeInForce: 'ioc',
      postOnly: false,
      reduceOnly: true,
    };
    expect(linesOfCommand({ kind: 'place', order: hedge as typeof anOrder })).toContain(
      'hedge buy 0.01 at market ioc reduce-only on',
    );
  });
});

describe('the log lines of a turn', () => {
  it('are its events, then its commands at the time of the last event', () => {
    const later = { ...eventOfEachKind.operator, atUs: atUs + 1 };
    expect(
      logLines([eventOfEachKind.operator, later], [commandOfEachKind.cancel], instruments).split('\n'),
    ).toEqual([
      `${time} operator  stop: Ctrl-C`,
      '2024-08-08T23:53:59.000124Z operator  stop: Ctrl-C',
      `2024-08-08T23:53:59.000124Z cancel    ${order} on sim-a/main/ETH`,
      '',
    ]);
  });

  it('are lines, whatever a venue puts into its texts', () => {
    fc.assert(
      fc.property(anyTurn, ({ events, commands }) => {
        const lines = logLines(events, commands, instruments);
        expect(lines).not.toMatch(/[^\P{Cc}\n]|[\u2028\u2029]/u);
        for (const line of lines.split('\n').slice(0, -1))
          expect(line).toMatch(/^\d{4}-\d\d-\d\dT[\d:.]+Z [a-z]/);
      }),
    );
  });
});
