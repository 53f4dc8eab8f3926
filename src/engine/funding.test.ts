// Funding as the engine hears it: the terms are kept for whoever steers by them, and a payment is booked once.
import { describe, expect, it } from 'vitest';
import type { Command, QueryFundingCommand } from '../core/commands.ts';
import type { FundingPaymentEvent } from '../core/events.ts';
import type { FundingRate } from '../core/funding.ts';
import { limits } from '../core/limits.ts';
import { formatQuote, quoteAmount } from '../core/money.ts';
import { restartBlockedBy } from '../execution/restart.ts';
import { toQuoteAmount } from '../ledger/exact-amount.ts';
import { RecordedPair } from './testing/recorded-pair.ts';
import { placedIn, ScriptedPair } from './testing/scripted-pair.ts';
import type { LegName } from './testing/truthful-answers.ts';
import type { DistributiveOmit } from './testing/venue-words.ts';

type Payment = DistributiveOmit<FundingPaymentEvent, 'atUs'>;

const payment = (pair: ScriptedPair, name: LegName, dollars: bigint, paymentId: string): Payment => ({
  kind: 'funding-payment',
  instrument: pair.leg(name).instrument.key,
  paymentId,
  amount: { asset: 'USD', amount: quoteAmount(dollars * 10n ** 18n) },
  venueTimeUs: pair.pair.nowUs - 1_000,
});

function pay(pair: ScriptedPair, name: LegName, dollars: bigint, paymentId: string): void {
  pair.turn(payment(pair, name, dollars, paymentId));
}

/** Paid, and nobody was told. */
function payUnheard(pair: ScriptedPair, name: LegName, dollars: bigint, paymentId: string): void {
  pair.payments.push(payment(pair, name, dollars, paymentId));
}

const askedIn = (commands: readonly Command[]): QueryFundingCommand[] =>
  commands.filter((command) => command.kind === 'query-funding');

/** The latest query of the leg comes to nothing. */
function failFundingQuery(pair: ScriptedPair, name: LegName): void {
  const { key } = pair.leg(name).instrument;
  pair.turn({
    kind: 'request-failed',
    request: 'query-funding',
    instrument: key,
    clientOrderId: undefined,
    requestId: askedIn(pair.commands).findLast(({ instrument }) => instrument === key)?.requestId,
    failure: { kind: 'unavailable', text: 'test' },
  });
}

const fundingOf = ({ pair }: ScriptedPair): string =>
  formatQuote(toQuoteAmount(pair.ledger.pnl(pair.ledger.lastMarks()).total.funding));

describe('funding', () => {
  it('is known for each leg as its venue last published it', () => {
    const pair = new ScriptedPair();
    expect(pair.leg('hedge').funding).toBeUndefined();
    const { key: instrument } = pair.leg('hedge').instrument;
    const terms = {
      rate: (10n ** 14n) as FundingRate,
      intervalMs: 28_800_000,
      nextAtUs: 1_800_000_000_000_001,
    };
    pair.turn({ kind: 'funding-rate', instrument, ...terms });
    expect(pair.leg('hedge').funding).toEqual(terms);
    expect(pair.leg('primary').funding).toBeUndefined();
  });

  it('is booked once, by whatever channel a payment comes again, and counts in the day’s result', () => {
    const pair = new ScriptedPair();
    pair.start();
    pay(pair, 'primary', -3n, 'f-1');
    expect(pair.pair.bookedFunding).toHaveLength(1);
    pay(pair, 'primary', -3n, 'f-1');
    expect(pair.pair.bookedFunding).toEqual([]);
    pay(pair, 'hedge', 2n, 'f-1');
    expect(fundingOf(pair)).toBe('-1');
    expect(pair.pair.dailyNet()).toBe(-(10n ** 18n));
  });

  it('of an instrument that is not the pair’s is not booked', () => {
    const pair = new ScriptedPair();
    pair.start();
    const foreign = pair.leg('primary').instrument;
    pair.turn({
      kind: 'funding-payment',
      instrument: `${foreign.venueAccount}/BTC` as typeof foreign.key,
      paymentId: 'f-1',
      amount: { asset: 'USD', amount: quoteAmount(5n) },
      venueTimeUs: 1,
    });
    expect(fundingOf(pair)).toBe('0');
  });
});

