// Planted bugs on the way in, and in what is believed: fills that are booked twice or never, money that is off by one unit, positions and
// books that are taken for younger or truer than they are, and patience that never ends.
import type { EngineEvent } from '../../src/core/events.ts';
import { provesNoEffect } from '../../src/core/failure.ts';
import { takesEachIdOnce } from '../../src/core/instrument.ts';
import { quoteAmount } from '../../src/core/money.ts';
import { startRounds } from '../../src/execution/taker-rounds.ts';
import type { PairState } from '../../src/execution/pair-state.ts';
import type { EventSink } from '../../src/ports/venue.ts';
import type { PortWrappers, WrapperContext } from '../process/port-wrappers.ts';
import { wrapVenue } from './wrapped-venue.ts';

type Change = (event: EngineEvent, context: WrapperContext) => readonly EngineEvent[];

const inward = (change: Change): PortWrappers => ({
  sink: (inner, context) => (event) => {
    for (const each of change(event, context)) inner(each);
  },
});

/** The state is bent before every event. */
const bent = (bend: (pair: PairState, context: WrapperContext) => void): PortWrappers =>
  inward((event, context) => {
    bend(context.pair(), context);
    return [event];
  });

/** The same fill by two channels, each with an id of its own. */
export const fillBookedTwice = (): PortWrappers =>
  inward((event, { random }) =>
    event.kind === 'fill' && random.below(8) === 0
      ? [event, { ...event, tradeId: `rest-${event.tradeId}` }]
      : [event],
  );

/** A fill that no parser of ours understands, by whatever channel it comes. */
export const fillLostForEver = (): PortWrappers =>
  inward((event) => (event.kind === 'fill' && Number(event.tradeId) % 11 === 3 ? [] : [event]));

/** A fee that went through a float. */
export const feeOffByOneUnit = (): PortWrappers =>
  inward((event) =>
    event.kind === 'fill'
      ? [{ ...event, fee: { ...event.fee, amount: quoteAmount(event.fee.amount + 1n) } }]
      : [event],
  );

/** Funding is nobody's business. */
export const fundingIgnored = (): PortWrappers =>
  inward((event) => (event.kind === 'funding-payment' ? [] : [event]));

/** A snapshot is not compared: it is what is believed anyway. */
export const positionNeverCompared = (): PortWrappers =>
  inward((event, context) => {
    if (event.kind !== 'position-report') return [event];
    const { primary, hedge } = context.pair();
    const { position } = event.instrument === primary.instrument.key ? primary : hedge;
    return [{ ...event, position }];
  });

/** A time-out is taken for a refusal. */
export const timeOutIsRefusal = (): PortWrappers =>
  inward((event) =>
    event.kind === 'request-failed' && event.request === 'place' && !provesNoEffect(event.failure)
      ? [{ ...event, failure: { kind: 'refused', reason: 'other', text: 'no answer' } }]
      : [event],
  );

/** A cancel is over when it is sent. */
export const cancelAssumedDone = (): PortWrappers => {
  let sink: EventSink | undefined;
  return {
    sink: (inner) => {
      sink = inner;
      return inner;
    },
    venue: (inner, _leg, context) =>
      wrapVenue(inner, {
        cancel: (instrument, clientOrderId) => {
          inner.cancel(instrument, clientOrderId);
          const { primary, hedge } = context.pair();
          const { orders } = instrument === primary.instrument.key ? primary : hedge;
          const cumulativeQuantity = orders.find(clientOrderId)?.filled;
          if (cumulativeQuantity === undefined) return;
          const { clock } = context;
          const ended = { kind: 'order-ended', instrument, clientOrderId, cumulativeQuantity } as const;
          clock.wakeAt(clock.nowUs() + 1_000, () => {
            const atUs = clock.nowUs();
            sink?.({ ...ended, outcome: 'canceled', venueTimeUs: atUs, atUs });
          });
        },
      }),
  };
};

/** What no documentation says is taken for granted: a hedge of which nothing is known leaves again under its id, as if that were safe. */
export const usedIdsTrusted = (): PortWrappers =>
  bent(({ legs }) => {
    for (const leg of legs) {
      if (takesEachIdOnce(leg.instrument)) continue;
      Object.assign(leg, { instrument: { ...leg.instrument, remembersClientOrderIds: 'all' } });
    }
  });

/** Any sign of life of the process counts as one of the market. */
export const staleBookKeptFresh = (): PortWrappers =>
  bent(({ legs, nowUs }) => {
    for (const leg of legs) if (leg.bookAtUs > 0) leg.bookAtUs = nowUs;
  });

/** A back-off in seconds where milliseconds were meant. */
export const retryInSeconds = (): PortWrappers =>
  bent(({ hedging, nowUs }) => {
    if (hedging !== undefined && hedging.misses > 0 && hedging.nextTryAtUs <= nowUs)
      hedging.nextTryAtUs = nowUs + 5_000_000;
  });

/** Patience begins anew with every event. */
export const patienceNeverEnds = (): PortWrappers =>
  bent((pair) => {
    const { hedging, nowUs } = pair;
    if (hedging === undefined) return;
    pair.hedging = { ...startRounds(nowUs), nextTryAtUs: hedging.nextTryAtUs };
  });

/** A halt that the next cycle clears. */
export const haltForgotten = (): PortWrappers =>
  bent((pair) => {
    if (pair.halt !== undefined && pair.nowUs - pair.halt.atUs > 1_000_000) pair.halt = undefined;
  });

/** A pause is kept in the memory of the process that was asked. */
export const pauseForgotten = (): PortWrappers =>
  bent((pair, { generation }) => {
    if (generation > 1 && pair.pause !== undefined && pair.pause.sinceUs < pair.nowUs - 1_000_000)
      pair.pause = undefined;
  });

/** Whoever asks to flatten gets a pause: what is open takes its time. */
export const flattenIsAPause = (): PortWrappers =>
  inward((event) =>
    event.kind === 'operator' && event.action === 'flatten' ? [{ ...event, action: 'pause' }] : [event],
  );

/** Alerts go to a notifier that is not there. */
export const alertsLost = (): PortWrappers => ({ alert: () => () => undefined });
