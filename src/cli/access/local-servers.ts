// Servers of venues that this process starts for itself, one of each, on markets that belong together.
import type { Clock } from '../../ports/clock.ts';
import type { VenueAdapter } from '../../venues/adapter.ts';
import type { LocalVenueServer } from '../../venues/local/local-venue-server.ts';
import { originVariable } from './variables.ts';

export interface LocalServersOptions {
  readonly seed: number;
  /** Base coins. */
  readonly tickers: readonly string[];
}

export class LocalServers {
  readonly #options: LocalServersOptions;
  readonly #clock: Clock;
  /** One moment for all: their prices set out together. */
  readonly #marketStartUs: number;
  readonly #servers = new Map<string, LocalVenueServer>();

  constructor(options: LocalServersOptions, clock: Clock, marketStartUs: number) {
    this.#options = options;
    this.#clock = clock;
    this.#marketStartUs = marketStartUs;
  }

  async start(adapter: VenueAdapter): Promise<LocalVenueServer> {
    const server = await adapter.serve({
      ...this.#options,
      port: 0,
      clock: this.#clock,
      market: 'synthetic',
      marketStartUs: this.#marketStartUs,
    });
    this.#servers.set(adapter.name, server);
    return server;
  }

  of(name: string): LocalVenueServer | undefined {
    return this.#servers.get(name);
  }

  async close(): Promise<void> {
    for (const server of this.#servers.values()) await server.close();
  }
}

/** What the environment of a client needs: where the server is, and keys that only it accepts. */
export const variablesOf = ({
  venue,
  origin,
  credentials,
}: LocalVenueServer): Readonly<Record<string, string>> => ({
  [originVariable(venue)]: origin,
  ...credentials,
});
