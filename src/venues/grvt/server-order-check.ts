// An order as it arrived at the local server, looked at as the venue does before anything is matched: its form, its signature, its
// time, and that nobody else would earn by it.
import { z } from 'zod';
import type { TimeInForce } from '../../core/order.ts';
import type { LocalTerms } from '../local/local-order.ts';
import type { InstrumentGrid } from '../wire/decimal-grid.ts';
import { parseUnits } from '../../core/decimal.ts';
import type { ServerAccountKeys } from './server-sessions.ts';
import { digestOf, signerOf } from './server-typed-data.ts';
import { errorOf, errors, type VenueError } from './server-words.ts';

const orderShape = z.looseObject({
  order_id: z.string().optional(),
  sub_account_id: z.string().regex(/^\d{1,20}$/),
  is_market: z.boolean().default(false),
  time_in_force: z.string(),
  post_only: z.boolean().default(false),
  reduce_only: z.boolean().default(false),
  legs: z
    .array(
      z.object({
        instrument: z.string(),
        size: z.string(),
        limit_price: z.string().nullish(),
        is_buying_asset: z.boolean(),
      }),
    )
    .min(1),
  signature: z.object({
    signer: z.string(),
    r: z.string(),
    s: z.string(),
    v: z.number().int(),
    expiration: z.string().regex(/^\d{1,19}$/),
    nonce: z.number().int().min(0).max(0xffff_ffff),
    chain_id: z.string().optional(),
  }),
  metadata: z.looseObject({ client_order_id: z.string().optional() }),
});
export type ArrivedOrder = z.infer<typeof orderShape>;

/** What the server lists of an instrument, beyond what the exchange needs. */
export interface ServerListing {
  readonly symbol: string;
  readonly assetId: string;
  readonly grid: InstrumentGrid;
}

export interface CheckedOrder {
  readonly kind: 'checked';
  readonly terms: LocalTerms & { readonly clientId: string };
  readonly arrived: ArrivedOrder;
}

const timeInForces: Readonly<Record<string, readonly [ours: TimeInForce, signed: number]>> = {
  GOOD_TILL_TIME: ['gtc', 1],
  IMMEDIATE_OR_CANCEL: ['ioc', 3],
  FILL_OR_KILL: ['fok', 4],
};

const types = {
  Order: [
    ['subAccountID', 'uint64'],
    ['isMarket', 'bool'],
    ['timeInForce', 'uint8'],
    ['postOnly', 'bool'],
    ['reduceOnly', 'bool'],
    ['legs', 'OrderLeg[]'],
    ['nonce', 'uint32'],
    ['expiration', 'int64'],
  ],
  OrderLeg: [
    ['assetID', 'uint256'],
    ['contractSize', 'uint64'],
    ['limitPrice', 'uint64'],
    ['isBuyingContract', 'bool'],
  ],
} as const;

const curveHalf = BigInt('0x7fffffffffffffffffffffffffffffff5d576e7357a4501ddfe92f46681b20a0');
const longestNs = 30n * 86_400n * 1_000_000_000n;
const decimals = 9;

export class OrderCheck {
  readonly #keys: ServerAccountKeys;
  readonly #listings: ReadonlyMap<string, ServerListing>;
  readonly #nowUs: () => number;

  constructor(keys: ServerAccountKeys, listings: ReadonlyMap<string, ServerListing>, nowUs: () => number) {
    this.#keys = keys;
    this.#listings = listings;
    this.#nowUs = nowUs;
  }

