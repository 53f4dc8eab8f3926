// Planted bugs around the record and the restart: turns that are never written, errors that nobody looks at, history that is never read, and a fence that
// keeps nobody out.
import { wrapVenue } from './wrapped-venue.ts';
import type { PortWrappers } from '../process/port-wrappers.ts';

/** Turns without orders are not worth writing, somebody thought. */
export const turnsForgotten = (): PortWrappers => ({
  journal: (inner) => ({
    append: (events, commands) => {
      const isWorthIt = commands.length > 0 || events.every(({ kind }) => kind !== 'fill');
      return isWorthIt ? inner.append(events, commands) : undefined;
    },
  }),
});

/** An error of the disk is logged, and not looked at. */
export const recordLossUnheard = (): PortWrappers => ({
  journal: (inner) => ({
    append: (events, commands) => {
      inner.append(events, commands);
      return undefined;
    },
  }),
});

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
