// GRVT, opened over the wire: a login, requests for questions, one socket for the market, and one for orders and what becomes of them.
import { assert, assertPresent } from '../../core/assert.ts';
import { accepted, refused, type Checked } from '../../core/checked.ts';
import type { Instrument, VenueAccountKey } from '../../core/instrument.ts';
import { limits, microseconds } from '../../core/limits.ts';
import type { Venue } from '../../ports/venue.ts';
import type {
  AccountState,
  OpenVenue,
  OpenVenueOptions,
  VenueAdapter,
  VenueCredentials,
} from '../adapter.ts';
import type { Examination } from '../examination.ts';
import { inBackground } from '../wire/background.ts';
import { measureClockOffset } from '../wire/clock-offset.ts';
import { createEmitter, type Emit } from '../wire/emitter.ts';
import { refusedBy } from '../wire/refused-by.ts';
import { Account } from './account.ts';
import { GrvtCredentials, readCredentials, type GrvtKeys } from './credentials.ts';
import { MarketData } from './market-data.ts';
import { Rest } from './rest.ts';
import { capabilities, instrumentOf, listingOf, noTerms } from './rules.ts';
import { Session } from './session.ts';
import { siteOf, type GrvtSite } from './sites.ts';
import { instrumentsShape, marginRulesShape, paths, type Listing } from './wire.ts';

export const grvt: VenueAdapter = {
  name: 'grvt',
  capabilities,
  readCredentials,
  open,
  // Only who serves loads what serves.
  serve: async (options) => (await import('./server.ts')).serve(options),
};

/** Questions of the market that may be under way at once. */
const publicConnections = 2;
/** Hours, where the venue does not say. */
const usualFundingHours = 8;

async function open(options: OpenVenueOptions): Promise<Checked<OpenVenue>> {
  const site = siteOf(options.site);
  if (!site.ok) return site;
  const keys = keysOf(options.credentials);
  const session = keys && (await Session.login(site.value.edge, keys.apiKey, options.clock));
  if (session?.ok === false) return session;
  const emit = createEmitter(options.clock, options.sink);
  const venue = new OpenGrvt(options, site.value, emit, keys, session?.value);
  const opened = await venue.begin();
  if (opened.ok) return accepted(venue);
  await venue.close();
  return opened;
}

class OpenGrvt implements OpenVenue {
  clockOffsetUs = 0;
  readonly #options: OpenVenueOptions;
  readonly #rest: Rest;
  readonly #marketData: MarketData;
  readonly #account: Account | undefined;
  #listings: readonly Listing[] = [];
  #isClosed = false;

  constructor(
    options: OpenVenueOptions,
    site: GrvtSite,
    emit: Emit,
    keys: GrvtKeys | undefined,
    session: Session | undefined,
  ) {
    const { clock, accountName, epochs, witness } = options;
    this.#options = options;
    this.#rest = new Rest(site.marketData, publicConnections, clock, undefined);
    this.#marketData = new MarketData({ url: site.marketData.stream, clock, emit });
    if (keys === undefined || session === undefined) return;
    this.#account = new Account({
      site,
      keys,
      session,
      clock,
      emit,
      epochs,
      account: `grvt/${accountName}` as VenueAccountKey,
      venueTimeUs: () => clock.nowUs() + this.clockOffsetUs,
      witness,
    });
  }

  get trading(): Venue | undefined {
    return this.#account?.trading;
  }

  /** The venue's clock and its instruments, and connections for what comes later. */
  async begin(): Promise<Checked<undefined>> {
    if (!(await this.#measureClock())) {
      const remedy = 'look at the status page of the venue, and at the connection to it';
      return refused('venue-unreachable', 'grvt does not answer', remedy);
    }
    this.#measureAgain();
    const [listed] = await Promise.all([
      this.#rest.post(paths.allInstruments, '{"is_active":true}', instrumentsShape),
      this.#account?.warm(),
    ]);
    if (!listed.ok) return refusedBy('grvt', listed.failure);
    this.#listings = listed.value.result;
    return accepted(undefined);
  }

  async instrumentOf(base: string): Promise<Checked<Instrument>> {
    const listing = listingOf(this.#listings, base);
    if (!listing.ok) return listing;
    const { instrument } = listing.value;
    const [rules, terms] = await Promise.all([
      this.#rest.post(paths.marginRules, JSON.stringify({ instrument }), marginRulesShape),
      this.#account?.terms(listing.value),
    ]);
    if (terms?.ok === false) return refusedBy('grvt', terms.failure);
    // Not every environment tells the rules of margin; the usual ones are on the safe side.
    const marginRules = rules.ok ? rules.value : undefined;
    const { accountName } = this.#options;
    return instrumentOf(listing.value, accountName, { ...(terms?.value ?? noTerms), marginRules });
  }

  async follow(instrument: Instrument): Promise<Checked<undefined>> {
    const listing = this.#listingOf(instrument);
    const hours = listing.funding_interval_hours ?? usualFundingHours;
    const [followed, account] = await Promise.all([
      this.#marketData.follow(instrument, hours * 3_600_000),
      this.#account?.follow(instrument, listing),
    ]);
    return followed.ok ? (account ?? followed) : followed;
  }

  async accountState(): Promise<Checked<AccountState>> {
    if (this.#account === undefined) {
      return refused(
        'credentials-missing',
        'the account of grvt is asked for without keys',
        'put them into .env',
      );
    }
    const state = await this.#account.state();
    return state.ok ? accepted(state.value) : refusedBy('grvt', state.failure);
  }

  async examine(instrument: Instrument): Promise<Checked<Examination>> {
    const [publicStreamUs, privateStreamUs, account] = await Promise.all([
      this.#marketData.roundTrips(),
      this.#account?.roundTrips() ?? [],
      this.#account?.facts(instrument, this.#listingOf(instrument)),
    ]);
    if (account?.ok === false) return refusedBy('grvt', account.failure);
    return accepted({ account: account?.value, publicStreamUs, privateStreamUs });
  }

  async cancelOrders(instrument: Instrument): Promise<Checked<undefined>> {
    assert(this.#account !== undefined, 'only an account has orders');
    const cancelled = await this.#account.cancelOrders(instrument);
    return cancelled.ok ? accepted(undefined) : refusedBy('grvt', cancelled.failure);
  }

  async close(): Promise<void> {
    this.#isClosed = true;
    this.#marketData.close();
    await Promise.all([this.#rest.close(), this.#account?.close()]);
  }

  #listingOf({ symbol }: Instrument): Listing {
    const listing = this.#listings.find(({ instrument }) => instrument === symbol);
    return assertPresent(listing, `the listing of ${symbol}`);
  }

  /** The venue tells whole milliseconds; half of one is the best guess of the rest. */
  async #measureClock(): Promise<boolean> {
    const measured = await measureClockOffset(this.#options.clock, async () => {
      const toldUs = await this.#rest.timeUs();
      return toldUs === undefined ? undefined : toldUs + 500;
    });
    if (measured !== undefined) this.clockOffsetUs = measured.offsetUs;
    return measured !== undefined;
  }

  #measureAgain(): void {
    const { clock } = this.#options;
    clock.wakeAt(clock.nowUs() + microseconds(limits.clockPollMs), () => {
      if (this.#isClosed) return;
      inBackground(this.#measureClock());
      this.#measureAgain();
    });
  }
}

function keysOf(credentials: VenueCredentials | undefined): GrvtKeys | undefined {
  if (credentials === undefined) return undefined;
  assert(credentials instanceof GrvtCredentials, 'credentials come from the adapter that reads them');
  return credentials.keys;
}
