// What a venue is asked of a leg, and what is made of its answers.
import { describe, expect, it } from 'vitest';
import type { EngineEvent, FillEvent, FundingPaymentEvent } from '../../core/events.ts';
import { lots, quoteAmount, ticks } from '../../core/money.ts';
import type { ClientOrderId } from '../../core/order.ts';
import { testInstrument } from '../../core/testing/test-pair.ts';
import type { Venue } from '../../ports/venue.ts';
import { HistoryQuestions } from './ask-history.ts';

const instrument = testInstrument('north', '0.001');
const on = { atUs: 9_000_000, instrument: instrument.key };

const fill: FillEvent = {
  ...on,
  kind: 'fill',
  tradeId: 't-1',
  clientOrderId: 42 as ClientOrderId,
  venueOrderId: 'v-1',
  side: 'buy',
  price: ticks(300_010),
  quantity: lots(100),
  liquidity: 'maker',
  fee: { asset: 'USD', amount: quoteAmount(1n) },
  venueTimeUs: 2_000_000,
};
const paidAt = (venueTimeUs: number): FundingPaymentEvent => ({
  ...on,
  kind: 'funding-payment',
  paymentId: `p-${venueTimeUs}`,
  amount: { asset: 'USD', amount: quoteAmount(1n) },
  venueTimeUs,
});

type Told = Readonly<Record<'fills' | 'funding' | 'position', (requestId: number) => readonly EngineEvent[]>>;

const told: Told = {
  fills: (requestId) => [fill, { ...on, kind: 'fills-report', requestId }],
  funding: (requestId) => [{ ...on, kind: 'funding-report', requestId }],
  position: (requestId) => [{ ...on, kind: 'position-report', requestId, position: lots(100) }],
};

/** A venue that has this to tell, a moment after it was asked. */
function asked(changes: Partial<Told> = {}): ReturnType<HistoryQuestions['ask']> {
  const answers = { ...told, ...changes };
  const questions = new HistoryQuestions();
  const answer = (events: readonly EngineEvent[]): void =>
    queueMicrotask(() => events.forEach((event) => questions.hear(event)));
  const never = (): never => {
    throw new Error('nothing is traded');
  };
  const venue: Venue = {
    account: instrument.venueAccount,
    place: never,
    cancel: never,
    queryOrder: never,
    queryMargin: never,
    queryPosition: (_instrument, requestId) => answer(answers.position(requestId)),
    queryFills: (_instrument, requestId) => answer(answers.fills(requestId)),
    queryFunding: (_instrument, requestId) => answer(answers.funding(requestId)),
  };
  return questions.ask({ venue, instrument, fillsSinceUs: 0, paymentsFromUs: 10, paymentsUntilUs: 20 });
}

describe('a history that is asked for', () => {
  it('is all that the venue tells, each thing once, when all three questions are answered', async () => {
    const twice = await asked({ fills: (id) => [fill, ...told.fills(id)] });
    expect(twice).toMatchObject({
      ok: true,
      value: { fills: [{ tradeId: 't-1' }], payments: [], position: 100 },
    });
  });

  it('has the payments of the run’s own time only', async () => {
    const payments = [9, 10, 20, 21].map(paidAt);
    const answer = await asked({ funding: (id) => [...payments, ...told.funding(id)] });
    const ids = answer.ok ? answer.value.payments.map(({ paymentId }) => paymentId) : [];
    expect(ids).toEqual(['p-10', 'p-20']);
  });

  it('is deaf to other instruments', async () => {
    const elsewhere = { ...fill, tradeId: 't-2', instrument: testInstrument('south', '0.001').key };
    const answer = await asked({ fills: (id) => [elsewhere, ...told.fills(id)] });
    expect(answer).toMatchObject({ ok: true, value: { fills: [{ tradeId: 't-1' }] } });
  });

  it.each([
    ['fills', 'query-fills', 'fills'],
    ['funding', 'query-funding', 'funding'],
    ['position', 'query-position', 'position'],
  ] as const)('is no history where the venue does not tell %s', async (part, request, word) => {
    const failed = (requestId: number): readonly EngineEvent[] => [
      {
        ...on,
        kind: 'request-failed',
        request,
        requestId,
        clientOrderId: undefined,
        failure: { kind: 'timed-out' },
      },
    ];
    expect(await asked({ [part]: failed })).toMatchObject({
      ok: false,
      code: 'history-untold',
      message: `north did not tell the ${word} of ETH-TEST: no answer in time`,
    });
  });
});
