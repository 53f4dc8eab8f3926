// A pair that was rebuilt from its record: what is not known yet of the time since the record ends. Hedges leave before their turn is
// recorded, so orders may be out there that the record does not name. Which, the dead process has said, if its word outlived it;
// otherwise a few may be, and where the end of the record itself is lost, more.
import type { Departures } from '../core/departures.ts';
import { limits, microseconds } from '../core/limits.ts';
import { zeroLots, type Lots } from '../core/money.ts';
import { deriveClientOrderId, ordersPerEpochMax, type ClientOrderId } from '../core/order.ts';
import type { Leg } from './leg.ts';
import type { PairState } from './pair-state.ts';

export interface Restart {
  /** How many orders the record knew when it was first read: one with a higher counter, and no record, is ours all the same. */
  readonly ordersRecorded: number;
  /** Orders with a counter up to this one have left, and their record is lost: their ids are used up, and protect nothing. */
  ordersLost: number;
  /** Hedges with a counter up to this one may have left beside others: nobody knows which of them has come, so their ids protect nothing. */
  hedgesUnprotected: number;
  /** What the dead process said of what it sent ahead of its record; `undefined` for one of a version that said nothing. */
  departures: Departures | undefined;
  /** Local time of the first decision since, in µs; 0 before it. */
  sinceUs: number;
  /** Both venues have said what happened meanwhile: net delta is driven again. */
  isCaughtUp: boolean;
  /** Orders that may have left without a record, and are not explained yet. */
  strays: readonly Stray[];
  /** Orders with a counter up to this one have been looked for, or need not be. */
  soughtUpTo: number;
  /** A fill of an order without a record was booked. */
  hasAdopted: boolean;
  /** Waiting for the venues was told. */
  isTold: boolean;
}

/** An id that the dead process has used, or would have used next, on either leg. */
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

/** What is left to be explained of a restart before this one stays so. */
export function createRestart(
  { config, ordersSent, restart: before }: PairState,
  departures: Departures | undefined,
): Restart {
  const strays = (before?.strays ?? []).map(({ leg, clientOrderId, isAdopted }) => ({
    ...createStray(leg, clientOrderId),
    isAdopted,
  }));
  return {
    ordersRecorded: before?.ordersRecorded ?? ordersSent,
    ordersLost: before?.ordersLost ?? 0,
    hedgesUnprotected: strays.length === 0 ? 0 : (before?.hedgesUnprotected ?? 0),
    departures,
    sinceUs: 0,
    isCaughtUp: false,
    strays,
    // An older version did not look again for what it had looked for before.
    soughtUpTo: departures === undefined ? newestOf(config, strays, ordersSent) : ordersSent,
    hasAdopted: before?.hasAdopted ?? false,
    isTold: false,
  };
}

const newestOf = (config: PairState['config'], strays: readonly Stray[], ordersSent: number): number =>
  Math.max(ordersSent, ...strays.map(({ clientOrderId }) => counterOf(config, clientOrderId)));

/** Looks for the orders that may have left after the newest that is known, and for those just before it. */
export function seekStrays(state: PairState, restart: Restart): void {
  const { config, legs, ordersSent } = state;
  const upTo = newestDeparted(state, restart);
  const tooOld = upTo - limits.unrecordedOrdersMax - limits.lostOrdersSought;
  const from = Math.max(restart.soughtUpTo, tooOld) + 1;
  const strays = [...restart.strays];
  for (let counter = from; counter <= upTo; counter += 1) {
    const clientOrderId = deriveClientOrderId(config.runEpochSeconds, counter);
    if (legs.some(({ orders }) => orders.find(clientOrderId) !== undefined)) continue;
    for (const leg of legs) {
      const isSought = strays.some((stray) => stray.leg === leg && stray.clientOrderId === clientOrderId);
      if (!isSought) strays.push(createStray(leg, clientOrderId));
    }
  }
  restart.strays = strays;
  restart.soughtUpTo = Math.max(restart.soughtUpTo, upTo);
  if (restart.departures !== undefined && upTo > ordersSent + 1) restart.hedgesUnprotected = upTo;
}

/** The counter of the newest order that may have left. */
function newestDeparted({ config, ordersSent }: PairState, { departures }: Restart): number {
  if (departures === undefined || departures === 'unknown')
    return Math.min(ordersSent + limits.unrecordedOrdersMax, ordersPerEpochMax);
  const { lastOrderId } = departures;
  return lastOrderId === undefined ? ordersSent : Math.max(ordersSent, counterOf(config, lastOrderId));
}

/** A venue knows an order beyond those that were named, by this death or one before: then nobody can say how many more there are. */
export function doubtDepartures(state: PairState, restart: Restart, counter: number): void {
  const known = newestOf(state.config, restart.strays, newestDeparted(state, restart));
  if (restart.departures !== undefined && counter > known) restart.departures = 'unknown';
}

export function createStray(leg: Leg, clientOrderId: ClientOrderId): Stray {
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

/** Which order of its run the id belongs to; the first is 1. */
export const counterOf = (
  { runEpochSeconds }: { readonly runEpochSeconds: number },
  id: ClientOrderId,
): number => id - deriveClientOrderId(runEpochSeconds, 1) + 1;

/**
 * On the other venue an order may be out there that does the same already, and its id protects nothing here. Orders that leave before
 * their record are hedges: those on the hedge venue itself go on with the ids that may have been used, and the venue takes each once.
 */
export function mayBeDoneElsewhere({ restart, hedge }: PairState, leg: Leg): boolean {
  return leg !== hedge && restart?.strays.some((stray) => stray.leg !== leg) === true;
}

/** An order of this process has its id: which of the two the venue takes is the one that there is. */
export function isSentAgain({ leg, clientOrderId, isAdopted }: Stray): boolean {
  return !isAdopted && leg.orders.find(clientOrderId) !== undefined;
}

/** The same, and it has not ended: it may be as large as what the dead process sent, so nothing is sent beside it. */
export function isAtWorkAgain(stray: Stray): boolean {
  return isSentAgain(stray) && stray.leg.orders.find(stray.clientOrderId)?.state !== 'done';
}

/** Who may have sent it was dead by `sinceUs`, so it has come within a request's life from then, and is shown as long after as a venue lags. */
export const latestArrivalShownUs = ({ sinceUs }: Restart): number =>
  sinceUs + microseconds(limits.absenceMs);

/**
 * An order without a record may be what a position shows and nobody has booked; not one of which, when it had to be known, neither an
 * answer nor the history knew anything.
 */
export function mayExplainPosition({ restart, nowUs }: PairState): boolean {
  if (restart === undefined) return false;
  const fromUs = latestArrivalShownUs(restart);
  if (restart.strays.length === 0) return !restart.isCaughtUp;
  return restart.strays.some(
    ({ leg, isOpen, isAdopted, notFoundCount }) =>
      isOpen !== undefined ||
      isAdopted ||
      notFoundCount < limits.absenceAnswersMin ||
      leg.positionCheck.fillsFetchedAtUs < fromUs ||
      nowUs < fromUs,
  );
}

/** Why nothing new may be begun, and nothing may be called flat, in words; `undefined` in a run that was never rebuilt. */
export function restartBlockedBy({ restart }: PairState): string | undefined {
  if (restart === undefined) return undefined;
  if (!restart.isCaughtUp) return 'asking both venues what happened since the record ends';
  return restart.strays.length > 0 ? 'looking for orders that left without a record' : undefined;
}
