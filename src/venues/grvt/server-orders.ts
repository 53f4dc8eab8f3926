// Orders at the local server: taken or turned away, cancelled, and what the account's feeds say of them. A cancel waits a moment for an
// order that it overtook, as the venue has it.
import { z } from 'zod';
import { assertPresent } from '../../core/assert.ts';
import type { Instrument, VenueAccountKey } from '../../core/instrument.ts';
import { microseconds } from '../../core/limits.ts';
import type { Clock } from '../../ports/clock.ts';
import type { LocalExchange } from '../local/local-exchange.ts';
import type { LocalOrder, OrderReference } from '../local/local-order.ts';
import { nanosecondsText } from './frames.ts';
import type { ArrivedOrder, OrderCheck } from './server-order-check.ts';
import { arrivedView, orderView, type Json, type OrderContext } from './server-views.ts';
import { errorOf, errors, isVenueError, type VenueError } from './server-words.ts';

/** Tells the account's own streams. */
export type TellAccount = (stream: 'v1.order' | 'v1.fill' | 'v1.cancel', symbol: string, feed: Json) => void;

export interface ServerOrdersOptions {
  readonly exchange: LocalExchange;
  readonly account: VenueAccountKey;
  readonly subAccountId: string;
  readonly check: OrderCheck;
  readonly clock: Clock;
  readonly tell: TellAccount;
}

const filterShape = z.object({ base: z.array(z.string()).optional(), quote: z.array(z.string()).optional() });

const referenceShape = z.object({
  order_id: z.string().optional(),
  client_order_id: z.string().optional(),
  time_to_live_ms: z
    .string()
    .regex(/^\d{1,9}$/)
    .optional(),
});

/** Turned away by the matching engine, after the request itself was taken. */
const lateReasons: Readonly<Record<string, string>> = {
  'post-only-would-cross': 'FAIL_POST_ONLY',
  'would-not-fill-completely': 'FOK_CANCEL',
};

const stepMs = 100;
const longestMs = 5_000;

export class ServerOrders {
  readonly #options: ServerOrdersOptions;
  /** By client id: the signatures that came with orders. */
  readonly #signatures = new Map<string, ArrivedOrder['signature']>();
  /** Cancels that wait for their order, by client id. */
  readonly #waiting = new Set<string>();

  constructor(options: ServerOrdersOptions) {
    this.#options = options;
  }

  create({ order }: Json): Json | VenueError {
    const { exchange, account, check, tell } = this.#options;
    const checked = check.check(order);
    if (isVenueError(checked)) return checked;
    const { arrived, terms } = checked;
    const pending = arrivedView(arrived, 'PENDING', 'UNSPECIFIED', exchange.nowUs());
    if (this.#waiting.delete(terms.clientId)) {
      tell('v1.order', terms.symbol, arrivedView(arrived, 'REJECTED', 'CLIENT_CANCEL', exchange.nowUs()));
      return { result: pending };
    }
    const isNew = !this.#signatures.has(terms.clientId);
    if (isNew) this.#signatures.set(terms.clientId, arrived.signature);
    const placed = exchange.place(account, terms);
    if (placed.kind === 'order') return { result: pending };
    if (isNew) this.#signatures.delete(terms.clientId);
    const late = lateReasons[placed.reason];
    if (late === undefined) return errorOf(placed.reason);
    tell('v1.order', terms.symbol, arrivedView(arrived, 'REJECTED', late, exchange.nowUs()));
    return { result: pending };
  }

  cancel(body: Json): Json | VenueError {
    const { exchange, account } = this.#options;
    const asked = referenceShape.safeParse(body);
    if (!asked.success) return errors.malformed;
    const reference = referenceOf(asked.data);
    if (reference === undefined) return errors.noReference;
    const cancelled = exchange.cancel(account, reference);
    if (cancelled.kind === 'refused' && 'clientId' in reference)
      this.#wait(reference.clientId, asked.data.time_to_live_ms);
    return { result: { ack: 'true' } };
  }

