// The books of both venues of a run, asked for at the place where it traded: a run on servers of this machine is never looked for at the
// venues themselves, nor the other way round.
import { assertPresent } from '../../core/assert.ts';
import { accepted, refused, type Checked, type CheckFailure } from '../../core/checked.ts';
import type { Instrument, InstrumentKey } from '../../core/instrument.ts';
import { limits, microseconds } from '../../core/limits.ts';
import type { VenueAccess } from '../access/venue-access.ts';
import { originVariable, valueIn, type Environment } from '../access/variables.ts';
import type { RecordedRun } from '../history/recorded-run.ts';
import type { HistoryQuestions } from './ask-history.ts';
import type { LegBooks } from './books.ts';
import type { RunBooks } from './run-books.ts';

export interface Asking {
  readonly environment: Environment;
  /** With keys, and with the epoch of the run. */
  readonly access: VenueAccess;
  /** Where it delivers. */
  readonly questions: HistoryQuestions;
}

export async function askVenueBooks(
  { start: { pair }, world }: Pick<RecordedRun, 'start' | 'world'>,
  run: Pick<RunBooks, 'endUs' | 'firstHeardUs'>,
  { access, questions, environment }: Asking,
): Promise<Checked<ReadonlyMap<InstrumentKey, LegBooks>>> {
  const instruments = [pair.primary, pair.hedge];
  // Nothing is sent anywhere before it is known that both are meant to be there.
  for (const { venue } of instruments) {
    const isHere = valueIn(environment, originVariable(venue)) !== '';
    if (isHere !== (world === 'local')) return isHere ? notTheVenue(venue) : notTheServers(venue);
  }
  for (const { venue } of instruments) {
    const located = await access.locate(venue);
    if (!located.ok) return located;
  }
  const books = new Map<InstrumentKey, LegBooks>();
  for (const instrument of instruments) {
    const told = await askOne(instrument);
    if (!told.ok) return told;
    books.set(instrument.key, told.value);
  }
  return accepted(books);

  async function askOne(instrument: Instrument): Promise<Checked<LegBooks>> {
    const opened = await access.open(instrument.venue);
    if (!opened.ok) return opened;
    const { venue } = opened.value;
    const trading = assertPresent(venue.trading, `${instrument.venue} was opened with keys`);
    if (trading.account !== instrument.venueAccount) return anotherAccount(instrument, trading.account);
    const followed = await venue.follow(instrument);
    if (!followed.ok) return followed;
    const overlapUs = microseconds(limits.fillsOverlapMs);
    return questions.ask({
      venue: trading,
      instrument,
      fillsSinceUs: pair.runEpochSeconds * 1_000_000 + venue.clockOffsetUs - overlapUs,
      paymentsFromUs: run.firstHeardUs.get(instrument.key) ?? run.endUs,
      paymentsUntilUs: run.endUs + venue.clockOffsetUs,
    });
  }
}

const notTheServers = (venue: string): CheckFailure =>
  refused(
    'servers-gone',
    `the run traded on local servers, and ${originVariable(venue)} names none`,
    'set what `evenkeel venues serve` printed; servers that a run started with --local are gone with it',
  );

const notTheVenue = (venue: string): CheckFailure =>
  refused(
    'another-place',
    `the run traded on the venues themselves, and ${originVariable(venue)} names a local server`,
    'take it away to ask the venue itself',
  );

const anotherAccount = ({ venueAccount }: Instrument, account: string): CheckFailure =>
  refused(
    'another-account',
    `the run traded on ${venueAccount}, and the environment names ${account}`,
    'set ACCOUNT_NAME and the keys to those of the run',
  );
