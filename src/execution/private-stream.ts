// The private stream of a leg, as its socket tells of it: nothing is quoted while it is down, nor after it has come back before
// what it missed has been asked for.
import type { Instrument } from '../core/instrument.ts';
import type { PositionCheck } from './position-check.ts';

export interface PrivateStream {
  isDown: boolean;
  /** When it last came back, in µs: what was asked for before says nothing of what it missed. 0 when it was never lost. */
  backAtUs: number;
}

export const createPrivateStream = (): PrivateStream => ({ isDown: false, backAtUs: 0 });

/** Why nothing is quoted on its venue, for people; `undefined` when it delivers and nothing is missing. */
export function streamBlockedBy(
  { isDown, backAtUs }: PrivateStream,
  check: PositionCheck,
  { venue }: Instrument,
): string | undefined {
  if (isDown) return `the private stream of ${venue} is down`;
  return isCaughtUp(backAtUs, check) ? undefined : `asking ${venue} for what its private stream missed`;
}

/** Fills and position were asked for after it came back, and were told. */
function isCaughtUp(backAtUs: number, { fillsFetchedAtUs, agreedAtUs }: PositionCheck): boolean {
  return backAtUs === 0 || (fillsFetchedAtUs >= backAtUs && agreedAtUs >= backAtUs);
}

/** A process that begins opens its own streams. */
export function forgetStream(stream: PrivateStream): void {
  stream.isDown = false;
  stream.backAtUs = 0;
}
