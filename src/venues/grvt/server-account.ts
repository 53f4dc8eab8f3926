// What the local server says of the account: fills, positions, margin, funding, leverage.
import { z } from 'zod';
import type { VenueAccountKey } from '../../core/instrument.ts';
import { formatQuote, negateQuote, subtractQuote } from '../../core/money.ts';
import type { FaultBoard } from '../local/fault-board.ts';
import type { LocalExchange } from '../local/local-exchange.ts';
import { capabilities } from './rules.ts';
import { microsecondsOf, nanosecondsText } from './frames.ts';
import { instrumentOf, type ServerOrders } from './server-orders.ts';
import type { ServerAccountKeys } from './server-sessions.ts';
import { fillView, positionView, type Json } from './server-views.ts';
import { errors, type VenueError } from './server-words.ts';

const historyShape = z.object({
  instrument: z.string().optional(),
  base: z.array(z.string()).nullish(),
  start_time: z.string().optional(),
  limit: z.number().int().min(1).max(1_000).default(500),
  /** How many of the newest are passed over. */
  cursor: z.string().regex(/^\d*$/).default(''),
});

export interface ServerAccountOptions {
  readonly exchange: LocalExchange;
  readonly account: VenueAccountKey;
  readonly keys: ServerAccountKeys;
  readonly orders: ServerOrders;
  readonly faults: FaultBoard;
}

export class ServerAccount {
  readonly #exchange: LocalExchange;
  readonly #account: VenueAccountKey;
  readonly #keys: ServerAccountKeys;
  readonly #orders: ServerOrders;
  readonly #faults: FaultBoard;

  constructor({ exchange, account, keys, orders, faults }: ServerAccountOptions) {
    this.#exchange = exchange;
    this.#account = account;
    this.#keys = keys;
    this.#orders = orders;
    this.#faults = faults;
  }

  fills(body: Json): Json | VenueError {
    const asked = historyShape.safeParse(body);
    if (!asked.success) return errors.malformed;
    const { base, start_time: startTime } = asked.data;
    const sinceUs = microsecondsOf(startTime) ?? 0;
    const fills = this.#exchange.fillsSince(this.#account, undefined, sinceUs);
    const wanted = fills.filter(({ symbol }) => isWanted(instrumentOf(this.#exchange, symbol).base, base));
    return page(wanted, asked.data, (fill) => {
      const { symbol, venueOrderId } = fill;
      const clientId = this.#exchange.order(this.#account, { venueOrderId })?.clientId;
      return fillView(fill, clientId, this.#orders.contextOf({ symbol, clientId }));
    });
  }

  funding(body: Json): Json | VenueError {
    const asked = historyShape.safeParse(body);
    if (!asked.success) return errors.malformed;
    const { instrument: symbol, start_time: startTime } = asked.data;
    const symbols = this.#exchange.instruments.map((each) => each.symbol);
    const payments = symbols
      .filter((each) => symbol === undefined || each === symbol)
      .flatMap((each) => this.#exchange.fundingPayments(this.#account, each, microsecondsOf(startTime) ?? 0));
    return page(payments, asked.data, (payment) => ({
      event_time: nanosecondsText(payment.venueTimeUs),
      sub_account_id: this.#keys.subAccountId,
      instrument: payment.symbol,
      currency: capabilities.quoteAsset,
      amount: formatQuote(negateQuote(payment.amount)),
      tx_id: payment.paymentId,
    }));
  }

  positions(body: Json): Json | VenueError {
    const asked = historyShape.safeParse(body);
    return asked.success ? { result: this.#positions(asked.data.base) } : errors.malformed;
  }

  summary(): Json {
    const { equity, initialMargin, maintenanceMargin } = this.#exchange.margin(this.#account);
    const { quoteAsset } = capabilities;
    return {
      result: {
        event_time: nanosecondsText(this.#exchange.nowUs()),
        sub_account_id: this.#keys.subAccountId,
        margin_type: 'SIMPLE_CROSS_MARGIN',
        settle_currency: quoteAsset,
        unrealized_pnl: '0.0',
        total_equity: formatQuote(equity),
        initial_margin: formatQuote(initialMargin),
        maintenance_margin: formatQuote(maintenanceMargin),
        available_balance: formatQuote(subtractQuote(equity, initialMargin)),
        spot_balances: [{ currency: quoteAsset, balance: formatQuote(equity), index_price: '1.0' }],
        positions: this.#positions(undefined),
        settle_index_price: '1.0',
      },
    };
  }

  aggregated(): Json {
    const { equity } = this.#exchange.margin(this.#account);
    const total = formatQuote(equity);
    return { result: { main_account_id: this.#keys.mainAccountId, total_equity: total, spot_balances: [] } };
  }

  subAccounts(): Json {
    return { sub_account_ids: [this.#keys.subAccountId] };
  }

  leverages(): Json {
    const results = this.#exchange.instruments.map(({ symbol: instrument }) => ({
      instrument,
      leverage: '10',
      min_leverage: '1',
      max_leverage: '50',
      margin_type: this.#faults.isOn('isolated-margin') ? 'ISOLATED' : 'CROSS',
    }));
    return { results };
  }

  /** What is flat is left out. */
  #positions(base: readonly string[] | null | undefined): Json[] {
    return this.#exchange.instruments.flatMap((instrument) => {
      const size = this.#exchange.position(this.#account, instrument.symbol);
      return size === 0 || !isWanted(instrument.base, base)
        ? []
        : [positionView(instrument, this.#keys.subAccountId, size, this.#exchange.nowUs())];
    });
  }
}

const isWanted = (base: string, wanted: readonly string[] | null | undefined): boolean =>
  wanted === undefined || wanted === null || wanted.length === 0 || wanted.includes(base);

/** A page of a history, the newest first. */
function page<Row>(
  rows: readonly Row[],
  { limit, cursor }: z.infer<typeof historyShape>,
  view: (row: Row) => Json,
): Json {
  const passed = Number(cursor);
  const shown = [...rows].reverse().slice(passed, passed + limit);
  const isLast = passed + limit >= rows.length;
  return { result: shown.map(view), next: isLast ? '' : String(passed + limit) };
}
