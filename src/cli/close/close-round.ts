// Opens the venues of one round, and lets it happen.
import { assertPresent } from '../../core/assert.ts';
import type { PairPrices } from '../../core/check-at-prices.ts';
import { accepted, refused, type Checked } from '../../core/checked.ts';
import type { FinishCommand } from '../../core/commands.ts';
import type { EngineEvent } from '../../core/events.ts';
import type { InstrumentKey } from '../../core/instrument.ts';
import { limits } from '../../core/limits.ts';
import { subtractLots, zeroLots } from '../../core/money.ts';
import type { Venue } from '../../ports/venue.ts';
import { createSeededRandom } from '../../venues/simulated/seeded-random.ts';
import type { Environment } from '../access/variables.ts';
import { VenueAccess } from '../access/venue-access.ts';
import { WaitingRoom } from '../run/wire/waiting-room.ts';
import { AbsentVenue, absentLike } from './absent-leg.ts';
import { closingPair, type ClosingLegs } from './closing-pair.ts';
import { ClosingRun, type ClosingRunOptions } from './closing-run.ts';
import type { ClosingRound, RoundLeg } from './rounds.ts';

export interface RoundOptions extends Pick<ClosingRunOptions, 'onFills' | 'onAlert' | 'patienceMs'> {
  readonly environment: Environment;
  /** In seconds; another one for every round, so that no order has the id of another. */
  readonly runEpochSeconds: number;
  /** Told once there is something to interrupt. */
  readonly onStart: (run: ClosingRun) => void;
}

export async function closeRound(
  round: ClosingRound,
  options: RoundOptions,
): Promise<Checked<FinishCommand>> {
  const waitingRoom = new WaitingRoom();
  const access = new VenueAccess({
    environment: options.environment,
    keys: 'required',
    sink: waitingRoom.deliver,
    epochs: [options.runEpochSeconds],
  });
  try {
    return await closeOn(access, waitingRoom, round, options);
  } finally {
    await access.close();
  }
}

async function closeOn(
  access: VenueAccess,
  waitingRoom: WaitingRoom,
  round: ClosingRound,
  { runEpochSeconds, onStart, ...told }: RoundOptions,
): Promise<Checked<FinishCommand>> {
  const { clock } = access;
  const legs = legsOf(round);
  const present = round.primary === undefined ? [round.hedge] : [round.primary, round.hedge];
  const venues = new Map<InstrumentKey, Venue>();
  for (const { venue: name, instrument } of present) {
    const opened = await access.open(name);
    if (!opened.ok) return opened;
    const followed = await opened.value.venue.follow(instrument);
    if (!followed.ok) return followed;
    venues.set(instrument.key, assertPresent(opened.value.venue.trading, `${name} was opened with keys`));
  }
  const prices = await pricesOf(waitingRoom, access, round);
  if (!prices.ok) return prices;
  const config = closingPair(legs, prices.value, runEpochSeconds);
  const random = createSeededRandom(0);
  const run = new ClosingRun({ config, legs, prices: prices.value, venues, clock, random, ...told });
  const receive = (event: EngineEvent): void => run.receive(event);
  if (round.primary === undefined) {
    const { instrument } = legs.primary;
    venues.set(instrument.key, new AbsentVenue(instrument, clock, receive));
  }
  onStart(run);
  const nowUs = clock.nowUs();
  waitingRoom.handOver((event) => receive(withoutLater(event, present)), { nowUs, begunAtUs: nowUs });
  return accepted(await run.play());
}

function legsOf({ primary, hedge }: ClosingRound): ClosingLegs {
  if (primary !== undefined) return { primary, hedge };
  const instrument = absentLike(hedge.instrument);
  return { primary: { venue: instrument.venue, instrument, position: zeroLots, later: zeroLots }, hedge };
}

/** What later rounds close is none of this one's business. */
function withoutLater(event: EngineEvent, legs: readonly RoundLeg[]): EngineEvent {
  if (event.kind !== 'position-report') return event;
  const later = legs.find(({ instrument }) => instrument.key === event.instrument)?.later ?? zeroLots;
  return { ...event, position: subtractLots(event.position, later) };
}

/** A leg that is absent has the prices of the other. */
async function pricesOf(
  waitingRoom: WaitingRoom,
  { clock }: VenueAccess,
  { primary, hedge }: ClosingRound,
): Promise<Checked<PairPrices>> {
  const legs = [primary ?? hedge, hedge];
  const silent = await waitingRoom.unpriced(
    legs.map(({ instrument }) => instrument.key),
    { clock, patienceMs: limits.followMs },
  );
  const empty = legs.find(({ instrument }) => silent.includes(instrument.key));
  if (empty !== undefined) {
    const { venue, symbol } = empty.instrument;
    const message = `the book of ${symbol} on ${venue} has no price on both sides`;
    return refused('no-price', message, 'wait until it is traded, and close again');
  }
  const [primaryTouch, hedgeTouch] = legs.map(({ instrument }) =>
    assertPresent(waitingRoom.touch(instrument.key), `a price of ${instrument.key}`),
  ) as [PairPrices['primary'], PairPrices['hedge']];
  return accepted({ primary: primaryTouch, hedge: hedgeTouch });
}
