// What the local server says no with: the venue's codes, their statuses, and its words for them.
import type { RefusalReason } from '../../core/failure.ts';
import { jsonReply, type Reply } from '../local/request.ts';

export interface VenueError {
  readonly kind: 'error';
  readonly code: number;
  readonly status: number;
  readonly message: string;
}

export const venueError = (code: number, status: number, message: string): VenueError => ({
  kind: 'error',
  code,
  status,
  message,
});

export const errors = {
  notLoggedIn: venueError(1000, 401, 'You need to authenticate prior to using this functionality'),
  malformed: venueError(1003, 400, 'Request could not be processed due to malformed syntax'),
  notFound: venueError(1004, 404, 'Data Not Found'),
  rateLimited: venueError(1006, 429, 'You have surpassed the allocated rate limit for your tier'),
  maintenance: venueError(
    1009,
    503,
    'We are temporarily deactivating this API endpoint, please try again later',
  ),
  wrongChain: venueError(1012, 400, 'Invalid signature chain ID'),
  badFeed: venueError(1101, 400, 'Feed Format must be in the format of <primary>@<secondary>'),
  unknownSigner: venueError(2000, 403, 'Signature is from an unauthorized signer'),
  expired: venueError(2001, 403, 'Signature has expired'),
  wrongSignature: venueError(2002, 403, 'Signature does not match payload'),
  wrongAccount: venueError(2003, 403, 'Order sub account does not match logged in user'),
  wrongV: venueError(2005, 403, 'Signature V must be 27/28'),
  wrongLength: venueError(2006, 403, 'Signature R/S must have exactly 64 characters long without 0x prefix'),
  highS: venueError(2007, 403, 'Signature S must be in the lower half of the curve'),
  tooLong: venueError(2008, 403, 'Signature exceeds maximum allowed duration.'),
  hasOrderId: venueError(2010, 400, 'Order ID should be empty when creating an order'),
  noClientId: venueError(2011, 400, 'Client Order ID should be supplied when creating an order'),
  marketWithPrice: venueError(2020, 400, 'Market Order must always be supplied without a limit price'),
  limitWithoutPrice: venueError(2021, 400, 'Limit Order must always be supplied with a limit price'),
  wrongTimeInForce: venueError(2030, 400, 'Orderbook Orders must have a TimeInForce of GTT/IOC/FOK'),
  postOnlyTaker: venueError(2032, 400, 'Post Only can only be set to true for GTT/AON orders'),
  severalLegs: venueError(2042, 400, 'Orderbook Orders must contain only one leg'),
  offTick: venueError(2064, 400, 'Invalid limit price tick'),
  tooGranular: venueError(2065, 400, 'Order size too granular'),
  noReference: venueError(3021, 400, 'Either order ID or client order ID must be supplied'),
  countdownTooLong: venueError(6000, 400, 'Countdown time is bigger than 300s supported'),
  /** The venue would charge its clients for somebody else; here it is refused, because no adapter of ours may send it. */
  builder: venueError(
    7504,
    400,
    'Builder is not authorized for the specified user: no builder, builder_fee or broker is ever sent from here',
  ),
} as const;

/** What the exchange refuses when an order is created. */
const byReason: Readonly<Record<RefusalReason, VenueError>> = {
  'post-only-would-cross': venueError(2082, 400, 'Pre-order check failed'),
  'reduce-only-would-increase': venueError(2401, 400, 'Reduce only order must not increase position size'),
  'would-not-fill-completely': venueError(2082, 400, 'Pre-order check failed'),
  'insufficient-margin': venueError(2080, 400, 'Insufficient margin to create order'),
  'invalid-price': errors.offTick,
  'invalid-quantity': errors.tooGranular,
  'below-minimum': venueError(2062, 400, 'Order size smaller than min size'),
  'unknown-instrument': venueError(2061, 400, 'Unsupported Instrument Requested'),
  'unknown-order': errors.notFound,
  'duplicate-client-order-id': venueError(2012, 400, 'Client Order ID overlaps with existing active order'),
  'not-trading': venueError(2060, 400, 'Order Legs contain one or more inactive derivative'),
  other: venueError(2082, 400, 'Pre-order check failed'),
};

export const errorOf = (reason: RefusalReason): VenueError => byReason[reason];

export const isVenueError = (value: object): value is VenueError => 'kind' in value && value.kind === 'error';

export function errorReply({ code, status, message }: VenueError, headers = {}): Reply {
  return jsonReply(status, { request_id: 1, code, message, status }, headers);
}
