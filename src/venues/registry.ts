// The real venues by name. Each is loaded only when it is asked for: signatures and sockets cost time at the start.
import type { VenueAdapter } from './adapter.ts';

export type VenueRegistry = Readonly<Record<string, () => Promise<VenueAdapter>>>;

export const venueRegistry: VenueRegistry = {};
