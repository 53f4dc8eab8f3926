// A world from a seed: two venues or one, one time for all, and the same run for the same seed.
import { describe, expect, test } from 'vitest';
import { defineInstrument, type Instrument, type VenueAccountKey } from '../../core/instrument.ts';
import { zeroQuote } from '../../core/money.ts';
import type { EngineEvent } from '../../core/events.ts';
import type { OrderRequest, RiskApproved } from '../../core/order.ts';
import { termsOf, testInstrument } from './testing/exchange.ts';
import { ScriptedSource } from './testing/scripted-source.ts';
import { createWorld, type LegOptions, type World } from './world.ts';

const alpha = testInstrument;
const beta = defineInstrument({ ...testInstrument, venue: 'beta' });
const alphaBtc = defineInstrument({ ...testInstrument, symbol: 'BTC-PERP', base: 'BTC' });

/** A market that begins at 1 s or later, with a trade every millisecond after its snapshot. */
function market(instrument: Instrument, beginUs: number): ScriptedSource {
  const source = new ScriptedSource(instrument);
  source.snapshot(beginUs, [
    ['buy', 99, 50],
    ['sell', 101, 50],
  ]);
  for (let count = 1; count <= 40; count += 1) source.trade(beginUs + count * 1_000, 'sell', 99, 3);
  return source;
}

function open(
  hedge: Instrument,
  seed: number,
  leg: Partial<LegOptions> = {},
): World & { readonly log: string[] } {
  const log: string[] = [];
  const world = createWorld({
    primary: { source: market(alpha, 1_000_000), ...leg },
    hedge: { source: market(hedge, 1_000_500) },
    seed,
    sink: (event: EngineEvent) => log.push(JSON.stringify(event, withBigints)),
  });
  return { ...world, log };
}

const withBigints = (_key: string, value: unknown): unknown =>
  typeof value === 'bigint' ? `${value}` : value;

/** Places one order on each leg as soon as time has begun, and plays everything to the end. */
function play({ time, venues, log }: World & { readonly log: string[] }, hedge: Instrument): string[] {
  [alpha, hedge].forEach((instrument, index) => {
    const terms = termsOf({ id: index + 1, side: 'buy', quantity: 5, price: 99, postOnly: true });
    const context = { instrument: instrument.key, role: 'quote', cycle: 0, tickOffset: 0 } as const;
    venues
      .get(instrument.venueAccount)
      ?.place({ ...terms, ...context } satisfies OrderRequest as RiskApproved);
  });
  while (time.runNext()) continue;
  return log;
}

describe('world', () => {
  test('time begins with the first message of either market', () => {
    expect(open(beta, 7).time.nowUs()).toBe(1_000_000);
  });

  test('each leg has its venue; legs of one account share it, its ledger and its margin', () => {
    expect([...open(beta, 7).venues.keys()]).toEqual(['alpha/main', 'beta/main']);
    const { venues } = open(alphaBtc, 7);
    expect([...venues.keys()]).toEqual(['alpha/main']);
    const venue = venues.get('alpha/main' as VenueAccountKey);
    expect([alpha, alphaBtc].map(({ key }) => venue?.listing(key)?.instrument.key)).toEqual([
      alpha.key,
      alphaBtc.key,
    ]);
  });

  test('both legs on one instrument are refused', () => {
    expect(() => open(alpha, 7)).toThrow(/different instruments/);
  });

  test('what reaches us is in order of time, from both venues', () => {
    const times = play(open(beta, 7), beta).map((line) => Number(/"atUs":(\d+)/.exec(line)?.[1]));
    expect(times).toEqual([...times].sort((one, other) => one - other));
    expect(times.length).toBeGreaterThan(80);
  });

  test.each([
    ['two venues', beta],
    ['one venue', alphaBtc],
  ])('on %s the same seed gives the same events to the byte, another seed others', (_name, hedge) => {
    const run = (seed: number): string[] => play(open(hedge, seed), hedge);
    expect(run(7)).toEqual(run(7));
    expect(run(7)).not.toEqual(run(8));
  });

  test('the queue is risk-averse unless a leg says otherwise', () => {
    const filled = (leg: Partial<LegOptions>): number =>
      play(open(beta, 7, leg), beta).filter(
        (line) => line.includes('"fill"') && line.includes('"alpha/main/'),
      ).length;
    // Fifty lots stand ahead and forty trades of three come, all of them at the price.
    expect(filled({})).toBeGreaterThan(0);
    expect(filled({ queueModel: 'riskAverse' })).toBe(filled({}));
    expect(filled({ queueModel: 'tradedThrough' })).toBe(0);
  });

  test('a policy of a leg holds on its venue', () => {
    const run = play(open(beta, 7, { policy: { collateral: zeroQuote } }), beta);
    expect(run.filter((line) => line.includes('insufficient-margin'))).toHaveLength(1);
  });

  test('what is left when the markets have ended still happens', () => {
    const { time, venues, log } = open(beta, 7);
    while (time.runNext()) continue;
    log.length = 0;
    venues.get(beta.venueAccount)?.queryPosition(beta.key, 3);
    while (time.runNext()) continue;
    expect(log).toHaveLength(1);
    expect(time.peekUs()).toBe(Infinity);
  });
});
