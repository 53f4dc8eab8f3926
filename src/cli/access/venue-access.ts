// How a command finds and opens venues: on local servers that this process starts (`--local`), on one that a variable names, or on
// their own hosts. To its user all are the same:
//
//   const access = new VenueAccess({ environment, keys: 'required', sink });   // the environment with what an env file added
//   const opened = await access.open('backpack');                              // a refusal is one line, and exit code 2
//   ...                                                                        // opened.value.venue trades and tells
//   await access.close();                                                      // in every case, also after a refusal
import { accepted, refused, type Checked, type CheckFailure } from '../../core/checked.ts';
import type { EventSink } from '../../ports/venue.ts';
import type { OpenVenue, VenueAdapter, VenueCredentials, VenueSite } from '../../venues/adapter.ts';
import type { LocalVenueServer } from '../../venues/local/local-venue-server.ts';
import type { OrderWitness } from '../../venues/order-witness.ts';
import { venueRegistry, type VenueRegistry } from '../../venues/registry.ts';
import { SystemClock } from '../../venues/wire/system-clock.ts';
import { findAdapter } from './find-adapter.ts';
import { LocalServers, variablesOf, type LocalServersOptions } from './local-servers.ts';
import { siteFor } from './site.ts';
import { accountNameIn, type Environment } from './variables.ts';

export interface AccessOptions {
  readonly environment: Environment;
  /** Without keys there is only public data. */
  readonly keys: 'required' | 'none';
  /** Starts a server of each venue that is opened, and opens that. */
  readonly local?: LocalServersOptions;
  /** Where venues deliver; to nobody unless it is given. */
  readonly sink?: EventSink;
  readonly witness?: OrderWitness;
  /** In seconds: of this process, and of those before it whose orders may still be told of. Its start, unless they are given. */
  readonly epochs?: readonly number[];
  readonly registry?: VenueRegistry;
}

/** A venue, where it is, and whose account is meant there. */
export interface LocatedVenue {
  readonly adapter: VenueAdapter;
  readonly site: VenueSite;
  readonly credentials: VenueCredentials | undefined;
  readonly accountName: string;
}

/** A venue that is open. */
export interface ReachedVenue extends LocatedVenue {
  readonly venue: OpenVenue;
}

export class VenueAccess {
  readonly clock = new SystemClock();
  /** When it was made, on its clock, in µs. */
  readonly startUs = this.clock.nowUs();
  #epochs: readonly number[];
  readonly #options: AccessOptions;
  readonly #servers: LocalServers | undefined;
  readonly #locations = new Map<string, Promise<Checked<LocatedVenue>>>();
  readonly #openings = new Map<string, Promise<Checked<ReachedVenue>>>();

  constructor(options: AccessOptions) {
    this.#options = options;
    this.#epochs = options.epochs ?? [Math.floor(this.startUs / 1_000_000)];
    const { clock, startUs } = this;
    this.#servers = options.local && new LocalServers(options.local, clock, startUs);
  }

  /** Orders of an earlier process are ours too; said before anything is opened. */
  goOnWith(run: { readonly epochSeconds: number; readonly lastAtUs: number }): void {
    this.#epochs = [run.epochSeconds];
    this.clock.goOnFrom(run.lastAtUs);
  }

  /** Where a venue is; nothing is sent there. */
  locate(name: string): Promise<Checked<LocatedVenue>> {
    const location = this.#locations.get(name.toLowerCase()) ?? this.#locate(name);
    this.#locations.set(name.toLowerCase(), location);
    return location;
  }

  /** The same one, however often it is asked for. */
  open(name: string): Promise<Checked<ReachedVenue>> {
    const key = name.toLowerCase();
    const opening = this.#openings.get(key) ?? this.#open(name);
    this.#openings.set(key, opening);
    return opening;
  }

  /** The server of a venue that this process has started. */
  server(name: string): LocalVenueServer | undefined {
    return this.#servers?.of(name);
  }

  /** Sockets first, so that a server does not hear of clients that die. */
  async close(): Promise<void> {
    for (const opening of this.#openings.values()) {
      const opened = await opening;
      if (opened.ok) await opened.value.venue.close();
    }
    await this.#servers?.close();
    this.clock.stop();
  }

  async #locate(name: string): Promise<Checked<LocatedVenue>> {
    const { registry = venueRegistry } = this.#options;
    const found = await findAdapter(name, registry);
    if (!found.ok) return found;
    const adapter = found.value;
    const environment = await this.#environmentOf(adapter);
    const credentials = this.#credentialsOf(adapter, environment);
    if (!credentials.ok) return credentials;
    const site = siteFor(adapter, environment, credentials.value);
    if (!site.ok) return site;
    const accountName = accountNameIn(environment);
    if (!accountName.ok) return accountName;
    return accepted({
      adapter,
      site: site.value,
      credentials: credentials.value,
      accountName: accountName.value,
    });
  }

  async #open(name: string): Promise<Checked<ReachedVenue>> {
    const located = await this.locate(name);
    if (!located.ok) return located;
    const { adapter, site, credentials, accountName } = located.value;
    const { sink = toNobody, witness } = this.#options;
    const opened = await adapter.open({
      site,
      credentials,
      accountName,
      clock: this.clock,
      sink,
      epochs: this.#epochs,
      witness,
    });
    return opened.ok
      ? accepted({ ...located.value, venue: opened.value })
      : withWayOut(opened, adapter, site);
  }

  /** A server of our own is found as any other is: by what it says to the environment. */
  async #environmentOf(adapter: VenueAdapter): Promise<Environment> {
    const { environment } = this.#options;
    if (this.#servers === undefined) return environment;
    return { ...environment, ...variablesOf(await this.#servers.start(adapter)) };
  }

  #credentialsOf(adapter: VenueAdapter, environment: Environment): Checked<VenueCredentials | undefined> {
    return this.#options.keys === 'none' ? accepted(undefined) : adapter.readCredentials(environment);
  }
}

const toNobody: EventSink = () => undefined;

const unreachable: ReadonlySet<string> = new Set([
  'venue-unreachable',
  'venue-timed-out',
  'venue-unavailable',
]);

/** Where a venue cannot be reached, what to do depends on where it was looked for. */
function withWayOut(failure: CheckFailure, { name }: VenueAdapter, site: VenueSite): CheckFailure {
  if (!unreachable.has(failure.code)) return failure;
  return site.kind === 'local'
    ? refused(
        failure.code,
        `${failure.message} (${site.origin})`,
        `start it with \`evenkeel venues serve\`, or take its ${name.toUpperCase()}_LOCAL_ORIGIN away`,
      )
    : refused(
        failure.code,
        failure.message,
        'look at the connection to it and at its status page, or use local servers: --local',
      );
}
