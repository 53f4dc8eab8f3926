// The venues of a local run: servers that this process starts, adapters that are opened on them, and what both came to in the end.
import { assertPresent } from '../../../core/assert.ts';
import { accepted, type Checked } from '../../../core/checked.ts';
import type { Instrument } from '../../../core/instrument.ts';
import type { OpenVenue } from '../../../venues/adapter.ts';
import type { LocalVenueServer } from '../../../venues/local/local-venue-server.ts';
import { venueRegistry } from '../../../venues/registry.ts';
import { SystemClock } from '../../../venues/wire/system-clock.ts';
import { nothingBooked, withFill, type Booked } from './compare-with-venue.ts';
import { WaitingRoom } from './waiting-room.ts';

export interface LocalVenuesOptions {
  readonly seed: number;
  /** The base coin. */
  readonly ticker: string;
}

/** What accounts of local servers are called in keys. */
const accountName = 'main';

export class LocalVenues {
  readonly clock = new SystemClock();
  readonly waitingRoom = new WaitingRoom();
  /** When it was made, on its clock, in µs. */
  readonly startUs = this.clock.nowUs();
  readonly #options: LocalVenuesOptions;
  readonly #servers = new Map<string, LocalVenueServer>();
  readonly #venues = new Map<string, OpenVenue>();

  constructor(options: LocalVenuesOptions) {
    this.#options = options;
  }

  get runEpochSeconds(): number {
    return Math.floor(this.startUs / 1_000_000);
  }

  /** Starts the venue's server and opens its adapter on it; the same ones for a second leg. */
  async open(name: string): Promise<Checked<OpenVenue>> {
    const known = this.#venues.get(name);
    if (known !== undefined) return accepted(known);
    const adapter = await assertPresent(venueRegistry[name], `the adapter of ${name}`)();
    const { clock } = this;
    const { seed, ticker } = this.#options;
    // One moment for both servers: their prices set out together.
    const marketStartUs = this.startUs;
    const server = await adapter.serve({
      port: 0,
      clock,
      seed,
      tickers: [ticker],
      market: 'synthetic',
      marketStartUs,
    });
    this.#servers.set(name, server);
    const credentials = adapter.readCredentials(server.credentials);
    if (!credentials.ok) return credentials;
    const opened = await adapter.open({
      site: { kind: 'local', origin: server.origin },
      credentials: credentials.value,
      accountName,
      clock,
      sink: this.waitingRoom.deliver,
      epochs: [this.runEpochSeconds],
    });
    if (opened.ok) this.#venues.set(name, opened.value);
    return opened;
  }

  /** What the server's own ledger says of an instrument: there is one account on it, ours. */
  account({ venue, symbol }: Instrument): Booked {
    const { ledger } = assertPresent(this.#servers.get(venue), `the server of ${venue}`).exchange;
    let sum = nothingBooked;
    for (const { key } of ledger.accounts()) {
      for (const fill of ledger.fillsSince(key, symbol, 0)) sum = withFill(sum, fill);
    }
    return sum;
  }

  /** Sockets first, so that a server does not hear of clients that die. */
  async close(): Promise<void> {
    for (const venue of this.#venues.values()) await venue.close();
    for (const server of this.#servers.values()) await server.close();
    this.clock.stop();
  }
}
