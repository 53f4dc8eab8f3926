// Orders as they leave: signed, and written by hand, because between a fill and its hedge every microsecond counts. What is the same
// for every order of an instrument is prepared once.
import { assert } from '../../core/assert.ts';
import type { Instrument } from '../../core/instrument.ts';
import type { OrderRequest } from '../../core/order.ts';
import { InstrumentGrid } from '../wire/decimal-grid.ts';
import { PreparedLeg, type GrvtTimeInForce, type OrderSigner } from './sign.ts';

const timeInForces = {
  gtc: 'GOOD_TILL_TIME',
  ioc: 'IMMEDIATE_OR_CANCEL',
  fok: 'FILL_OR_KILL',
} as const satisfies Record<OrderRequest['timeInForce'], GrvtTimeInForce>;

/** Signed prices are in 10^−9 of the quote coin. */
const priceDecimals = 9;

/** What signatures need of an instrument beside its rules. */
export interface SignedAsset {
  /** "0x030501" */
  readonly assetId: string;
  /** Signed sizes are in 10^−this of the base coin. */
  readonly baseDecimals: number;
}

/** What one order has beyond its terms. */
export interface OrderIdentity {
  readonly clientId: string;
  /** 32 bits; two payloads that are the same but for it are two orders. */
  readonly nonce: number;
  /** The venue ends the order then, in ns since the epoch. */
  readonly expirationNs: bigint;
}

export class OrderWriter {
  readonly #signer: OrderSigner;
  readonly #leg: PreparedLeg;
  readonly #grid: InstrumentGrid;
  readonly #sizePerLot: bigint;
  readonly #pricePerTick: bigint;
  readonly #head: string;
  readonly #instrument: string;
  readonly #tail: string;

  constructor(
    instrument: Pick<Instrument, 'symbol' | 'tickSize' | 'lotSize'>,
    { assetId, baseDecimals }: SignedAsset,
    signer: OrderSigner,
    chainId: number,
    subAccountId: string,
  ) {
    const { symbol, tickSize, lotSize } = instrument;
    assert(lotSize.decimals <= baseDecimals, `a lot of ${symbol} is whole in its smallest denomination`);
    assert(tickSize.decimals <= priceDecimals, `a tick of ${symbol} has at most nine decimals`);
    this.#signer = signer;
    this.#leg = new PreparedLeg(assetId);
    this.#grid = new InstrumentGrid(instrument);
    this.#sizePerLot = lotSize.digits * 10n ** BigInt(baseDecimals - lotSize.decimals);
    this.#pricePerTick = tickSize.digits * 10n ** BigInt(priceDecimals - tickSize.decimals);
    this.#head = `{"order":{"sub_account_id":"${subAccountId}","is_market":`;
    this.#instrument = `"legs":[{"instrument":${JSON.stringify(symbol)},"size":"`;
    this.#tail = `,"chain_id":"${chainId}"},"metadata":{"client_order_id":"`;
  }

  /** The parameters of a request that creates the order. No field of a builder or broker is among them. */
  write(
    order: Pick<OrderRequest, 'side' | 'price' | 'quantity' | 'postOnly' | 'reduceOnly' | 'timeInForce'>,
    { clientId, nonce, expirationNs }: OrderIdentity,
  ): string {
    const { price, quantity, postOnly, reduceOnly } = order;
    const isMarket = price === undefined;
    const isBuying = order.side === 'buy';
    const timeInForce = timeInForces[order.timeInForce];
    const { r, s, v } = this.#signer.sign(this.#leg, {
      isMarket,
      timeInForce,
      postOnly,
      reduceOnly,
      isBuying,
      nonce,
      expirationNs,
      contractSize: BigInt(quantity) * this.#sizePerLot,
      limitPrice: isMarket ? 0n : BigInt(price) * this.#pricePerTick,
    });
    const limit = isMarket ? 'null' : `"${this.#grid.priceText(price)}"`;
    return (
      `${this.#head}${isMarket},"time_in_force":"${timeInForce}","post_only":${postOnly},"reduce_only":${reduceOnly},` +
      `${this.#instrument}${this.#grid.quantityText(quantity)}","limit_price":${limit},"is_buying_asset":${isBuying}}],` +
      `"signature":{"signer":"${this.#signer.address}","r":"${r}","s":"${s}","v":${v},` +
      `"expiration":"${expirationNs}","nonce":${nonce}${this.#tail}${clientId}"}}}`
    );
  }
}

/** The nonce of an order: unique among the orders of two months, and the same when it is written again. */
export const nonceOf = (clientOrderId: number): number => clientOrderId % 2 ** 32;
