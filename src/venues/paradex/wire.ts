// What goes over the wire as text: paths, and the shapes of answers. Public channels are binary: `market-frames.ts` reads them.
import { z } from 'zod';

export const paths = {
  time: '/v1/system/time',
  config: '/v1/system/config',
  markets: '/v1/markets',
  auth: '/v1/auth',
  account: '/v1/account',
  accountInfo: '/v1/account/info',
  accountMargin: '/v1/account/margin',
  balance: '/v1/balance',
  positions: '/v1/positions',
  orders: '/v1/orders',
  ordersHistory: '/v1/orders-history',
  orderByClientId: '/v1/orders/by_client_id',
  fills: '/v1/fills',
  fundingPayments: '/v1/funding/payments',
} as const;

const resultsOf = <Row extends z.ZodType>(row: Row) => z.object({ results: z.array(row) });
/** `next` is where the next page begins, and nothing on the last one. */
const pagesOf = <Row extends z.ZodType>(row: Row) =>
  z.object({ results: z.array(row), next: z.string().nullish() });

export const timeShape = z.object({ server_time: z.coerce.number().int().positive() });
export const configShape = z.object({ starknet_chain_id: z.string().min(1).max(31) });
export const sessionShape = z.object({ jwt_token: z.string().min(1) });

const feeShape = z.object({ fee: z.string() });
const marketShape = z.object({
  symbol: z.string(),
  base_currency: z.string(),
  settlement_currency: z.string(),
  asset_kind: z.string(),
  order_size_increment: z.string(),
  price_tick_size: z.string(),
  min_notional: z.string(),
  funding_period_hours: z.coerce.number().positive().optional(),
  delta1_cross_margin_params: z.object({ imf_base: z.string(), mmf_factor: z.string() }).nullish(),
  fee_config: z.object({ api_fee: z.object({ maker_fee: feeShape, taker_fee: feeShape }) }).nullish(),
});
export const marketsShape = resultsOf(marketShape);
export type Market = z.infer<typeof marketShape>;

const accountFeesShape = z.object({ maker_rate: z.string(), taker_rate: z.string() });
export const accountInfoShape = resultsOf(
  z.object({ account: z.string(), public_key: z.string().nullish(), fees: accountFeesShape.nullish() }),
);
export type AccountFees = z.infer<typeof accountFeesShape>;
export type AccountInfo = z.infer<typeof accountInfoShape>['results'][number];

export const accountMarginShape = z.object({
  margin_methodology: z.string().nullish(),
  configs: z
    .array(
      z.object({
        market: z.string(),
        leverage: z.number(),
        isolated_margin_leverage: z.number().nullish(),
        margin_type: z.string(),
      }),
    )
    .nullish(),
});
export type AccountMarginSettings = z.infer<typeof accountMarginShape>;

export const accountShape = z.object({
  account_value: z.string(),
  initial_margin_requirement: z.string(),
  maintenance_margin_requirement: z.string(),
  free_collateral: z.string(),
  status: z.string().nullish(),
});
export type AccountSummary = z.infer<typeof accountShape>;
export const balanceShape = resultsOf(z.object({ token: z.string(), size: z.string() }));
export const positionsShape = resultsOf(
  z.object({
    market: z.string(),
    side: z.enum(['LONG', 'SHORT']),
    size: z.string(),
    status: z.string(),
    average_entry_price: z.string().optional(),
  }),
);

const sideShape = z.enum(['BUY', 'SELL']);
/** As a reply, in the history and on the private stream. */
export const orderShape = z.object({
  id: z.string(),
  client_id: z.string(),
  market: z.string(),
  side: sideShape,
  size: z.string(),
  remaining_size: z.string(),
  price: z.string(),
  status: z.enum(['NEW', 'UNTRIGGERED', 'OPEN', 'CLOSED']),
  cancel_reason: z.string().nullish(),
  last_updated_at: z.number(),
});
export type Order = z.infer<typeof orderShape>;
export const ordersShape = resultsOf(orderShape);

/** In the history and on the private stream. Liquidations and transfers come without an order of a client. */
export const fillShape = z.object({
  id: z.string(),
  client_id: z.string().nullish(),
  order_id: z.string(),
  market: z.string(),
  side: sideShape,
  liquidity: z.enum(['MAKER', 'TAKER']),
  price: z.string(),
  size: z.string(),
  fee: z.string(),
  fee_currency: z.string(),
  created_at: z.number(),
});
export type Fill = z.infer<typeof fillShape>;
export const fillsShape = pagesOf(fillShape);

export const paymentShape = z.object({ id: z.string(), created_at: z.number(), payment: z.string() });
export type Payment = z.infer<typeof paymentShape>;
export const paymentsShape = pagesOf(paymentShape);
