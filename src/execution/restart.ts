// A pair that was rebuilt from its record: what is not known yet of the time since the record ends. Commands that reduce
// exposure leave before their turn is recorded, so a few orders may be out there that the record does not name.
import { limits } from '../core/limits.ts';
import { zeroLots, type Lots } from '../core/money.ts';
import { deriveClientOrderId, ordersPerEpochMax, type ClientOrderId } from '../core/order.ts';
import type { Leg } from './leg.ts';
import type { PairState } from './pair-state.ts';

export interface Restart {
  /** How many orders the record knows: an order with a higher counter has no record. */
  readonly ordersRecorded: number;
  /** Local time of the first decision since, in µs; 0 before it. */
  sinceUs: number;
  /** Both venues have said what happened meanwhile: net delta is driven again. */
  isCaughtUp: boolean;
  /** Orders that may have left without a record, and are not explained yet. */
  strays: readonly Stray[];
  /** Waiting for the venues was told. */
  isTold: boolean;
}

/** The next ids that the dead process would have used, on either leg. */
export interface Stray {
  readonly leg: Leg;
  readonly clientOrderId: ClientOrderId;
  /** Local times in µs; 0 before. */
  askedAtUs: number;
  cancelledAtUs: number;
  notFoundCount: number;
  /** What the venue said of it; `undefined` while it did not know it. */
  isOpen: boolean | undefined;
  cumulative: Lots;
  /** A fill of it was booked on an order made up for it; otherwise an order of this id is one of ours, sent again. */
  isAdopted: boolean;
}

export function createRestart({ config, legs, ordersSent }: PairState): Restart {
  const strays: Stray[] = [];
  for (let next = 1; next <= limits.unrecordedOrdersMax; next += 1) {
    if (ordersSent + next > ordersPerEpochMax) break;
    const clientOrderId = deriveClientOrderId(config.runEpochSeconds, ordersSent + next);
    for (const leg of legs) strays.push(createStray(leg, clientOrderId));
  }
  return { ordersRecorded: ordersSent, sinceUs: 0, isCaughtUp: false, strays, isTold: false };
}

function createStray(leg: Leg, clientOrderId: ClientOrderId): Stray {
  return {
    leg,
    clientOrderId,
    askedAtUs: 0,
    cancelledAtUs: 0,
    notFoundCount: 0,
    isOpen: undefined,
    cumulative: zeroLots,
    isAdopted: false,
  };
}

/** Why nothing new may be begun, and nothing may be called flat, in words; `undefined` in a run that was never rebuilt. */
export function restartBlockedBy({ restart }: PairState): string | undefined {
  if (restart === undefined) return undefined;
  if (!restart.isCaughtUp) return 'asking both venues what happened since the record ends';
  return restart.strays.length > 0 ? 'looking for orders that left without a record' : undefined;
}
