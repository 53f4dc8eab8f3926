// Why a venue was asked something.
import type { Command } from '../../../core/commands.ts';
import { limits } from '../../../core/limits.ts';
import type { OrderRecord } from '../../../core/order.ts';
import type { Leg } from '../../../execution/leg.ts';
import type { PairState } from '../../../execution/pair-state.ts';
import { formatLimit } from './words.ts';

export function whyOrderQueried(order: OrderRecord | undefined, { nowUs, privateStream }: Asking): string {
  if (order === undefined) return 'it may have left without a record';
  switch (order.state) {
    case 'cancelling':
      return 'it was cancelled, and its end is not proven yet';
    case 'unknown':
    case 'submitting':
      return 'what became of it is not known';
    case 'open':
    case 'done':
      return privateStream.backAtUs === nowUs
        ? 'the private stream was gone, and may have missed something'
        : `nothing was heard of it for ${formatLimit(limits.orderPollMs)}`;
  }
}

type Asking = Pick<PairState, 'nowUs'> & Pick<Leg, 'privateStream'>;

export function whyPositionQueried({ positionCheck, orders }: Leg, pair: PairState): string {
  if (positionCheck.difference !== 0) return 'it shows another position than is booked';
  if (orders.isAwaitingProof()) return 'the end of an order is to be proven';
  if (pair.hedging !== undefined) return 'something is naked, and it may show the hedge of it';
  if (pair.stop !== undefined || pair.halt !== undefined) return 'the end of a run is the venue’s to confirm';
  return routine(limits.positionPollMs);
}

export function whyFillsQueried(
  { positionCheck, privateStream, orders }: Leg,
  { restart }: PairState,
): string {
  if (restart?.isCaughtUp === false)
    return 'fills since the record ended are to be known before anything is hedged';
  if (positionCheck.fillsPage !== undefined) return 'its history went on behind the answer before';
  if (positionCheck.difference !== 0)
    return 'it shows another position than is booked, and its history may explain it';
  if (orders.isAwaitingProof()) return 'it states fills that have not come, or does not know an order';
  if (positionCheck.fillsFetchedAtUs < privateStream.backAtUs)
    return 'the private stream was gone, and may have missed fills';
  return 'fills may be missing';
}

export const whyMarginQueried = (): string => routine(limits.marginPollMs);

export const whyFundingQueried = ({ fundingCheck }: Leg): string =>
  fundingCheck.awaitedSinceUs === undefined
    ? routine(limits.fundingPollMs)
    : 'the run ends when what was paid until then is known';

const routine = (everyMs: number): string => `it is asked every ${formatLimit(everyMs)}`;

type Query = Extract<Command, { readonly kind: `query-${string}` }>;

/** "asks       grvt for its fills". */
export function queryText(query: Query, { instrument: { venue } }: Leg): string {
  switch (query.kind) {
    case 'query-order':
      return `asks      ${venue} for order ${query.clientOrderId}`;
    case 'query-position':
      return `asks      ${venue} for its position`;
    case 'query-fills':
      return `asks      ${venue} for its fills`;
    case 'query-margin':
      return `asks      ${venue} for its margin`;
    case 'query-funding':
      return `asks      ${venue} for its funding`;
  }
}
