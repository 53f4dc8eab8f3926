// The last word on a run is the venue's: what it holds, what it says was traded, and what it still keeps open.
import { describe, expect, it } from 'vitest';
import { accepted, refused, type Checked } from '../../../core/checked.ts';
import type { EngineEvent } from '../../../core/events.ts';
import { limits } from '../../../core/limits.ts';
import { lots, quoteAmount, ticks } from '../../../core/money.ts';
import { testInstrument } from '../../../core/testing/test-pair.ts';
import type { Venue } from '../../../ports/venue.ts';
import type { AccountState } from '../../../venues/adapter.ts';
import type { Booked } from './booked.ts';
import { ClosingQuestions } from './closing-questions.ts';
import { confirms, contradictsFlat, hearLastWord, remarksOn, type LastWord } from './last-word.ts';
import type { WireLeg } from './wire-leg.ts';

const instrument = testInstrument('alpha', '0.001');
const oneCent = quoteAmount(10n ** 16n);
const booked: Booked = { count: 2, position: lots(0), fees: new Map([['USD', quoteAmount(2n * oneCent)]]) };

interface Answers {
  /** By the number of the question: lots, or no answer. */
  readonly position: (question: number) => number | undefined;
  readonly fills?: readonly ('buy' | 'sell')[];
  readonly openOrders?: (question: number) => number | undefined;
}

/** A venue that says what a test lets it say, each answer in a turn of its own; waiting takes no time. */
async function wordOf({
  position,
  fills = ['buy', 'sell'],
  openOrders = () => 0,
}: Answers): Promise<LastWord> {
  const closing = new ClosingQuestions({ nowUs: () => 0, wakeAt: (_atUs, wake) => void setImmediate(wake) });
  const say = (event: Partial<EngineEvent>): void =>
    queueMicrotask(() => closing.receive({ instrument: instrument.key, atUs: 0, ...event } as EngineEvent));
  let positions = 0;
  let states = 0;
  const trading: Partial<Venue> = {
    queryPosition: (_instrument, requestId) => {
      positions += 1;
      const held = position(positions);
      if (held === undefined) say({ kind: 'request-failed', request: 'query-position', requestId });
      else say({ kind: 'position-report', requestId, position: lots(held) });
    },
    queryFills: (_instrument, requestId) => {
      for (const [index, side] of fills.entries()) {
        const fee = { asset: 'USD', amount: oneCent };
        say({ kind: 'fill', tradeId: `${index}`, side, price: ticks(1), quantity: lots(5), fee });
      }
      say({ kind: 'fills-report', requestId });
    },
  };
  const accountState = (): Promise<Checked<AccountState>> => {
    states += 1;
    const count = openOrders(states);
    const order = {
      symbol: instrument.symbol,
      venueOrderId: '1',
      side: 'buy',
      price: '1',
      remaining: '1',
    } as const;
    if (count === undefined) return Promise.resolve(refused('venue-timed-out', 'silence', 'wait'));
    const others = { ...order, symbol: 'BTC-TEST' };
    const own = Array.from({ length: count }, () => order);
    return Promise.resolve(accepted({ balances: [], positions: [], openOrders: [others, ...own] }));
  };
  const reached = { venue: { trading, accountState, clockOffsetUs: 0 } } as unknown as WireLeg['reached'];
  const leg: WireLeg = { reached, instrument, account: { balances: [], positions: [], openOrders: [] } };
  return hearLastWord(leg, { closing, server: undefined, startUs: 0, booked });
}

const sentences = (word: LastWord): string[] => remarksOn(instrument, word, booked);

describe('the last word', () => {
  it('that agrees confirms the run', async () => {
    const word = await wordOf({ position: () => 0 });
    expect(sentences(word)).toEqual(['alpha itself confirms 2 fills, position 0, fees 0.02 USD']);
    expect(contradictsFlat(word, lots(0))).toBe(false);
    expect(confirms(word, booked)).toBe(true);
    expect(confirms(word, { ...booked, count: booked.count + 1 })).toBe(false);
  });

  it('that is late is waited for', async () => {
    const word = await wordOf({
      position: (question) => (question < 3 ? 5 : 0),
      openOrders: (question) => (question < 3 ? 1 : 0),
    });
    expect(contradictsFlat(word, lots(0))).toBe(false);
    expect(sentences(word)).toHaveLength(1);
  });

  it('that goes on to show a position takes back that the run is flat', async () => {
    const word = await wordOf({ position: () => -5 });
    expect(contradictsFlat(word, lots(0))).toBe(true);
    expect(sentences(word)).toEqual([
      'alpha itself says 2 fills, position -0.005, fees 0.02 USD, and here are booked 2 fills, position 0, fees 0.02 USD',
    ]);
  });

  it('that goes on to show an open order in the instrument does, too', async () => {
    const word = await wordOf({ position: () => 0, openOrders: () => 1 });
    expect(contradictsFlat(word, lots(0))).toBe(true);
    expect(sentences(word)[1]).toMatch(/^alpha still has 1 open order in ETH-TEST: cancel/);
  });

  it('that says nothing of open orders is told, too', async () => {
    const word = await wordOf({ position: () => 0, openOrders: () => undefined });
    expect(sentences(word)).toEqual([
      'alpha itself confirms 2 fills, position 0, fees 0.02 USD',
      'alpha did not say whether orders are open in ETH-TEST: look there',
    ]);
    expect(confirms(word, booked)).toBe(false);
  });

  it('that lacks a fill is told, and the position counts all the same', async () => {
    const word = await wordOf({ position: () => 0, fills: ['buy'] });
    expect(sentences(word)[0]).toMatch(/^alpha itself says 1 fill, .*and here are booked 2 fills/);
    expect(contradictsFlat(word, lots(0))).toBe(false);
  });

  it('that never comes is told, after so many questions, and contradicts nothing', async () => {
    let questions = 0;
    const word = await wordOf({
      position: () => {
        questions += 1;
        return undefined;
      },
      openOrders: () => undefined,
    });
    expect(questions).toBe(limits.closingTries);
    expect(sentences(word)).toEqual([
      'alpha itself did not answer at the end, and here are booked 2 fills, position 0, fees 0.02 USD',
    ]);
    expect(contradictsFlat(word, lots(0))).toBe(false);
  });
});

describe('closing questions', () => {
  it('that are given up are over at once', async () => {
    const closing = new ClosingQuestions({ nowUs: () => 0, wakeAt: () => undefined });
    const silent = { queryPosition: () => undefined, queryFills: () => undefined } as unknown as Venue;
    const asked = closing.booked({
      venue: silent,
      instrument: instrument.key,
      sinceVenueTimeUs: 0,
      expected: booked,
    });
    closing.giveUp();
    expect(await asked).toBeUndefined();
  });
});
