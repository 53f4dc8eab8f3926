// Names an account without giving it away: the same for the same account, and nothing that opens it.
import { createHash } from 'node:crypto';

/** `id` is what the venue knows the account by, in one spelling. */
export function accountFingerprint(venue: string, environment: string, id: string): string {
  return createHash('sha256').update(`${venue}/${environment}/${id}`).digest('hex').slice(0, 12);
}
