// The world of one scenario: virtual time, two simulated venues that hold the truth, their small markets, and everything that
// stands between them and the process.
import { assertNever, assertPresent } from '../../src/core/assert.ts';
import type { Command } from '../../src/core/commands.ts';
import { decimalToUnits, parseDecimal } from '../../src/core/decimal.ts';
import type { EngineEvent } from '../../src/core/events.ts';
import { parseFundingRateBps, type FundingRate } from '../../src/core/funding.ts';
import {
  baseToLotsTowardsZero,
  takesEachIdOnce,
  type InstrumentKey,
  type VenueAccountKey,
} from '../../src/core/instrument.ts';
import { maxLots, lots } from '../../src/core/money.ts';
import type { ClientOrderId } from '../../src/core/order.ts';
import type { PairConfig } from '../../src/core/pair.ts';
import type { PairState } from '../../src/execution/pair-state.ts';
import type { Random } from '../../src/ports/random.ts';
import { LatencyModel, type Delay } from '../../src/venues/simulated/models/latency.ts';
import { SimulatedVenue } from '../../src/venues/simulated/simulated-venue.ts';
import { VirtualTime } from '../../src/venues/simulated/virtual-time.ts';
import { quoteOf, tickSize } from '../scenario/pair-config.ts';
import { legNames, type LegName, type Scenario } from '../scenario/scenario.ts';
import { AccountFaults } from './account-faults.ts';
import { Downlink } from './downlink.ts';
import { FaultsInForce } from './fault-board.ts';
import { FaultyVenue } from './faulty-venue.ts';
import { VenueTruth } from './leg-truth.ts';
import { PricePath } from './price-path.ts';
import { PrivateStream } from './private-stream.ts';
import { PublicStream } from './public-stream.ts';
import type { Receiver } from './receiver.ts';
import { SmallMarket } from './small-market.ts';

export interface WorldLeg {
  readonly port: FaultyVenue;
  readonly truth: VenueTruth;
  readonly publicStream: PublicStream;
  readonly privateStream: PrivateStream;
  readonly account: AccountFaults;
}

export interface SimulatedWorldOptions {
  readonly scenario: Scenario;
  readonly config: PairConfig;
  readonly startUs: number;
  readonly random: Random;
  readonly receiver: Receiver;
  readonly onCommand: (command: Command) => void;
}

export class SimulatedWorld {
  readonly time: VirtualTime;
  readonly board: FaultsInForce;
  readonly legs: Readonly<Record<LegName, WorldLeg>>;
  readonly #byInstrument: ReadonlyMap<InstrumentKey, WorldLeg>;

  constructor(options: SimulatedWorldOptions) {
    const { scenario, config, startUs, random } = options;
    this.time = new VirtualTime(startUs);
    this.board = new FaultsInForce(scenario, this.time, random.fork('faults'), startUs);
    const venues = this.#openVenues(options);
    const path = new PricePath(random.fork('price'), scenario.market, startUs, startTicks(scenario));
    const leg = (name: LegName): WorldLeg => this.#createLeg(name, options, venues, path);
    this.legs = { primary: leg('primary'), hedge: leg('hedge') };
    this.#byInstrument = new Map(legNames.map((name) => [config[name].key, this.legs[name]]));
    for (const name of legNames) this.legs[name].account.schedule(scenario, startUs);
    this.#scheduleStreams(scenario, startUs, config);
  }

  /** A process connects: public streams begin anew with a snapshot; a private one that cannot be had is told. */
  connect(pair: PairState): void {
    for (const name of legNames) {
      const { publicStream, privateStream, truth, port } = this.legs[name];
      const isKnown = (id: ClientOrderId): boolean => pair[name].orders.find(id) !== undefined;
      if (!takesEachIdOnce(truth.instrument) && port.hasSentUnknownTo(isKnown))
        this.board.count('order-id-forgotten', name);
      publicStream.subscribe();
      if (this.board.isActive('stream-lost', name)) privateStream.tellState(truth.instrument.key);
    }
  }

