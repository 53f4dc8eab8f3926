// Expected failures are values with a tag: what a venue can answer other than yes.
import { assertNever } from './assert.ts';

/** Why a venue refused a request, in our words; each adapter maps its venue's codes to these. */
export type RefusalReason =
  | 'post-only-would-cross'
  | 'reduce-only-would-increase'
  | 'would-not-fill-completely'
  | 'insufficient-margin'
  | 'invalid-price'
  | 'invalid-quantity'
  | 'below-minimum'
  | 'unknown-instrument'
  | 'unknown-order'
  | 'duplicate-client-order-id'
  | 'not-trading'
  | 'other';

/** A request that did not succeed. Only `refused` and `rate-limited` prove that nothing happened at the venue. */
export type VenueFailure =
  | { readonly kind: 'refused'; readonly reason: RefusalReason; readonly text: string }
  | { readonly kind: 'rate-limited'; readonly retryAtUs: number }
  | { readonly kind: 'timed-out' }
  | { readonly kind: 'unavailable'; readonly text: string }
  | { readonly kind: 'malformed'; readonly text: string };

/** In words, for people. */
export function describeFailure(failure: VenueFailure): string {
  switch (failure.kind) {
    case 'refused':
      return `refused: ${failure.reason} (${failure.text})`;
    case 'rate-limited':
      return 'too many requests';
    case 'timed-out':
      return 'no answer in time';
    case 'unavailable':
      return `unavailable (${failure.text})`;
    case 'malformed':
      return `an answer that cannot be read (${failure.text})`;
    default:
      return assertNever(failure);
  }
}

/** Whether the failure says that the venue does not trade at all at the moment, whatever the order. */
export function saysNotTrading(failure: VenueFailure): boolean {
  return failure.kind === 'unavailable' || (failure.kind === 'refused' && failure.reason === 'not-trading');
}

/** Whether the failure is the venue's own, or its connection's: nothing that was sent is at fault. */
export const isOfTheVenue = (failure: VenueFailure): boolean =>
  failure.kind === 'timed-out' || failure.kind === 'rate-limited' || saysNotTrading(failure);

/** Whether the failure proves that the request had no effect; otherwise its outcome is unknown. A duplicate proves the contrary. */
export function provesNoEffect(failure: VenueFailure): boolean {
  if (failure.kind === 'refused') return failure.reason !== 'duplicate-client-order-id';
  return failure.kind === 'rate-limited';
}
