// Backpack, opened over the wire: one key pair, REST for orders and questions, two sockets for what the market and the account do.
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
  VenueSite,
} from '../adapter.ts';
import type { Examination } from '../examination.ts';
import { inBackground } from '../wire/background.ts';
import { ClientIds } from '../wire/client-ids.ts';
import { measureClockOffset } from '../wire/clock-offset.ts';
import { createEmitter } from '../wire/emitter.ts';
import { refusedBy } from '../wire/refused-by.ts';
import { accountFactsOf } from './account-facts.ts';
import { AccountStream } from './account-stream.ts';
import { BackpackCredentials, readCredentials } from './credentials.ts';
import { MarketData } from './market-data.ts';
import { Rest, type Answered } from './rest.ts';
import { capabilities, instrumentOf } from './rules.ts';
import { askAccountState } from './account-state.ts';
import type { SigningKey } from './sign.ts';
import { Trading } from './trading.ts';
import {
  accountShape,
  encodeCancelAll,
  marketsShape,
  paths,
  timeShape,
  type Account,
  type Market,
} from './wire.ts';

export const backpack: VenueAdapter = {
  name: 'backpack',
  capabilities,
  readCredentials,
  open,
  // Only who serves loads what serves.
  serve: async (options) => (await import('./server.ts')).serve(options),
};

interface Hosts {
  readonly rest: string;
  readonly streams: string;
}

async function open(options: OpenVenueOptions): Promise<Checked<OpenVenue>> {
  const { clock, site } = options;
  const hosts = hostsOf(site);
  if (!hosts.ok) return hosts;
  const key = keyOf(options.credentials);
  const rest = new Rest({ origin: hosts.value.rest, clock, key });
  const venue = new OpenBackpack(options, hosts.value, key, rest);
  const opened = await venue.begin();
  if (opened.ok) return accepted(venue);
  await venue.close();
  return opened;
}

class OpenBackpack implements OpenVenue {
  readonly trading: Venue | undefined;
  readonly #options: OpenVenueOptions;
  readonly #rest: Rest;
  readonly #marketData: MarketData;
  readonly #trading: Trading | undefined;
  readonly #accountStream: AccountStream | undefined;
  #account: Account | undefined;
  #markets: readonly Market[] | undefined;
  #isClosed = false;

