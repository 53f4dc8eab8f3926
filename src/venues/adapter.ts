// What every real venue brings: one object that opens it over the wire, on its own hosts or on a local server that speaks its
// protocol, and that starts such a server.
import type { Checked } from '../core/checked.ts';
import type { FeeSchedule, Instrument, OrderIdMemory } from '../core/instrument.ts';
import type { Clock } from '../ports/clock.ts';
import type { EventSink, Venue } from '../ports/venue.ts';
import type { Examination } from './examination.ts';
import type { OrderWitness } from './order-witness.ts';
import type { LocalVenueServer, ServeOptions } from './local/local-venue-server.ts';

export interface VenueAdapter {
  /** As users name it: "backpack". */
  readonly name: string;
  readonly capabilities: VenueCapabilities;
  /** From variables with the names that users' `.env` files have. What is missing or malformed is refused by its name, never by its value. */
  readCredentials(environment: Readonly<Record<string, string | undefined>>): Checked<VenueCredentials>;
  open(options: OpenVenueOptions): Promise<Checked<OpenVenue>>;
  serve(options: ServeOptions): Promise<LocalVenueServer>;
}

/** Where the venue is: its own hosts in one of its environments, or a local server that plays all of them on one origin. */
export type VenueSite =
  | { readonly kind: 'real'; readonly environment: string }
  /** "http://127.0.0.1:4101"; its streams are at the same port. */
  | { readonly kind: 'local'; readonly origin: string };

/** Keys of one account; only its adapter looks inside, and it prints as whose it is and no more. */
export interface VenueCredentials {
  readonly venue: string;
  /** The venue's environment that the keys belong to, where it has several. */
  readonly environment: string;
  /** Tells accounts apart, and is the same whenever it is the same one; no key, and nothing that can be turned back into one. */
  readonly fingerprint: string;
}

export interface OpenVenueOptions {
  readonly site: VenueSite;
  /** Without them there is only public data. */
  readonly credentials: VenueCredentials | undefined;
  /** What the account is called in keys: `venue/account/symbol`. */
  readonly accountName: string;
  readonly clock: Clock;
  /** Events of one message come synchronously and in order; whoever listens ends the turn. */
  readonly sink: EventSink;
  /** In seconds: of this run, and of those before it whose orders may still be told of. */
  readonly epochs: readonly number[];
  readonly witness?: OrderWitness | undefined;
}

export interface OpenVenue {
  /** The perpetual of a base coin, with the account's fees where the venue tells them. */
  instrumentOf(base: string): Promise<Checked<Instrument>>;
  /** Opens the streams of an instrument, private ones too where there are credentials; done when all deliver. From then on they heal themselves. */
  follow(instrument: Instrument): Promise<Checked<undefined>>;
  /** Trades what is followed; `undefined` without credentials. */
  readonly trading: Venue | undefined;
  /** What the venue says of the whole account, for people. */
  accountState(): Promise<Checked<AccountState>>;
  /** Asks the venue to end every order of the account on this instrument, whoever placed it; `accountState` tells what is left. */
  cancelOrders(instrument: Instrument): Promise<Checked<undefined>>;
  /** For a check-up, of an instrument that is followed. */
  examine(instrument: Instrument): Promise<Checked<Examination>>;
  /** How far the venue's clock is from ours, as measured last, in µs: > 0 when the venue is ahead. */
  readonly clockOffsetUs: number;
  close(): Promise<void>;
}

/** Amounts as plain decimal texts, in the units of the venue. */
export interface AccountState {
  readonly balances: readonly {
    readonly asset: string;
    readonly total: string;
    readonly available: string;
  }[];
  /** Long > 0, in base coins. */
  readonly positions: readonly {
    readonly symbol: string;
    readonly quantity: string;
    readonly entryPrice: string | undefined;
  }[];
  readonly openOrders: readonly {
    readonly symbol: string;
    readonly venueOrderId: string;
    readonly side: 'buy' | 'sell';
    readonly price: string | undefined;
    readonly remaining: string;
  }[];
}

/** What the venue can do, as its documentation says; for the table of venues, the live confirmation and the settings. */
export interface VenueCapabilities {
  readonly quoteAsset: string;
  readonly environments: readonly string[];
  readonly orderEntry: 'rest' | 'websocket';
  /** The shortest life that the venue itself can give a resting order, in seconds; `undefined` where orders rest for ever. */
  readonly makerExpirySecondsMin: number | undefined;
  /** How the venue cancels everything when a process dies, in words; `undefined` where it does not. */
  readonly deadMansSwitch: string | undefined;
  readonly oversizedReduceOnly: 'cut' | 'refuse';
  readonly postOnlyCross: 'refused' | 'canceled';
  readonly remembersClientOrderIds: OrderIdMemory;
  /** Whether a key can withdraw or transfer, and what narrower one there is, in words. */
  readonly keyPowers: string;
  /** Where actual fees come from, in words. */
  readonly feesFrom: string;
  /** When the venue tells none: dated, and from the expensive end. */
  readonly listedFees: FeeSchedule;
  readonly listedFeesAsOf: string;
}
