// A far post-only order of the smallest size on each venue, seen taken and then cancelled: the probes of the engine that trades, which
// sends nothing else here because no BUILD pays what is asked of it. Should one be filled after all, the engine hedges it and ends flat.
import { edge } from '../../core/edge.ts';
import { assertPresent } from '../../core/assert.ts';
import { microseconds } from '../../core/limits.ts';
import type { OrderRequest } from '../../core/order.ts';
import type { PairConfig } from '../../core/pair.ts';
import { noSteering } from '../../core/steering.ts';
import type { Leg } from '../../execution/leg.ts';
import { createSeededRandom } from '../../venues/simulated/seeded-random.ts';
import type { VenueAccess } from '../access/venue-access.ts';
import { listenForSignals } from '../run/signals.ts';
import type { WaitingRoom } from '../run/wire/waiting-room.ts';
import type { WireLeg } from '../run/wire/wire-leg.ts';
import { WireRun } from '../run/wire/wire-run.ts';
import type { OrderTestFacts } from './order-test-facts.ts';
import type { OrderTimes } from './order-times.ts';

export interface OrderTesting {
  /** Closed when the test is over. */
  readonly access: VenueAccess;
  readonly waitingRoom: WaitingRoom;
  readonly times: OrderTimes;
  readonly config: PairConfig;
  readonly legs: readonly [WireLeg, WireLeg];
  readonly patience: OrderTestPatience;
}

/** In ms, each from the one before: until it is asked to stop, to take what it may hold, and until it is left as it is. */
interface OrderTestPatience {
  readonly proofMs: number;
  readonly stopMs: number;
  readonly takeMs: number;
}

export const usualOrderPatience: OrderTestPatience = { proofMs: 15_000, stopMs: 12_000, takeMs: 10_000 };

/** A hundred times what is traded: no spread is worth it. */
const unpayable = edge(10n ** 10n);

export async function testOrders(testing: OrderTesting): Promise<readonly [OrderTestFacts, OrderTestFacts]> {
  const { access, waitingRoom, times, legs, config, patience } = testing;
  const run = new WireRun(
    {
      config: probing(config),
      legs,
      random: createSeededRandom(1).fork('engine'),
      access,
      waitingRoom,
    },
    {
      journal: times.journal,
      onFills: nothing,
      onFunding: nothing,
      onHedges: nothing,
      onAlert: nothing,
      prepare: nothing,
    },
  );
  const stopListening = listenForSignals({
    stop: () => run.operate('stop', 'a signal'),
    takeNow: () => run.operate('take-now', 'a second signal'),
    leave: () => run.leave('a third signal'),
  });
  const ending = new Ending(run, patience);
  await run.play({ onPriced: nothing, onLookUp: () => ending.lookUp() });
  stopListening();
  const [own, other] = run.pair.legs;
  return [factsOf(run, own, times, ending.heldBy), factsOf(run, other, times, ending.heldBy)];
}

const nothing = (): void => undefined;

/** Everything that could end or begin anything is taken out; what must be kept to is left. */
const probing = (config: PairConfig): PairConfig => ({
  ...config,
  strategy: 'alternate',
  iterations: undefined,
  attemptsMax: undefined,
  durationMaxMs: undefined,
  volumeMax: undefined,
  steering: { ...noSteering, entryEdgeMin: unpayable },
});

/** Asks the run to stop as soon as both venues have shown whether they trade, and ever more firmly where it does not come to that. */
class Ending {
  /** What work was waiting for when the time was up. */
  heldBy: string | undefined;
  readonly #run: WireRun;
  readonly #patience: OrderTestPatience;
  #step: 'prove' | 'stop' | 'take' | 'over' = 'prove';
  #sinceUs: number;

  constructor(run: WireRun, patience: OrderTestPatience) {
    this.#run = run;
    this.#patience = patience;
    this.#sinceUs = run.startUs;
  }

  lookUp(): void {
    const run = this.#run;
    const { proofMs, stopMs, takeMs } = this.#patience;
    const isUp = (patienceMs: number): boolean =>
      run.clock.nowUs() - this.#sinceUs >= microseconds(patienceMs);
    switch (this.#step) {
      case 'prove': {
        // Once is enough: what gives cause for doubt afterwards is told by what is missing. A refusal is an answer, too.
        const isAnswered = run.pair.legs.every(({ life }) => life.provenAtUs > 0 || life.isRefused);
        if (!isAnswered && !isUp(proofMs)) return;
        this.heldBy = run.pair.held?.reason;
        this.#next('stop');
        run.operate('stop', isAnswered ? 'both venues have answered' : tooLong);
        return;
      }
      case 'stop':
        if (!isUp(stopMs)) return;
        this.#next('take');
        run.operate('take-now', tooLong);
        return;
      case 'take':
        if (!isUp(takeMs)) return;
        this.#next('over');
        run.leave(tooLong);
        return;
      case 'over':
    }
  }

  #next(step: 'stop' | 'take' | 'over'): void {
    this.#step = step;
    this.#sinceUs = this.#run.clock.nowUs();
  }
}

const tooLong = 'the test takes too long';

function factsOf(run: WireRun, leg: Leg, times: OrderTimes, heldBy: string | undefined): OrderTestFacts {
  const { instrument, life } = leg;
  const sent = times.lastOn(instrument.key);
  return {
    instrument,
    order: sent && orderOf(sent.request),
    answeredUs: between(sent?.placedAtUs, sent?.answeredAtUs),
    streamedUs: between(sent?.placedAtUs, sent?.streamedAtUs),
    endedUs: between(sent?.cancelledAtUs, sent?.endedAtUs),
    endStreamedUs: between(sent?.cancelledAtUs, sent?.endStreamedAtUs),
    isProven: life.provenAtUs > 0,
    trouble: troubleOf(run, leg, heldBy),
  };
}

/** A cancel is urgent, and may be on its way a moment before it is written down. */
const between = (fromUs: number | undefined, atUs: number | undefined): number | undefined =>
  fromUs === undefined || atUs === undefined ? undefined : Math.max(0, atUs - fromUs);

const orderOf = ({ side, price, quantity }: OrderRequest): OrderTestFacts['order'] => ({
  side,
  price: assertPresent(price, 'a probe has a price'),
  quantity,
});

function troubleOf(
  { pair, finish }: WireRun,
  { life, instrument }: Leg,
  heldBy: string | undefined,
): string | undefined {
  if (finish?.outcome === 'exposure-left')
    return `the test ended with something left, perhaps at ${instrument.venue} (${finish.reason})`;
  if (life.provenAtUs > 0) return undefined;
  return pair.startRefusal ?? pair.halt?.text ?? life.answer ?? heldBy;
}
