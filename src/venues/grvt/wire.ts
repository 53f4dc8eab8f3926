// What goes over the wire by request: where to, and the shapes of answers. Amounts stay text until whole ticks, lots and units are
// made of them. What is read thousands of times a second is read by hand, in frames.
import { z } from 'zod';

export const paths = {
  login: '/auth/api_key/login',
  time: '/time',
  allInstruments: '/full/v1/all_instruments',
  marginRules: '/full/v1/margin_rules',
  createOrder: '/full/v1/create_order',
  cancelOrder: '/full/v1/cancel_order',
  cancelAllOrders: '/full/v1/cancel_all_orders',
  order: '/full/v1/order',
  openOrders: '/full/v1/open_orders',
  fills: '/full/v1/fill_history',
  positions: '/full/v1/positions',
  funding: '/full/v1/funding_payment_history',
  account: '/full/v1/account_summary',
  leverage: '/full/v1/get_all_initial_leverage',
} as const;

/** The same as methods on a socket. */
export const methods = { createOrder: 'v1/create_order', cancelOrder: 'v1/cancel_order' } as const;

const decimal = z.string();
/** Numbers have been seen as such and as text. */
const count = z.coerce.number().int();
const fields = z.record(z.string(), z.unknown());

/** In ms since the epoch. */
export const timeShape = z.object({ server_time: z.number().int().positive() });

const instrumentShape = z.object({
  instrument: z.string(),
  instrument_hash: z.string().regex(/^0x[0-9a-fA-F]{1,64}$/),
  base: z.string(),
  quote: z.string(),
  kind: z.string(),
  base_decimals: count,
  tick_size: decimal,
  min_size: decimal,
  min_notional: decimal.nullish(),
  funding_interval_hours: count.nullish(),
});
export type Listing = z.infer<typeof instrumentShape>;
export const instrumentsShape = z.object({ result: z.array(instrumentShape) });

/** Rates as parts of one; the first bracket is that of the smallest positions. */
export const marginRulesShape = z.object({
  risk_brackets: z.array(z.object({ maintenance_margin_rate: decimal, initial_margin_rate: decimal })).min(1),
});
export type MarginRules = z.infer<typeof marginRulesShape>;

export const leverageShape = z.object({
  results: z.array(
    z.object({ instrument: z.string(), leverage: decimal, margin_type: z.string().nullish() }),
  ),
});
export type Leverages = z.infer<typeof leverageShape>;

/** One order, in the form of the order stream. */
export const orderShape = z.object({ result: fields });
export const openOrdersShape = z.object({
  result: z.array(
    z.object({
      order_id: z.string(),
      legs: z
        .array(
          z.object({
            instrument: z.string(),
            limit_price: decimal.nullish(),
            is_buying_asset: z.boolean(),
          }),
        )
        .min(1),
      state: z.object({ book_size: z.array(decimal).min(1) }),
    }),
  ),
});

/** It was heard; what comes of it is told by the feeds. */
export const heardShape = z.object({ result: z.object({ ack: z.union([z.boolean(), z.string()]) }) });

/** A page of a history, the newest first; `next` leads to the one before it, and is empty on the last. */
export const pageShape = z.object({ result: z.array(fields), next: z.string().nullish() });

export const fundingPaymentShape = z.object({
  event_time: z.string(),
  instrument: z.string(),
  currency: z.string(),
  /** Paid > 0. */
  amount: decimal,
  tx_id: z.string(),
});

const positionShape = z.object({ instrument: z.string(), size: decimal, entry_price: decimal.nullish() });
export const positionsShape = z.object({ result: z.array(positionShape) });

export const accountShape = z.object({
  result: z.object({
    margin_type: z.string().nullish(),
    settle_currency: z.string(),
    total_equity: decimal,
    initial_margin: decimal,
    maintenance_margin: decimal,
    available_balance: decimal,
    spot_balances: z.array(z.object({ currency: z.string(), balance: decimal })),
    positions: z.array(positionShape),
  }),
});
