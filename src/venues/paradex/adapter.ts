// Paradex, opened over the wire: one account and its key, a socket for orders and what happens to them, one for the market, and REST
// for questions.
import { assert } from '../../core/assert.ts';
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
import { ClientIds } from '../wire/client-ids.ts';
import { measureClockOffset } from '../wire/clock-offset.ts';
import { createEmitter, type Emit } from '../wire/emitter.ts';
import { refusedBy } from '../wire/refused-by.ts';
import { askAccountFacts, ownOf, type LoggedIn } from './account-facts.ts';
import { askAccountState } from './account-state.ts';
import { ParadexCredentials, readCredentials } from './credentials.ts';
import { MarketData } from './market-data.ts';
import { OrderRequests } from './order-requests.ts';
import { OrderSocket } from './order-socket.ts';
import { Rest, type Answered } from './rest.ts';
import { capabilities, instrumentOf } from './rules.ts';
import { Session } from './session.ts';
import { ParadexSigner } from './sign.ts';
import { siteOf, type ParadexSite } from './sites.ts';
import { Trading } from './trading.ts';
import { accountInfoShape, configShape, marketsShape, paths, type AccountFees, type Market } from './wire.ts';

export const paradex: VenueAdapter = {
  name: 'paradex',
  capabilities,
  readCredentials,
  open,
  // Only who serves loads what serves.
  serve: async (options) => (await import('./server.ts')).serve(options),
};

async function open(options: OpenVenueOptions): Promise<Checked<OpenVenue>> {
  const { clock, sink } = options;
  const site = siteOf(options.site);
  if (!site.ok) return site;
  const rest = new Rest(site.value.origin, clock);
  const venue = new OpenParadex(options, site.value, rest, createEmitter(clock, sink));
  const opened = await venue.begin(credentialsOf(options.credentials));
  if (opened.ok) return accepted(venue);
  await venue.close();
  return opened;
}

class OpenParadex implements OpenVenue {
  readonly #options: OpenVenueOptions;
  readonly #site: ParadexSite;
  readonly #rest: Rest;
  readonly #emit: Emit;
  readonly #marketData: MarketData;
  #trading: Trading | undefined;
  #orderSocket: OrderSocket | undefined;
  #orderRequests: OrderRequests | undefined;
  #loggedIn: LoggedIn | undefined;
  #fees: AccountFees | undefined;
  #markets: readonly Market[] | undefined;
  #isClosed = false;

