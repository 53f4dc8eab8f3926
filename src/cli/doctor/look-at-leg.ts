// Everything that one venue is asked for, one step after the other as each stands on the one before, and every step within its time.
import { assertPresent } from '../../core/assert.ts';
import { accepted, refused, type CheckFailure, type Checked } from '../../core/checked.ts';
import type { EngineEvent } from '../../core/events.ts';
import type { InstrumentKey } from '../../core/instrument.ts';
import { limits } from '../../core/limits.ts';
import type { VenueAccess } from '../access/venue-access.ts';
import { refuseLeftovers } from '../run/wire/leftovers.ts';
import type { WireLeg } from '../run/wire/wire-leg.ts';
import type { Ears } from './ears.ts';
import { askAccount } from './ask-account.ts';
import type { BookFacts, LegFacts } from './facts.ts';
import { withinTime } from './within-time.ts';

export interface Looking {
  readonly access: VenueAccess;
  readonly ears: Ears;
  readonly patience: Patience;
}

/** How long a step is waited for, in ms. */
export interface Patience {
  readonly openMs: number;
  readonly questionMs: number;
  readonly followMs: number;
  /** For a message of a book that is shown already. */
  readonly bookMs: number;
}

export const usualPatience: Patience = {
  openMs: 12_000,
  questionMs: 6_000,
  // The public stream, and then the account's own.
  followMs: 2 * limits.followMs + 2_000,
  bookMs: limits.bookAgeMsMax,
};

export type WhichLeg = Pick<LegFacts, 'role' | 'venue' | 'capabilities'> & { readonly ticker: string };

const nothingKnown = {
  clockOffsetUs: undefined,
  instrument: undefined,
  followed: undefined,
  book: undefined,
  examination: undefined,
  requests: undefined,
  margin: undefined,
  leftovers: undefined,
  order: undefined,
} as const;

/** What is known of it, and the leg itself where everything is there to trade it. */
export interface LookedAt {
  readonly facts: LegFacts;
  readonly leg: WireLeg | undefined;
}

export async function lookAtLeg(
  { access, ears, patience }: Looking,
  { ticker, ...which }: WhichLeg,
): Promise<LookedAt> {
  const { clock } = access;
  const within = <Value>(patienceMs: number, what: string, work: Promise<Checked<Value>>) =>
    withinTime<Checked<Value>>(clock, patienceMs, work, () => tooSlow(which.venue, what, patienceMs));
  const opened = await within(patience.openMs, 'opening', access.open(which.venue));
  if (!opened.ok) return { facts: { ...which, ...nothingKnown, opened }, leg: undefined };
  const { venue, site } = opened.value;
  const { clockOffsetUs } = venue;
  const trading = assertPresent(venue.trading, `${which.venue} was opened with keys`);
  const reached = {
    ...which,
    ...nothingKnown,
    opened: accepted({ account: trading.account, site }),
    clockOffsetUs,
  };
  const listed = await within(patience.questionMs, 'its instruments', venue.instrumentOf(ticker));
  if (!listed.ok) return { facts: { ...reached, instrument: listed }, leg: undefined };
  const instrument = listed.value;
  const followed = await within(patience.followMs, 'its streams', venue.follow(instrument));
  const { key } = instrument;
  const heard = ears.book(key).messages;
  const fromUs = clock.nowUs();
  const [examination, account, asked] = await Promise.all([
    within(2 * patience.questionMs, 'a check-up', venue.examine(instrument)),
    within(patience.questionMs, 'the account', venue.accountState()),
    askAccount({ ears, clock, trading, instrument, patienceMs: patience.questionMs }),
    withinTime<unknown>(clock, patience.bookMs, ears.next(isBookOf(key)), () => undefined),
  ]);
  const { messages, agesUs } = ears.book(key);
  const book: BookFacts = {
    touch: ears.touch(key),
    messages: messages - heard,
    listenedUs: clock.nowUs() - fromUs,
    agesUs: agesUs.map((ageUs) => Math.max(0, ageUs + clockOffsetUs)),
  };
  const leg: Checked<WireLeg> = account.ok
    ? accepted({ reached: opened.value, instrument, account: account.value })
    : account;
  const leftovers = leg.ok ? (refuseLeftovers(leg.value) ?? accepted(undefined)) : leg;
  const facts = { ...reached, instrument: listed, followed, examination, leftovers, book, ...asked };
  return { facts, leg: followed.ok && leg.ok ? leg.value : undefined };
}

const isBookOf =
  (instrument: InstrumentKey) =>
  (event: EngineEvent): boolean =>
    event.kind === 'book' && event.instrument === instrument;

const tooSlow = (venue: string, what: string, patienceMs: number): CheckFailure =>
  refused(
    'venue-too-slow',
    `${venue}: ${what} took more than ${patienceMs / 1_000} s`,
    'look at the status page of the venue, and at the connection to it',
  );
