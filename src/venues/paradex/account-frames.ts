// What the private channels tell of orders and fills. A hedge waits for it to be read, so that is done by hand: what is missing or of
// another kind makes a frame unreadable, never a zero.
import { asRecord } from '../wire/json.ts';
import type { Fill, Order } from './wire.ts';

const statuses: ReadonlySet<unknown> = new Set<Order['status']>(['NEW', 'UNTRIGGERED', 'OPEN', 'CLOSED']);

export function isOrder(value: unknown): value is Order {
  const order = asRecord(value);
  return (
    order !== undefined &&
    typeof order['id'] === 'string' &&
    typeof order['client_id'] === 'string' &&
    typeof order['market'] === 'string' &&
    isSide(order['side']) &&
    typeof order['size'] === 'string' &&
    typeof order['remaining_size'] === 'string' &&
    typeof order['price'] === 'string' &&
    statuses.has(order['status']) &&
    isTextOrNothing(order['cancel_reason']) &&
    typeof order['last_updated_at'] === 'number'
  );
}

export function isFill(value: unknown): value is Fill {
  const fill = asRecord(value);
  return (
    fill !== undefined &&
    typeof fill['id'] === 'string' &&
    isTextOrNothing(fill['client_id']) &&
    typeof fill['order_id'] === 'string' &&
    typeof fill['market'] === 'string' &&
    isSide(fill['side']) &&
    (fill['liquidity'] === 'MAKER' || fill['liquidity'] === 'TAKER') &&
    typeof fill['price'] === 'string' &&
    typeof fill['size'] === 'string' &&
    typeof fill['fee'] === 'string' &&
    typeof fill['fee_currency'] === 'string' &&
    typeof fill['created_at'] === 'number'
  );
}

const isSide = (value: unknown): boolean => value === 'BUY' || value === 'SELL';

const isTextOrNothing = (value: unknown): boolean =>
  value === undefined || value === null || typeof value === 'string';