  check(order: unknown): CheckedOrder | VenueError {
    const parsed = orderShape.safeParse(order);
    if (!parsed.success) return errors.malformed;
    const arrived = parsed.data;
    if (['builder', 'builder_fee'].some((name) => name in arrived) || 'broker' in arrived.metadata)
      return errors.builder;
    if (arrived.sub_account_id !== this.#keys.subAccountId) return errors.wrongAccount;
    const [leg] = arrived.legs;
    if (leg === undefined || arrived.legs.length > 1) return errors.severalLegs;
    const listing = this.#listings.get(leg.instrument);
    if (listing === undefined) return errorOf('unknown-instrument');
    return this.#checkSignature(arrived, leg, listing) ?? termsOf(arrived, leg, listing.grid);
  }

  #checkSignature(
    arrived: ArrivedOrder,
    leg: ArrivedOrder['legs'][number],
    { assetId }: ServerListing,
  ): VenueError | undefined {
    const { signer: claimed, r, s, v, expiration, nonce, chain_id: chain } = arrived.signature;
    const { chainId, signer } = this.#keys;
    if (chain !== undefined && chain !== '0' && chain !== String(chainId)) return errors.wrongChain;
    if (v !== 27 && v !== 28) return errors.wrongV;
    const [rDigits, sDigits] = [r, s].map((text) => /^0x([0-9a-fA-F]{64})$/.exec(text)?.[1]);
    if (rDigits === undefined || sDigits === undefined) return errors.wrongLength;
    if (BigInt(`0x${sDigits}`) > curveHalf) return errors.highS;
    const size = parseUnits(leg.size, decimals);
    const price = parseUnits(leg.limit_price ?? '0', decimals);
    if (size === undefined || size < 0n) return errors.tooGranular;
    if (price === undefined || price < 0n) return errors.offTick;
    const digest = digestOf({
      chainId,
      types,
      primaryType: 'Order',
      value: {
        subAccountID: arrived.sub_account_id,
        isMarket: arrived.is_market,
        timeInForce: timeInForces[arrived.time_in_force]?.[1] ?? 0,
        postOnly: arrived.post_only,
        reduceOnly: arrived.reduce_only,
        legs: [
          { assetID: assetId, contractSize: size, limitPrice: price, isBuyingContract: leg.is_buying_asset },
        ],
        nonce,
        expiration,
      },
    });
    if (signerOf(digest, rDigits, sDigits, v) !== claimed.toLowerCase()) return errors.wrongSignature;
    if (claimed.toLowerCase() !== signer) return errors.unknownSigner;
    const leftNs = BigInt(expiration) - BigInt(this.#nowUs()) * 1_000n;
    if (leftNs <= 0n) return errors.expired;
    return leftNs > longestNs ? errors.tooLong : undefined;
  }
}

function termsOf(
  arrived: ArrivedOrder,
  leg: ArrivedOrder['legs'][number],
  grid: InstrumentGrid,
): CheckedOrder | VenueError {
  const { is_market: isMarket, post_only: postOnly, reduce_only: reduceOnly } = arrived;
  const clientId = arrived.metadata.client_order_id;
  const timeInForce = timeInForces[arrived.time_in_force]?.[0];
  const hasPrice = parseUnits(leg.limit_price ?? '0') !== 0n;
  if (arrived.order_id !== undefined && !/^(0x)?0*$/.test(arrived.order_id)) return errors.hasOrderId;
  if (clientId === undefined || !/^\d{1,20}$/.test(clientId)) return errors.noClientId;
  if (timeInForce === undefined) return errors.wrongTimeInForce;
  if (postOnly && (timeInForce !== 'gtc' || isMarket)) return errors.postOnlyTaker;
  if (isMarket && hasPrice) return errors.marketWithPrice;
  if (!isMarket && !hasPrice) return errors.limitWithoutPrice;
  const quantity = grid.lots(leg.size);
  const price = isMarket ? undefined : grid.ticks(leg.limit_price ?? '0');
  if (quantity === undefined) return errors.tooGranular;
  if (quantity === 0) return errorOf('below-minimum');
  if (!isMarket && price === undefined) return errors.offTick;
  return {
    kind: 'checked',
    arrived,
    terms: {
      symbol: leg.instrument,
      clientId,
      side: leg.is_buying_asset ? 'buy' : 'sell',
      quantity,
      price,
      timeInForce,
      postOnly,
      reduceOnly,
      expiresAtUs: Number(BigInt(arrived.signature.expiration) / 1_000n),
    },
  };
}