  /** Of all instruments, or of those that a filter names. */
  cancelAll(body: Json): Json | VenueError {
    const { exchange, account } = this.#options;
    const filter = filterShape.safeParse(body);
    if (!filter.success) return errors.malformed;
    const { base: bases, quote: quotes } = filter.data;
    for (const { symbol, base, quote } of exchange.instruments) {
      if ((bases?.includes(base) ?? true) && (quotes?.includes(quote) ?? true))
        exchange.cancelAll(account, symbol);
    }
    return { result: { ack: 'true' } };
  }

  /** Cancels everything after the countdown unless it is set again; 0 takes it away. */
  cancelOnDisconnect({ countdown_time: countdown }: Json): Json | VenueError {
    const { exchange, account } = this.#options;
    const ms = Number(countdown ?? 1_000);
    if (!Number.isSafeInteger(ms) || ms < 0) return errors.malformed;
    if (ms > 300_000) return errors.countdownTooLong;
    const wholeMs = ms - (ms % 1_000);
    const endsUs = wholeMs === 0 ? undefined : exchange.nowUs() + microseconds(wholeMs);
    exchange.renewDeadMansSwitch(account, endsUs);
    return { result: { ack: 'true' } };
  }

  show(body: Json): Json | VenueError {
    const { exchange, account } = this.#options;
    const asked = referenceShape.safeParse(body);
    if (!asked.success) return errors.malformed;
    const reference = referenceOf(asked.data);
    if (reference === undefined) return errors.noReference;
    const order = exchange.order(account, reference);
    return order === undefined ? errors.notFound : { result: this.view(order) };
  }

  showOpen(): Json {
    const { exchange, account } = this.#options;
    return { result: exchange.orders(account).map((order) => this.view(order)) };
  }

  /** The newest first. */
  showEnded(): Json {
    const { exchange, account } = this.#options;
    const ended = exchange.endedOrders(account).map((order) => this.view(order));
    return { result: ended.reverse(), next: '' };
  }

  view(order: LocalOrder): Json {
    return orderView(order, this.contextOf(order));
  }

  contextOf({ symbol, clientId }: Pick<LocalOrder, 'symbol' | 'clientId'>): OrderContext {
    const { exchange, subAccountId } = this.#options;
    const signature = clientId === undefined ? undefined : this.#signatures.get(clientId);
    return { instrument: instrumentOf(exchange, symbol), subAccountId, signature };
  }

  /** The cancel found no open order: one that comes within its time is kept out, and else its end is told where a time was named. */
  #wait(clientId: string, asked: string | undefined): void {
    const { clock, tell, subAccountId, exchange } = this.#options;
    const wholeMs = Math.min(Number(asked ?? 0) - (Number(asked ?? 0) % stepMs), longestMs);
    const feed = (status: string): Json => ({
      sub_account_id: subAccountId,
      client_order_id: clientId,
      order_id: '0x00',
      reason: 'CLIENT_CANCEL',
      update_time: nanosecondsText(exchange.nowUs()),
      cancel_status: status,
    });
    if (this.#waiting.has(clientId)) {
      tell('v1.cancel', '', feed('DROPPED_DUPLICATE'));
      return;
    }
    this.#waiting.add(clientId);
    clock.wakeAt(clock.nowUs() + microseconds(wholeMs === 0 ? stepMs : wholeMs), () => {
      if (this.#waiting.delete(clientId) && wholeMs > 0) tell('v1.cancel', '', feed('EXPIRED'));
    });
  }
}

export const instrumentOf = (exchange: LocalExchange, symbol: string): Instrument =>
  assertPresent(exchange.instrument(symbol), `the instrument ${symbol}`);

function referenceOf({
  order_id: venueOrderId,
  client_order_id: clientId,
}: z.infer<typeof referenceShape>): OrderReference | undefined {
  if (clientId !== undefined && clientId !== '0') return { clientId };
  return venueOrderId === undefined ? undefined : { venueOrderId };
}
