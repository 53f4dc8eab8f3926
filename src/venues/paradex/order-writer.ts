// Orders of one instrument as the venue takes them: the fields, and the signature over some of them.
import { decimalToUnits } from '../../core/decimal.ts';
import { assertPresent } from '../../core/assert.ts';
import type { Instrument } from '../../core/instrument.ts';
import { limits } from '../../core/limits.ts';
import type { OrderRequest } from '../../core/order.ts';
import type { InstrumentGrid } from '../wire/decimal-grid.ts';
import type { BegunOrder, OrderKind, ParadexSigner } from './sign.ts';

/** Sizes and prices are signed in units of 10^−8. */
export const signedDecimals = 8;

export type OrderWish = Pick<
  OrderRequest,
  'side' | 'quantity' | 'price' | 'timeInForce' | 'postOnly' | 'reduceOnly'
>;

export const kindOf = ({ side, price }: Pick<OrderWish, 'side' | 'price'>): OrderKind => ({
  side,
  type: price === undefined ? 'MARKET' : 'LIMIT',
});

export interface SignedOrder {
  readonly market: string;
  readonly side: 'BUY' | 'SELL';
  readonly type: 'LIMIT' | 'MARKET';
  readonly size: string;
  readonly price: string;
  readonly instruction: 'GTC' | 'IOC' | 'POST_ONLY';
  readonly client_id: string;
  readonly flags: readonly 'REDUCE_ONLY'[];
  readonly signature: string;
  readonly signature_timestamp: number;
  /** In ms from that time: later the venue does not take the order any more, and neither would we. */
  readonly recv_window: number;
}

export class OrderWriter {
  readonly #symbol: string;
  readonly #grid: InstrumentGrid;
  readonly #signer: ParadexSigner;
  readonly #unitsPerLot: bigint;
  readonly #unitsPerTick: bigint;

  /** Tick and lot have at most so many decimals as are signed. */
  constructor({ symbol, tickSize, lotSize }: Instrument, grid: InstrumentGrid, signer: ParadexSigner) {
    this.#symbol = symbol;
    this.#grid = grid;
    this.#signer = signer;
    this.#unitsPerLot = assertPresent(decimalToUnits(lotSize, signedDecimals), 'a lot that can be signed');
    this.#unitsPerTick = assertPresent(decimalToUnits(tickSize, signedDecimals), 'a tick that can be signed');
  }

  begin(kind: OrderKind, timestampMs: number): BegunOrder {
    return this.#signer.begin(this.#symbol, kind, timestampMs);
  }

  /** `begun` is of the order's own kind. A market order has the price 0. The venue has no fill-or-kill. */
  write(wish: OrderWish, clientId: string, begun: BegunOrder): SignedOrder {
    const { side, quantity, price, timeInForce, postOnly, reduceOnly } = wish;
    const { type, timestampMs } = begun;
    const signature = this.#signer.finish(begun, {
      size: BigInt(quantity) * this.#unitsPerLot,
      price: BigInt(price ?? 0) * this.#unitsPerTick,
    });
    return {
      market: this.#symbol,
      side: side === 'buy' ? 'BUY' : 'SELL',
      type,
      size: this.#grid.quantityText(quantity),
      price: price === undefined ? '0' : this.#grid.priceText(price),
      // Market orders take this instruction too, and never rest.
      instruction: postOnly ? 'POST_ONLY' : timeInForce === 'ioc' && price !== undefined ? 'IOC' : 'GTC',
      client_id: clientId,
      flags: reduceOnly ? ['REDUCE_ONLY'] : [],
      signature,
      signature_timestamp: timestampMs,
      recv_window: limits.requestTimeoutMs,
    };
  }
}
