// What the other runs on a leg's account come to is taken in, and its request rate is shared with those that live.
import type { OtherRunsEvent } from '../core/events.ts';
import type { Leg } from './leg.ts';

/** Returns whether a decision could depend on the news. */
export function observeOtherRuns(leg: Leg, event: OtherRunsEvent): boolean {
  const before = leg.otherRuns;
  const { dayStartUs, net, traded, marginToCome, living } = event;
  leg.otherRuns = { dayStartUs, net, traded, marginToCome, living, toldAtUs: event.atUs };
  if (before?.living !== living) leg.pacing.budget?.shareWith(living);
  return (
    before === undefined ||
    before.toldAtUs === 0 ||
    before.dayStartUs !== dayStartUs ||
    before.net !== net ||
    before.traded !== traded ||
    before.marginToCome !== marginToCome ||
    before.living !== living
  );
}
