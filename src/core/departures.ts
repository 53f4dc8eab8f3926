// What a process that died has said of the orders that left ahead of their record.
import type { ClientOrderId } from './order.ts';

/**
 * Beyond the record nothing has left but what was named, the newest of it at last (`undefined`: nothing was); or nobody can say. No word at
 * all is of a version that said none.
 */
export type Departures = NamedDepartures | 'unknown';

export interface NamedDepartures {
  readonly lastOrderId: ClientOrderId | undefined;
}
