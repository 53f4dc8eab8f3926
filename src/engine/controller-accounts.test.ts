// Runs on one venue account share its limits: what the others have come to holds this one back, and never its hedges.
import { describe, expect, it } from 'vitest';
import { quoteAmount, type QuoteAmount } from '../core/money.ts';
import type { OtherRuns } from '../core/other-runs.ts';
import { exactly } from '../core/pair.ts';
import { noSteering } from '../core/steering.ts';
import { utcDayStartUs } from '../ledger/utc-day.ts';
import { passOn } from './recover.ts';
import { cancelledIn, placedIn, ScriptedPair } from './testing/scripted-pair.ts';
import type { LegName } from './testing/truthful-answers.ts';

const dollars = (amount: number): QuoteAmount => quoteAmount(BigInt(amount) * 10n ** 18n);

function tell(pair: ScriptedPair, leg: LegName, others: Partial<OtherRuns> = {}): void {
  pair.turn({
    kind: 'other-runs',
    instrument: pair.leg(leg).instrument.key,
    dayStartUs: utcDayStartUs(pair.pair.nowUs),
    net: dollars(0),
    traded: dollars(0),
    marginToCome: dollars(0),
    living: 1,
    ...others,
  });
}

/** Told of for as long as it takes. */
function passWith(pair: ScriptedPair, milliseconds: number): void {
  for (let passedMs = 0; passedMs < milliseconds; passedMs += 1_000) {
    for (const leg of ['primary', 'hedge'] as const) tell(pair, leg);
    pair.pass(1_000);
  }
}

describe('runs on one account', () => {
  it('end flat together when their losses of the day add up to the limit', () => {
    const pair = new ScriptedPair({ config: { dailyLossLimit: dollars(5), sleep: exactly(0) } });
    pair.start();
    pair.completeCycle();
    tell(pair, 'hedge', { net: dollars(-5) });
    pair.completeCycle();
    pair.pass(1_000);
    expect(pair.alerts.map(({ code }) => code)).toEqual(['daily-loss-limit']);
    expect(pair.finish).toMatchObject({ reason: 'daily-loss-limit', outcome: 'flat' });
  });

  it('have one volume of the day on each venue', () => {
    const steering = { ...noSteering, volumePerDayMax: [{ venue: 'beta', amount: dollars(1_000) }] };
    const pair = new ScriptedPair({ config: { steering, sleep: exactly(0) } });
    pair.start();
    tell(pair, 'hedge', { traded: dollars(401) });
    pair.completeCycle();
    pair.completeCycle();
    pair.pass(1_000);
    expect(pair.finish).toMatchObject({ reason: 'max-volume-per-day', outcome: 'flat' });
  });

  it('build nothing, and let nothing rest that would, while what the others do is not known of late; what is open is closed', () => {
    const pair = new ScriptedPair({ config: { sleep: exactly(0) } });
    const { order } = pair.start();
    pair.accept(order);
    tell(pair, 'primary');
    passWith(pair, 9_000);
    expect(cancelledIn(pair.commands)).toEqual([]);
    pair.pass(10_100);
    expect(cancelledIn(pair.commands)).toHaveLength(1);
    pair.end(order, 'canceled', 0);
    pair.commands.length = 0;
    pair.pass(2_000);
    expect(placedIn(pair.commands, 'quote')).toEqual([]);
    passWith(pair, 1_000);
    expect(placedIn(pair.commands, 'quote')).toHaveLength(1);
    pair.completeCycle();
    pair.pass(11_000);
    expect(pair.lastPlaced('quote').order).toMatchObject({ reduceOnly: true });
  });

  it('are not known by a process that takes a run up, before it has looked', () => {
    const pair = new ScriptedPair();
    pair.start();
    tell(pair, 'primary');
    passOn(pair.engine, { lostEnd: undefined }, 0);
    expect(pair.leg('primary').otherRuns?.toldAtUs).toBe(0);
    expect(pair.leg('hedge').otherRuns).toBeUndefined();
  });

  it('divide the request rate by those that live, and hedge at once all the same', () => {
    const pair = new ScriptedPair({ config: { orderRate: { requests: 40, perMs: 10_000 } } });
    const { order } = pair.start();
    pair.accept(order);
    const budget = pair.leg('hedge').pacing.budget;
    while ((budget?.used(pair.pair.nowUs) ?? 24) < 24) budget?.record(pair.pair.nowUs);
    for (const leg of ['primary', 'hedge'] as const) tell(pair, leg, { living: 3 });
    expect(budget?.unreserved).toBe(6);
    pair.fill(order, 100);
    expect(pair.countPlaced('hedge')).toBe(1);
  });
});
