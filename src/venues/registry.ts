// The real venues by name. Each is loaded only when it is asked for: signatures and sockets cost time at the start.
import type { VenueAdapter } from './adapter.ts';

export type VenueRegistry = Readonly<Record<string, () => Promise<VenueAdapter>>>;

export const venueRegistry: VenueRegistry = {
  backpack: async () => (await import('./backpack/adapter.ts')).backpack,
  grvt: async () => (await import('./grvt/adapter.ts')).grvt,
  paradex: async () => (await import('./paradex/adapter.ts')).paradex,
};
