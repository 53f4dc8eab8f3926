// A venue port of which only what a planted bug names is unusual.
import type { Venue } from '../../src/ports/venue.ts';

export function wrapVenue(inner: Venue, changed: Partial<Omit<Venue, 'account'>>): Venue {
  return {
    account: inner.account,
    place: (order) => inner.place(order),
    cancel: (...request) => inner.cancel(...request),
    queryOrder: (...request) => inner.queryOrder(...request),
    queryPosition: (...request) => inner.queryPosition(...request),
    queryFills: (...request) => inner.queryFills(...request),
    queryFunding: (...request) => inner.queryFunding(...request),
    queryMargin: (...request) => inner.queryMargin(...request),
    ...changed,
  };
}