  constructor(options: OpenVenueOptions, hosts: Hosts, key: SigningKey | undefined, rest: Rest) {
    const { clock, sink, accountName, epochs, witness } = options;
    // What was under way when it was closed comes to nothing that anybody waits for.
    const emit = createEmitter(clock, (event) => {
      if (!this.#isClosed) sink(event);
    });
    this.#options = options;
    this.#rest = rest;
    this.#marketData = new MarketData({ url: hosts.streams, rest, clock, emit });
    if (key === undefined) return;
    const account = `backpack/${accountName}` as VenueAccountKey;
    const trading = new Trading({ account, rest, ids: new ClientIds(epochs), emit, witness });
    this.#trading = trading;
    this.trading = trading;
    this.#accountStream = new AccountStream({
      url: hosts.streams,
      key,
      rest,
      clock,
      emit,
      told: (symbol, update) => trading.tell(symbol, update),
    });
  }

  get clockOffsetUs(): number {
    return this.#rest.clockOffsetUs;
  }

  /** Connections, the venue's clock, and the account, with which a key shows that it is one. */
  async begin(): Promise<Checked<undefined>> {
    await this.#rest.open();
    if (!(await this.#measureClock())) {
      const remedy = 'look at the status page of the venue, and at the connection to it';
      return refused('venue-unreachable', 'backpack does not answer', remedy);
    }
    this.#every(limits.clockPollMs, () => this.#measureClock());
    this.#every(limits.keepWarmMs, () => this.#rest.keepWarm());
    if (this.#trading === undefined) return accepted(undefined);
    const account = await this.#askAccount();
    if (!account.ok) return refusedBy('backpack', account.failure);
    this.#account = account.value;
    return accepted(undefined);
  }

  async instrumentOf(base: string): Promise<Checked<Instrument>> {
    const markets = await this.#listMarkets();
    if (!markets.ok) return refusedBy('backpack', markets.failure);
    return instrumentOf(markets.value, base, this.#options.accountName, this.#account);
  }

  async follow(instrument: Instrument): Promise<Checked<undefined>> {
    const markets = await this.#listMarkets();
    if (!markets.ok) return refusedBy('backpack', markets.failure);
    const market = markets.value.find(({ symbol }) => symbol === instrument.symbol);
    this.#trading?.add(instrument);
    const followed = await this.#marketData.follow(instrument, Number(market?.fundingInterval ?? 0));
    if (!followed.ok || this.#accountStream === undefined) return followed;
    return this.#accountStream.follow(instrument.key);
  }

  async accountState(): Promise<Checked<AccountState>> {
    const state = await askAccountState(this.#rest);
    return state.ok ? accepted(state.value) : refusedBy('backpack', state.failure);
  }

  async examine(): Promise<Checked<Examination>> {
    const [publicStreamUs, privateStreamUs, account] = await Promise.all([
      this.#marketData.roundTrips(),
      this.#accountStream?.roundTrips() ?? [],
      this.#trading === undefined ? undefined : this.#askAccount(),
    ]);
    if (account?.ok === false) return refusedBy('backpack', account.failure);
    const facts = account === undefined ? undefined : accountFactsOf(account.value);
    return accepted({ account: facts, publicStreamUs, privateStreamUs });
  }

  async cancelOrders({ symbol }: Instrument): Promise<Checked<undefined>> {
    const cancelled = await this.#rest.cancelAll(encodeCancelAll(symbol));
    return cancelled.ok ? accepted(undefined) : refusedBy('backpack', cancelled.failure);
  }

  async close(): Promise<void> {
    this.#isClosed = true;
    this.#marketData.close();
    this.#accountStream?.close();
    await this.#rest.close();
  }

  #askAccount(): Promise<Answered<Account>> {
    return this.#rest.askSigned(accountShape, 'accountQuery', paths.account);
  }

  async #listMarkets(): Promise<Answered<readonly Market[]>> {
    if (this.#markets !== undefined) return { ok: true, value: this.#markets };
    const answer = await this.#rest.ask(marketsShape, paths.markets);
    if (answer.ok) this.#markets = answer.value;
    return answer;
  }

  /** The venue tells whole milliseconds; half of one is the best guess of the rest. */
  async #measureClock(): Promise<boolean> {
    const measured = await measureClockOffset(this.#options.clock, async () => {
      const answer = await this.#rest.ask(timeShape, paths.time);
      return answer.ok ? microseconds(answer.value) + 500 : undefined;
    });
    if (measured !== undefined) this.#rest.clockOffsetUs = measured.offsetUs;
    return measured !== undefined;
  }

  #every(intervalMs: number, work: () => Promise<unknown>): void {
    const { clock } = this.#options;
    clock.wakeAt(clock.nowUs() + microseconds(intervalMs), () => {
      if (this.#isClosed) return;
      inBackground(work());
      this.#every(intervalMs, work);
    });
  }
}

function hostsOf(site: VenueSite): Checked<Hosts> {
  if (site.kind === 'local')
    return accepted({ rest: site.origin, streams: site.origin.replace(/^http/, 'ws') });
  if (site.environment === 'prod')
    return accepted({ rest: 'https://api.backpack.exchange', streams: 'wss://ws.backpack.exchange' });
  const remedy = 'it has one only: prod; try things on a local server, with --local';
  return refused('unknown-environment', `backpack has no environment ${site.environment}`, remedy);
}

function keyOf(credentials: VenueCredentials | undefined): SigningKey | undefined {
  if (credentials === undefined) return undefined;
  assert(credentials instanceof BackpackCredentials, 'credentials come from the adapter that reads them');
  return credentials.key;
}
