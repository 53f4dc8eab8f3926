// The private half of the venue: the session, the trading socket, and all that is asked and told of one trading account.
import { accepted, refused, type Checked } from '../../core/checked.ts';
import type { Instrument, InstrumentKey, VenueAccountKey } from '../../core/instrument.ts';
import { limits, microseconds } from '../../core/limits.ts';
import type { Clock } from '../../ports/clock.ts';
import type { AccountState } from '../adapter.ts';
import type { AccountFacts } from '../examination.ts';
import type { OrderWitness } from '../order-witness.ts';
import { ClientIds } from '../wire/client-ids.ts';
import type { Emit } from '../wire/emitter.ts';
import { accountFactsOf } from './account-facts.ts';
import { AccountFeed } from './account-feed.ts';
import { AccountQueries } from './account-queries.ts';
import { askAccountState } from './account-state.ts';
import type { GrvtKeys } from './credentials.ts';
import { readFill, type FillFeed } from './frames.ts';
import { Rest, type Answered } from './rest.ts';
import type { AccountTerms } from './rules.ts';
import type { Session } from './session.ts';
import { OrderSigner } from './sign.ts';
import type { GrvtSite } from './sites.ts';
import { TradeSocket } from './trade-socket.ts';
import { Trading } from './trading.ts';
import { accountShape, heardShape, leverageShape, pageShape, paths, type Listing } from './wire.ts';

export interface AccountOptions {
  readonly site: GrvtSite;
  readonly keys: GrvtKeys;
  readonly session: Session;
  readonly clock: Clock;
  readonly emit: Emit;
  readonly epochs: readonly number[];
  readonly account: VenueAccountKey;
  readonly venueTimeUs: () => number;
  readonly witness: OrderWitness | undefined;
}

type Ready = (outcome: Checked<undefined>) => void;

/** For orders while the socket is down, and for questions: neither waits for the other. */
const orderConnections = 4;
const queryConnections = 4;
/** So many of the latest fills are looked at for what the account is charged. */
const feeFills = 100;

export class Account {
  readonly trading: Trading;
  readonly #options: AccountOptions;
  readonly #orders: Rest;
  readonly #queries: Rest;
  readonly #socket: TradeSocket;
  readonly #instruments = new Set<InstrumentKey>();
  /** Those that were told of a loss, and not yet of its end. */
  readonly #down = new Set<InstrumentKey>();
  /** Who waits for the socket to deliver for the first time. */
  #waiting: Ready[] = [];

  constructor(options: AccountOptions) {
    const { site, keys, session, clock, emit, account, venueTimeUs, witness } = options;
    const { subAccountId } = keys;
    this.#options = options;
    this.#orders = new Rest(site.trades, orderConnections, clock, session);
    this.#queries = new Rest(site.trades, queryConnections, clock, session);
    const ids = new ClientIds(options.epochs);
    const feed = new AccountFeed(ids, emit, witness);
    this.#socket = new TradeSocket({
      url: site.trades.stream,
      subAccountId,
      session,
      clock,
      listener: {
        told: (frame) => feed.told(frame),
        up: () => this.#up(),
        down: () => this.#lost(),
        refused: (text) => this.#giveUp(text),
      },
    });
    this.trading = new Trading({
      account,
      subAccountId,
      chainId: site.chainId,
      signer: new OrderSigner(keys.privateKey, site.chainId, subAccountId),
      ids,
      feed,
      socket: this.#socket,
      orders: this.#orders,
      queries: new AccountQueries(this.#queries, subAccountId),
      venueTimeUs,
      emit,
      witness,
    });
  }

  async warm(): Promise<void> {
    await Promise.all([this.#orders.warm(orderConnections), this.#queries.warm(queryConnections)]);
  }

  /** Done when the account's feeds deliver. */
  follow(instrument: Instrument, listing: Listing): Promise<Checked<undefined>> {
    const { clock } = this.#options;
    const { instrument_hash: assetId, base_decimals: baseDecimals } = listing;
    this.trading.add(instrument, { assetId, baseDecimals });
    this.#instruments.add(instrument.key);
    if (this.#socket.isUp) return Promise.resolve(accepted(undefined));
    return new Promise((resolve) => {
      this.#waiting.push(resolve);
      clock.wakeAt(clock.nowUs() + microseconds(limits.followMs), () => {
        if (this.#waiting.includes(resolve)) this.#giveUp('it does not open');
      });
    });
  }

  /** What the account pays and may borrow on an instrument. */
  async terms({ instrument, base, quote }: Listing): Promise<Answered<AccountTerms>> {
    const sub_account_id = this.#options.keys.subAccountId;
    const filter = { sub_account_id, kind: ['PERPETUAL'], base: [base], quote: [quote], limit: feeFills };
    const [leverages, page] = await Promise.all([
      this.#queries.post(paths.leverage, JSON.stringify({ sub_account_id }), leverageShape),
      this.#queries.post(paths.fills, JSON.stringify(filter), pageShape),
    ]);
    if (!leverages.ok) return leverages;
    if (!page.ok) return page;
    const fills: FillFeed[] = [];
    for (const row of page.value.result) {
      const fill = readFill(row);
      if (fill?.instrument === instrument) fills.push(fill);
    }
    return { ok: true, value: { leverages: leverages.value, marginRules: undefined, fills } };
  }

  async facts(instrument: Instrument, listing: Listing): Promise<Answered<AccountFacts>> {
    const body = JSON.stringify({ sub_account_id: this.#options.keys.subAccountId });
    const [terms, summary] = await Promise.all([
      this.terms(listing),
      this.#queries.post(paths.account, body, accountShape),
    ]);
    if (!terms.ok) return terms;
    if (!summary.ok) return summary;
    return { ok: true, value: accountFactsOf(instrument, terms.value, summary.value.result.margin_type) };
  }

  /** Over the trading socket, in µs. */
  roundTrips(): Promise<readonly number[]> {
    return this.#socket.roundTrips();
  }

  state(): Promise<Answered<AccountState>> {
    return askAccountState(this.#queries, this.#options.keys.subAccountId);
  }

  /** Every order of the account on one instrument: the venue answers that it has heard, and no more. */
  cancelOrders({ base, quote }: Instrument): Promise<Answered<unknown>> {
    const sub_account_id = this.#options.keys.subAccountId;
    const filter = { sub_account_id, kind: ['PERPETUAL'], base: [base], quote: [quote] };
    return this.#orders.post(paths.cancelAllOrders, JSON.stringify(filter), heardShape);
  }

  async close(): Promise<void> {
    this.#socket.close();
    await Promise.all([this.#orders.close(), this.#queries.close(), this.#options.session.close()]);
  }

  #up(): void {
    const waiting = this.#waiting;
    const down = [...this.#down];
    this.#waiting = [];
    this.#down.clear();
    for (const ready of waiting) ready(accepted(undefined));
    for (const instrument of down) this.#options.emit({ kind: 'stream', instrument, isUp: true });
  }

  #lost(): void {
    for (const instrument of this.#instruments) {
      this.#down.add(instrument);
      this.#options.emit({ kind: 'stream', instrument, isUp: false });
    }
  }

  #giveUp(text: string): void {
    const waiting = this.#waiting;
    this.#waiting = [];
    const remedy = 'look at the keys in .env, at the status page of the venue, and at the connection to it';
    for (const ready of waiting) ready(refused('stream-refused', `grvt's private stream: ${text}`, remedy));
  }
}