  #scheduleStreams({ faults }: Scenario, startUs: number, config: PairConfig): void {
    for (const { kind, leg, fromUs, untilUs } of faults) {
      if (kind !== 'stream-lost') continue;
      const tell = (): void => this.legs[leg].privateStream.tellState(config[leg].key);
      this.time.wakeAt(startUs + fromUs, tell);
      this.time.wakeAt(startUs + untilUs, tell);
    }
  }

  #openVenues({ scenario, config, random }: SimulatedWorldOptions): Map<VenueAccountKey, SimulatedVenue> {
    const venues = new Map<VenueAccountKey, SimulatedVenue>();
    for (const name of legNames) {
      const account = config[name].venueAccount;
      if (venues.has(account)) continue;
      const delay = delayOf(scenario.market.latencyUs[name]);
      const { speedBumpUs } = scenario.market;
      const latency = { feed: delay, entry: delay, cancel: delay, response: delay, speedBumpUs };
      venues.set(
        account,
        new SimulatedVenue({
          account,
          clock: this.time,
          sink: (event) => this.#hear(event),
          latency: new LatencyModel(latency, random.fork(`latency of ${account}`)),
          policy: {
            collateral: quoteOf(scenario.workload.collateral),
            oversizedReduceOnly: name === 'primary' ? 'cut' : 'refuse',
            newIdOnReplace: true,
            fundingRate: fundingRates[name],
            notTradingUntilUs: 0,
          },
        }),
      );
    }
    return venues;
  }

  #createLeg(
    leg: LegName,
    { scenario, config, startUs, random, receiver, onCommand }: SimulatedWorldOptions,
    venues: ReadonlyMap<VenueAccountKey, SimulatedVenue>,
    path: PricePath,
  ): WorldLeg {
    const instrument = config[leg];
    const clock = this.time;
    const { board } = this;
    const venue = assertPresent(venues.get(instrument.venueAccount), `the venue of ${instrument.key}`);
    const orderLots = maxLots(lots(1), baseToLotsTowardsZero(instrument, config.size));
    const source = new SmallMarket({
      instrument,
      plan: scenario.market,
      path,
      random: random.fork(`market of ${leg}`),
      startUs,
      orderLots,
      depthMax: () => depthMax(board, leg),
    });
    clock.addStream(venue.list(source, 'riskAverse'));
    const link = new Downlink(leg, { clock, board, receiver });
    const publicStream = new PublicStream(leg, instrument, { clock, board, receiver: link });
    const privateStream = new PrivateStream(leg, { clock, board, link });
    const latencyUs = scenario.market.latencyUs[venues.size === 1 ? 'primary' : leg];
    const parts = {
      leg,
      instrument,
      venue,
      clock,
      board,
      link,
      publicStream,
      privateStream,
      latencyUs,
      onCommand,
    };
    return {
      port: new FaultyVenue(parts),
      truth: new VenueTruth(parts, venues.size === 1),
      publicStream,
      privateStream,
      account: new AccountFaults({ ...parts, orderLots, sink: (event) => this.#hear(event) }),
    };
  }

  /** Everything that a venue says comes in here, and goes out by the stream to which it belongs. */
  #hear(event: EngineEvent): void {
    if (event.kind === 'time' || event.kind === 'operator') return;
    const leg = assertPresent(this.#byInstrument.get(event.instrument), `the leg of ${event.instrument}`);
    switch (event.kind) {
      case 'book':
      case 'trade':
        leg.publicStream.hear(event);
        return;
      case 'fill': {
        leg.privateStream.hear(event);
        const more = leg.account.followFill(event);
        if (more !== undefined) leg.privateStream.hear(more);
        return;
      }
      case 'order-accepted':
      case 'order-ended':
      case 'funding-payment':
        leg.privateStream.hear(event);
        return;
      case 'order-report':
      case 'order-not-found':
      case 'request-failed':
      case 'position-report':
      case 'fills-report':
      case 'margin-report':
      case 'funding-rate':
      case 'funding-report':
      case 'other-runs':
      case 'stream':
        leg.port.hearAnswer(event);
        return;
      default:
        assertNever(event);
    }
  }
}

/** How much others show on a level while a fault has thinned the book. */
function depthMax(board: FaultsInForce, leg: LegName): number | undefined {
  if (board.strike('depth-gone', leg) !== undefined) return 0;
  return board.strike('depth-thin', leg)?.amount;
}

const fundingRates: Readonly<Record<LegName, FundingRate | undefined>> = {
  primary: parseFundingRateBps('1'),
  hedge: parseFundingRateBps('0.8'),
};

const delayOf = (latencyUs: number): Delay => ({
  floorUs: latencyUs,
  jitterMedianUs: Math.ceil(latencyUs / 5),
  jitterShape: 0.8,
});

function startTicks({ market }: Scenario): number {
  const units = (text: string): bigint =>
    assertPresent(decimalToUnits(assertPresent(parseDecimal(text), 'a price')), 'a price');
  return Number(units(market.startPrice) / units(tickSize));
}
