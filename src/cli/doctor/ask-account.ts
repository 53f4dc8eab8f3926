// Questions to the account in the way in which a run asks them: how long each takes, how many come to nothing, and the margin.
import { accepted, type Checked } from '../../core/checked.ts';
import type { EngineEvent } from '../../core/events.ts';
import type { VenueFailure } from '../../core/failure.ts';
import type { Instrument } from '../../core/instrument.ts';
import { limits } from '../../core/limits.ts';
import type { MarginFigures } from '../../core/margin.ts';
import type { Clock } from '../../ports/clock.ts';
import type { Venue } from '../../ports/venue.ts';
import { refusedBy } from '../../venues/wire/refused-by.ts';
import type { Ears } from './ears.ts';
import type { RequestFacts } from './facts.ts';
import { withinTime } from './within-time.ts';

export interface Asking {
  readonly ears: Ears;
  readonly clock: Clock;
  readonly trading: Venue;
  readonly instrument: Instrument;
  readonly patienceMs: number;
}

/** The position several times, for how long it takes, and the margin of the account. */
export async function askAccount(
  asking: Asking,
): Promise<{ requests: RequestFacts; margin: Checked<MarginFigures> }> {
  const { clock, trading, instrument } = asking;
  const { key } = instrument;
  const roundTripsUs: number[] = [];
  const failures: VenueFailure[] = [];
  // Who does not answer twice is not asked again.
  while (roundTripsUs.length + failures.length < limits.roundTripSamples && failures.length < silencesMax) {
    const requestId = roundTripsUs.length + failures.length + 1;
    const askedAtUs = clock.nowUs();
    const reply = await replyTo(asking, requestId, () => trading.queryPosition(key, requestId));
    if (reply?.kind === 'position-report') roundTripsUs.push(clock.nowUs() - askedAtUs);
    else failures.push(failureIn(reply));
  }
  const askedAtUs = clock.nowUs();
  const requestId = limits.roundTripSamples + 1;
  const reply = await replyTo(asking, requestId, () => trading.queryMargin(key, requestId));
  const margin = marginIn(reply, askedAtUs) ?? refusedBy(instrument.venue, failureIn(reply));
  return { requests: { roundTripsUs, failures }, margin };
}

const silencesMax = 2;

/** What a question came to; `undefined` when nothing did in time. */
async function replyTo(
  { ears, clock, instrument, patienceMs }: Asking,
  requestId: number,
  askIt: () => void,
): Promise<EngineEvent | undefined> {
  const reply = ears.next(
    (event) => 'requestId' in event && event.requestId === requestId && event.instrument === instrument.key,
  );
  askIt();
  return withinTime<EngineEvent | undefined>(clock, patienceMs, reply, () => undefined);
}

function marginIn(reply: EngineEvent | undefined, askedAtUs: number): Checked<MarginFigures> | undefined {
  if (reply?.kind !== 'margin-report') return undefined;
  const { equity, initialMargin, maintenanceMargin } = reply;
  return accepted({ equity, initialMargin, maintenanceMargin, askedAtUs });
}

const failureIn = (reply: EngineEvent | undefined): VenueFailure =>
  reply?.kind === 'request-failed' ? reply.failure : { kind: 'timed-out' };
