// The last word of a venue on a run: what it holds, what it says was traded, and what is still open there. It comes from the ledger of
// a server of our own, or from the venue's own history.
import type { Instrument } from '../../../core/instrument.ts';
import { limits, microseconds } from '../../../core/limits.ts';
import type { Lots } from '../../../core/money.ts';
import { counted } from '../../../reports/readable.ts';
import type { LocalVenueServer } from '../../../venues/local/local-venue-server.ts';
import { compareBooked, isSameBooked, type Booked } from './booked.ts';
import type { ClosingQuestions } from './closing-questions.ts';
import { serverBook } from './server-book.ts';
import { tradingOf, type WireLeg } from './wire-leg.ts';

export interface LastWord {
  /** Whose book it is, in words. */
  readonly source: string;
  /** `undefined` where the venue did not answer. */
  readonly booked: Booked | undefined;
  /** Open orders in the instrument, of whomever; `undefined` where the venue did not answer. */
  readonly openOrders: number | undefined;
}

export interface LastWordOptions {
  readonly closing: ClosingQuestions;
  /** Where this process has started it. */
  readonly server: LocalVenueServer | undefined;
  readonly startUs: number;
  readonly booked: Booked;
}

export async function hearLastWord(leg: WireLeg, options: LastWordOptions): Promise<LastWord> {
  const { instrument, reached } = leg;
  const [booked, openOrders] = await Promise.all([
    bookOf(leg, options),
    options.closing.openOrders(reached.venue, instrument.symbol),
  ]);
  const source =
    options.server === undefined
      ? `${instrument.venue} itself`
      : `the ledger of the ${instrument.venue} server`;
  return { source, booked, openOrders };
}

/** Whether a run cannot be called flat by this word; no word is no contradiction. */
export const contradictsFlat = ({ booked, openOrders = 0 }: LastWord, position: Lots): boolean =>
  openOrders > 0 || (booked !== undefined && booked.position !== position);

/** Everything that is booked, to the smallest unit, and nothing is open. */
export const confirms = (word: LastWord, booked: Booked): boolean =>
  word.openOrders === 0 && word.booked !== undefined && isSameBooked(word.booked, booked);

export function remarksOn(instrument: Instrument, word: LastWord, booked: Booked): string[] {
  const comparison = compareBooked(instrument, word.source, word.booked, booked);
  if (word.openOrders === undefined && word.booked !== undefined)
    return [
      comparison,
      `${instrument.venue} did not say whether orders are open in ${instrument.symbol}: look there`,
    ];
  if (word.openOrders === undefined || word.openOrders === 0) return [comparison];
  const left = `${instrument.venue} still has ${counted(word.openOrders, 'open order')} in ${instrument.symbol}`;
  return [comparison, `${left}: cancel what is there with \`evenkeel close\` or by hand`];
}

function bookOf(
  leg: WireLeg,
  { closing, server, startUs, booked }: LastWordOptions,
): Promise<Booked | undefined> {
  const { instrument, reached } = leg;
  if (server !== undefined) return Promise.resolve(serverBook(server, instrument));
  return closing.booked({
    venue: tradingOf(leg),
    instrument: instrument.key,
    sinceVenueTimeUs: startUs + reached.venue.clockOffsetUs - microseconds(limits.fillsOverlapMs),
    expected: booked,
  });
}
