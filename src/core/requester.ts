// Who asked for something from elsewhere, and why, as it stands in every log, alert and status line.
import type { OperatorEvent, Requester } from './events.ts';

/** "alice by telegram", or "dashboard". */
const requesterWords = ({ source, user }: Requester): string =>
  user === '' ? source : `${user} by ${source}`;

/** "alice by telegram: going to bed"; either part may be missing. */
export function askedWords({ by, reason }: Pick<OperatorEvent, 'by' | 'reason'>): string {
  if (by === undefined) return reason;
  return reason === '' ? requesterWords(by) : `${requesterWords(by)}: ${reason}`;
}
