// What a fault answers in a venue's place, and whether the request has its effect all the same.
import type { RequestFailedEvent } from '../../src/core/events.ts';
import type { RefusalReason, VenueFailure } from '../../src/core/failure.ts';
import type { RiskApproved } from '../../src/core/order.ts';
import type { Clock } from '../../src/ports/clock.ts';
import type { FaultKind } from '../scenario/fault-kinds.ts';
import type { LegName } from '../scenario/scenario.ts';
import type { FaultsInForce } from './fault-board.ts';

export type FailedRequest = Pick<
  RequestFailedEvent,
  'instrument' | 'request' | 'clientOrderId' | 'requestId'
>;

export interface Stricken {
  readonly failure: VenueFailure;
  readonly hasEffect: boolean;
}

interface Parts {
  readonly board: FaultsInForce;
  readonly leg: LegName;
  readonly clock: Clock;
}

/** While one of these may act, a query is perhaps not answered, or not truthfully. */
export const answerFaults: readonly FaultKind[] = [
  'rate-limited',
  'rate-ban',
  'unavailable',
  'malformed',
  'timestamp-refused',
  'key-revoked',
  'maintenance',
  'query-timed-out',
  'order-not-found',
  'fills-late',
  'fills-truncated',
  'position-stale',
];

/** The same of orders. */
export const orderFaults: readonly FaultKind[] = [
  'rate-limited',
  'rate-ban',
  'unavailable',
  'malformed',
  'timestamp-refused',
  'key-revoked',
  'maintenance',
  'place-timed-out-accepted',
  'place-timed-out-lost',
  'place-late',
  'cold-start',
  'rules-changed',
  'post-only-refused',
  'reduce-only-dropped',
  'ioc-partial',
  'depth-gone',
  'depth-thin',
  'margin-short',
];

/** Faults of every request first, then those of orders alone. */
export function failureOf({ board, leg, clock }: Parts, { request }: FailedRequest): Stricken | undefined {
  if (board.strike('rate-ban', leg) !== undefined)
    return without({ kind: 'rate-limited', retryAtUs: board.endUs('rate-ban', leg) });
  const limited = board.strike('rate-limited', leg);
  if (limited !== undefined)
    return without({ kind: 'rate-limited', retryAtUs: clock.nowUs() + limited.amount * 1_000 });
  if (board.strike('key-revoked', leg) !== undefined) return without(refusal('other', 'no such key'));
  if (board.strike('maintenance', leg) !== undefined)
    return without(
      request === 'place'
        ? refusal('not-trading', 'maintenance')
        : { kind: 'unavailable', text: 'maintenance' },
    );
  if (board.strike('timestamp-refused', leg) !== undefined)
    return without(refusal('other', 'timestamp outside the window'));
  for (const kind of ['unavailable', 'malformed'] as const) {
    if (board.strike(kind, leg) === undefined) continue;
    return { failure: { kind, text: 'injected' }, hasEffect: board.isHalf(kind, leg) };
  }
  return undefined;
}

/** What a venue refuses of orders alone. */
export function refusalOf({ board, leg }: Parts, order: RiskApproved): VenueFailure | undefined {
  if (board.strike('cold-start', leg) !== undefined) return refusal('not-trading', 'not open yet');
  if (board.strike('rules-changed', leg) !== undefined)
    return refusal(
      board.isHalf('rules-changed', leg) ? 'invalid-price' : 'invalid-quantity',
      'not what the venue takes any more',
    );
  if (order.postOnly && board.strike('post-only-refused', leg) !== undefined)
    return refusal('post-only-would-cross', 'the market has moved');
  if (!order.reduceOnly && board.strike('margin-short', leg) !== undefined)
    return refusal('insufficient-margin', 'not enough margin');
  return undefined;
}

const without = (failure: VenueFailure): Stricken => ({ failure, hasEffect: false });

const refusal = (reason: RefusalReason, text: string): VenueFailure => ({ kind: 'refused', reason, text });