describe('funding that was paid while nobody listened', () => {
  it('is asked for at an interval, and booked once', () => {
    const pair = new ScriptedPair();
    pair.start();
    pair.pass(5_000);
    pay(pair, 'primary', -3n, 'f-1');
    payUnheard(pair, 'primary', -3n, 'f-1');
    payUnheard(pair, 'primary', -4n, 'f-2');
    const asked = askedIn(pair.pass(limits.fundingPollMs));
    expect(asked.map(({ instrument }) => instrument)).toEqual(
      pair.pair.legs.map(({ instrument }) => instrument.key),
    );
    expect(fundingOf(pair)).toBe('-7');
    pair.pass(3 * limits.fundingPollMs);
    expect(fundingOf(pair)).toBe('-7');
  });

  it('is asked for as far back as a history may be late, but never before the run began', () => {
    const pair = new ScriptedPair();
    const beganUs = pair.pair.nowUs;
    payUnheard(pair, 'primary', -3n, 'of another run');
    pair.start();
    const [first] = askedIn(pair.pass(limits.fundingPollMs + 50));
    expect(first?.sinceVenueTimeUs).toBeGreaterThanOrEqual(beganUs);
    expect(fundingOf(pair)).toBe('0');
    const minutes = Math.ceil(limits.fundingOverlapMs / 60_000) + 2;
    const last = askedIn(pair.pass(minutes * 60_000)).at(-1);
    const reachesUs = pair.pair.nowUs - (last?.sinceVenueTimeUs ?? 0);
    expect(reachesUs).toBeGreaterThan(limits.fundingOverlapMs * 1_000);
    expect(reachesUs).toBeLessThan((limits.fundingOverlapMs + 3 * limits.fundingPollMs) * 1_000);
  });

  it('is asked for at once by a process that takes a run up', () => {
    const pair = new RecordedPair();
    pair.start();
    pair.pass(5_000);
    payUnheard(pair, 'hedge', 2n, 'f-1');
    pair.restart();
    pair.pass(100);
    expect(fundingOf(pair)).toBe('2');
  });

  it('is asked for since the run began where its record is lost, and before the run is called over', () => {
    const pair = new RecordedPair();
    pair.start();
    payUnheard(pair, 'hedge', 2n, 'f-1');
    pair.restart({ lostTurns: pair.record.length, isNoticed: true });
    const sinceUs = askedIn(pair.pass(100)).map(({ sinceVenueTimeUs }) => sinceVenueTimeUs);
    expect(sinceUs.every((sinceVenueTimeUs) => sinceVenueTimeUs <= 1_800_000_000_000_000)).toBe(true);
    pair.pass(15_000);
    expect(fundingOf(pair)).toBe('2');
    expect(pair.finish).toMatchObject({ reason: 'record-damaged' });
  });

  it('is waited for at the end of a run that was held up for long before it could end', () => {
    const pair = new RecordedPair();
    pair.start();
    payUnheard(pair, 'hedge', 2n, 'f-1');
    pair.answersFunding = false;
    pair.restart({ word: 'lost' });
    pair.operator('halt');
    while (restartBlockedBy(pair.pair) !== undefined) pair.pass(50);
    expect(pair.pair.nowUs - pair.pair.hedge.positionCheck.quietSinceUs).toBeGreaterThan(10_000_000);
    pair.pass(1_000);
    pair.answersFunding = true;
    failFundingQuery(pair, 'hedge');
    pair.pass(4_000);
    expect(fundingOf(pair)).toBe('2');
    expect(pair.finish).toMatchObject({ reason: 'operator-halt' });
  });

  it('is asked for at once when a venue shows again that it lives', () => {
    const pair = new ScriptedPair();
    const { order } = pair.start();
    pair.accept(order);
    pair.pass(limits.bookAgeMsMax + 1_000, { booksSpeak: false });
    pair.end(order, 'canceled', 0);
    payUnheard(pair, 'primary', 2n, 'f-1');
    pair.pass(2_000);
    expect(fundingOf(pair)).toBe('2');
  });

  it('is asked for again a moment after the query failed', () => {
    const pair = new ScriptedPair();
    pair.start();
    pair.answersQueries = false;
    pair.pass(limits.fundingPollMs + 50);
    failFundingQuery(pair, 'primary');
    expect(askedIn(pair.pass(limits.fundingRecheckMs - 100))).toEqual([]);
    expect(askedIn(pair.pass(200))).toHaveLength(1);
  });

  it('is asked for before a run is called over, which waits for the answer, but not for long', () => {
    const pair = new ScriptedPair();
    pair.start();
    pair.completeCycle();
    payUnheard(pair, 'primary', 2n, 'f-1');
    pair.operator('take-now');
    const unwind = pair.lastPlaced('quote').order;
    pair.accept(unwind);
    for (const hedge of placedIn(pair.fill(unwind, unwind.quantity), 'hedge')) {
      pair.accept(hedge);
      pair.fill(hedge, hedge.quantity);
    }
    pair.pass(1_000);
    expect(pair.finish).toMatchObject({ outcome: 'flat' });
    expect(fundingOf(pair)).toBe('2');
  });
});
