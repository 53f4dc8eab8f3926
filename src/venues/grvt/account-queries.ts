// What the venue is asked of the account: each question is one request, or as many pages as a history has.
import type { z } from 'zod';
import { parseUnits } from '../../core/decimal.ts';
import type { Instrument } from '../../core/instrument.ts';
import { limits } from '../../core/limits.ts';
import type { AccountMargin } from '../../core/margin.ts';
import {
  negateQuote,
  parseQuote,
  quoteAmount,
  zeroLots,
  type Lots,
  type QuoteAmount,
} from '../../core/money.ts';
import type { Fields } from '../wire/json.ts';
import type { Traded } from './account-feed.ts';
import { microsecondsOf, nanosecondsText, readFill, readOrder, type FillFeed } from './frames.ts';
import type { Answered, Rest } from './rest.ts';
import { accountShape, fundingPaymentShape, orderShape, pageShape, paths, positionsShape } from './wire.ts';

export interface OrderState {
  readonly venueOrderId: string;
  readonly isOpen: boolean;
  readonly cumulativeQuantity: Lots;
}

export interface Payment {
  readonly paymentId: string;
  /** Received > 0. */
  readonly amount: QuoteAmount;
  readonly venueTimeUs: number;
}

const malformed = (what: string): Answered<never> => ({
  ok: false,
  failure: { kind: 'malformed', text: `what grvt says of ${what} cannot be read` },
});

export class AccountQueries {
  readonly #rest: Pick<Rest, 'post'>;
  readonly #subAccountId: string;

  constructor(rest: Pick<Rest, 'post'>, subAccountId: string) {
    this.#rest = rest;
    this.#subAccountId = subAccountId;
  }

  /** `undefined` when the venue knows no such order. */
  async order({ grid }: Traded, clientId: string): Promise<Answered<OrderState | undefined>> {
    const answer = await this.#ask(paths.order, { client_order_id: clientId }, orderShape);
    if (!answer.ok) {
      const { failure } = answer;
      const isUnknown = failure.kind === 'refused' && failure.reason === 'unknown-order';
      return isUnknown ? { ok: true, value: undefined } : answer;
    }
    const order = readOrder(answer.value.result);
    const cumulativeQuantity = order === undefined ? undefined : grid.lots(order.traded);
    if (order === undefined || cumulativeQuantity === undefined) return malformed('an order');
    const isOpen = order.status === 'PENDING' || order.status === 'OPEN';
    return { ok: true, value: { venueOrderId: order.orderId, isOpen, cumulativeQuantity } };
  }

  /** The venue leaves out what is flat. */
  async position({ instrument, grid }: Traded): Promise<Answered<Lots>> {
    const answer = await this.#ask(paths.positions, filterOf(instrument), positionsShape);
    if (!answer.ok) return answer;
    const row = answer.value.result.find((each) => each.instrument === instrument.symbol);
    if (row === undefined) return { ok: true, value: zeroLots };
    const value = grid.lots(row.size);
    return value === undefined ? malformed(`the position in ${instrument.symbol}`) : { ok: true, value };
  }

  /** At or after the time, oldest first. */
  async fills({ instrument }: Traded, sinceUs: number): Promise<Answered<readonly FillFeed[]>> {
    const rows = await this.#history(paths.fills, { ...filterOf(instrument), ...since(sinceUs) });
    if (!rows.ok) return rows;
    const fills: FillFeed[] = [];
    for (const row of rows.value) {
      const fill = readFill(row);
      if (fill === undefined) return malformed('a fill');
      if (fill.instrument === instrument.symbol && fill.venueTimeUs >= sinceUs) fills.push(fill);
    }
    return { ok: true, value: fills };
  }

  /** At or after the time, oldest first. */
  async funding({ instrument }: Traded, sinceUs: number): Promise<Answered<readonly Payment[]>> {
    const rows = await this.#history(paths.funding, { instrument: instrument.symbol, ...since(sinceUs) });
    if (!rows.ok) return rows;
    const payments: Payment[] = [];
    for (const row of rows.value) {
      const parsed = fundingPaymentShape.safeParse(row);
      if (!parsed.success || parsed.data.currency !== instrument.quote) return malformed('a funding payment');
      const paid = parseQuote(parsed.data.amount);
      const venueTimeUs = microsecondsOf(parsed.data.event_time);
      if (paid === undefined || venueTimeUs === undefined) return malformed('a funding payment');
      if (venueTimeUs < sinceUs) continue;
      payments.push({ paymentId: parsed.data.tx_id, amount: negateQuote(paid), venueTimeUs });
    }
    return { ok: true, value: payments };
  }

  async margin(): Promise<Answered<AccountMargin>> {
    const answer = await this.#ask(paths.account, {}, accountShape);
    if (!answer.ok) return answer;
    const { total_equity, initial_margin, maintenance_margin } = answer.value.result;
    const [equity, initial, maintenance] = [total_equity, initial_margin, maintenance_margin].map((text) =>
      parseUnits(text),
    );
    if (equity === undefined || initial === undefined || maintenance === undefined)
      return malformed('the margin of the account');
    return {
      ok: true,
      value: {
        equity: quoteAmount(equity),
        initialMargin: quoteAmount(initial),
        maintenanceMargin: quoteAmount(maintenance),
      },
    };
  }

  /** All pages of a history, oldest first: the venue begins with the newest. */
  async #history(path: string, filter: Fields): Promise<Answered<readonly Fields[]>> {
    const rows: Fields[] = [];
    let cursor = '';
    for (let page = 0; page < limits.historyPagesMax; page += 1) {
      const answer = await this.#ask(path, { ...filter, limit: 1_000, cursor }, pageShape);
      if (!answer.ok) return answer;
      rows.push(...answer.value.result);
      cursor = answer.value.next ?? '';
      if (cursor === '') return { ok: true, value: rows.reverse() };
    }
    return malformed('a history of so many pages');
  }

  #ask<Shape extends z.ZodType>(path: string, body: Fields, shape: Shape): Promise<Answered<z.infer<Shape>>> {
    return this.#rest.post(path, JSON.stringify({ sub_account_id: this.#subAccountId, ...body }), shape);
  }
}

const filterOf = ({ base, quote }: Instrument): Fields => ({
  kind: ['PERPETUAL'],
  base: [base],
  quote: [quote],
});

const since = (sinceUs: number): Fields => ({ start_time: nanosecondsText(Math.max(0, sinceUs)) });