  constructor(options: OpenVenueOptions, site: ParadexSite, rest: Rest, emit: Emit) {
    const { clock } = options;
    this.#options = options;
    this.#site = site;
    this.#rest = rest;
    this.#emit = emit;
    this.#marketData = new MarketData({
      url: site.marketStream,
      clock,
      emit,
      venueNowUs: () => clock.nowUs() + rest.clockOffsetUs,
    });
  }

  get clockOffsetUs(): number {
    return this.#rest.clockOffsetUs;
  }

  get trading(): Venue | undefined {
    return this.#trading;
  }

  /** Connections, the venue's clock, and a login, with which a key shows that it is one. */
  async begin(credentials: ParadexCredentials | undefined): Promise<Checked<undefined>> {
    await this.#rest.warm();
    if (!(await this.#measureClock())) {
      const remedy = 'look at the status page of the venue, and at the connection to it';
      return refused('venue-unreachable', 'paradex does not answer', remedy);
    }
    this.#measureAgain();
    return credentials === undefined ? accepted(undefined) : this.#logIn(credentials);
  }

  async instrumentOf(base: string): Promise<Checked<Instrument>> {
    const markets = await this.#listMarkets();
    if (!markets.ok) return refusedBy('paradex', markets.failure);
    return instrumentOf(markets.value, base, this.#options.accountName, this.#fees);
  }

  async follow(instrument: Instrument): Promise<Checked<undefined>> {
    this.#trading?.add(instrument);
    const followed = await this.#marketData.follow(instrument);
    if (!followed.ok || this.#orderSocket === undefined) return followed;
    return this.#orderSocket.follow(instrument);
  }

  async accountState(): Promise<Checked<AccountState>> {
    const state = await askAccountState(this.#rest);
    return state.ok ? accepted(state.value) : refusedBy('paradex', state.failure);
  }

  async examine({ symbol }: Instrument): Promise<Checked<Examination>> {
    const [publicStreamUs, privateStreamUs, account] = await Promise.all([
      this.#marketData.roundTrips(),
      this.#orderSocket?.roundTrips() ?? [],
      this.#loggedIn === undefined ? undefined : askAccountFacts(this.#rest, this.#loggedIn, symbol),
    ]);
    if (account?.ok === false) return refusedBy('paradex', account.failure);
    return accepted({ account: account?.value, publicStreamUs, privateStreamUs });
  }

  async cancelOrders({ symbol }: Instrument): Promise<Checked<undefined>> {
    const cancelled = await this.#rest.cancelAll(symbol);
    return cancelled.ok ? accepted(undefined) : refusedBy('paradex', cancelled.failure);
  }

  async close(): Promise<void> {
    this.#isClosed = true;
    this.#marketData.close();
    this.#orderSocket?.close();
    await Promise.all([this.#rest.close(), this.#orderRequests?.close()]);
  }

  async #logIn(credentials: ParadexCredentials): Promise<Checked<undefined>> {
    const { clock, accountName, epochs, witness } = this.#options;
    const { address, privateKey } = credentials;
    const config = await this.#rest.ask(configShape, paths.config);
    if (!config.ok) return refusedBy('paradex', config.failure);
    const signer = new ParadexSigner({ chainId: config.value.starknet_chain_id, address, privateKey });
    const session = new Session({
      client: this.#rest.client,
      clock,
      signer,
      account: `0x${address.toString(16)}`,
      venueSeconds: () => Math.floor(this.#rest.venueMs() / 1_000),
    });
    this.#rest.session = session;
    const begun = await session.begin();
    if (!begun.ok) return begun;
    const info = await this.#rest.ask(accountInfoShape, paths.accountInfo);
    if (!info.ok) return refusedBy('paradex', info.failure);
    this.#loggedIn = { address, publicKey: signer.publicKey };
    this.#fees = ownOf(info.value.results, address)?.fees ?? undefined;
    const requests = new OrderRequests(this.#site.origin, session, clock);
    await requests.warm();
    const trading = new Trading({
      account: `paradex/${accountName}` as VenueAccountKey,
      rest: this.#rest,
      signer,
      ids: new ClientIds(epochs),
      emit: this.#emit,
      calls: () => (socket.isUp ? socket : requests),
      witness,
    });
    const socket = new OrderSocket({
      url: this.#site.accountStream,
      session,
      clock,
      emit: this.#emit,
      told: (channel, data) => trading.tell(channel, data),
    });
    this.#trading = trading;
    this.#prepareAgain();
    this.#orderSocket = socket;
    this.#orderRequests = requests;
    return accepted(undefined);
  }

  async #listMarkets(): Promise<Answered<readonly Market[]>> {
    if (this.#markets !== undefined) return { ok: true, value: this.#markets };
    const answer = await this.#rest.ask(marketsShape, paths.markets);
    if (!answer.ok) return answer;
    this.#markets = answer.value.results;
    return { ok: true, value: this.#markets };
  }

  async #measureClock(): Promise<boolean> {
    const measured = await measureClockOffset(this.#options.clock, () => this.#rest.timeUs());
    if (measured !== undefined) this.#rest.clockOffsetUs = measured.offsetUs;
    return measured !== undefined;
  }

  #prepareAgain(): void {
    const { clock } = this.#options;
    clock.wakeAt(clock.nowUs() + microseconds(limits.beginOrdersMs), () => {
      if (this.#isClosed) return;
      this.#trading?.prepare();
      this.#prepareAgain();
    });
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

function credentialsOf(credentials: VenueCredentials | undefined): ParadexCredentials | undefined {
  if (credentials === undefined) return undefined;
  assert(credentials instanceof ParadexCredentials, 'credentials come from the adapter that reads them');
  return credentials;
}
