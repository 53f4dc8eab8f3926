// Planted bugs around the record and the restart: turns that are never written, errors that nobody looks at, history that is never read, and a fence that
// keeps nobody out.
import type { ClientOrderId } from '../../src/core/order.ts';
import { wrapVenue } from './wrapped-venue.ts';
import type { PortWrappers } from '../process/port-wrappers.ts';

/** Turns without orders are not worth writing, somebody thought. */
export const turnsForgotten = (): PortWrappers => ({
  journal: (inner) => ({
    announce: (clientOrderId) => inner.announce(clientOrderId),
    append: (events, commands) => {
      const isWorthIt = commands.length > 0 || events.every(({ kind }) => kind !== 'fill');
      return isWorthIt ? inner.append(events, commands) : undefined;
    },
  }),
});

/** An error of the disk is logged, and not looked at. */
export const recordLossUnheard = (): PortWrappers => ({
  journal: (inner) => ({
    announce: (clientOrderId) => inner.announce(clientOrderId),
    append: (events, commands) => {
      inner.append(events, commands);
      return undefined;
    },
  }),
});

/** What leaves ahead of its record is announced when its turn is written down anyway. */
export const announcedTooLate = (): PortWrappers => ({
  journal: (inner) => {
    let left: ClientOrderId | undefined;
    return {
      announce: (clientOrderId) => {
        left = clientOrderId;
        return true;
      },
      append: (events, commands) => {
        const trouble = inner.append(events, commands);
        if (left !== undefined) inner.announce(left);
        left = undefined;
        return trouble;
      },
    };
  },
});

/** What was in the memory of a machine that has died is believed to be all that there was. */
export const wordBelievedAfterPowerCut = (): PortWrappers => ({ isWordBelieved: true });

/** After a restart the history is read from now on. */
export const gapNeverRead = (): PortWrappers => ({
  venue: (inner, _leg, { generation, clock }) =>
    wrapVenue(inner, {
      queryFills: (instrument, requestId, sinceUs) =>
        inner.queryFills(instrument, requestId, generation === 1 ? sinceUs : clock.nowUs()),
    }),
});

/** A process that stands still is taken for dead. */
export const twoProcesses = (): PortWrappers => ({ isFenceBroken: true });
