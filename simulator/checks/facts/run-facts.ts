// What the checkers share, taken in once per item of virtual time: orders as sent and told, fills as they are and as told, since
// when things have been as they are, and what is tolerated. All of it comes from the port, the oracle and the scenario.
import type { Command } from '../../../src/core/commands.ts';
import type { EngineEvent } from '../../../src/core/events.ts';
import type { InstrumentKey } from '../../../src/core/instrument.ts';
import { limits, microseconds } from '../../../src/core/limits.ts';
import { absBase, addBase, ticks, zeroBase, type BaseQuantity } from '../../../src/core/money.ts';
import { tolerance, type Prices } from '../../../src/core/pair.ts';
import type { Observed } from '../../observed.ts';
import { legNames, type LegName, type Scenario } from '../../scenario/scenario.ts';
import { LegClocks } from './leg-clocks.ts';
import { ProcessClock } from './process-clock.ts';
import { RollingMax } from './rolling-max.ts';
import { SentOrders } from './sent-orders.ts';
import { TrueFills } from './true-fills.ts';

/** Beside the way to the venue: a heartbeat on either end, and messages that come in bunches. */
const turnUs = microseconds(2 * limits.heartbeatMs + 500);
/** Slow-downs are felt for a while after they have ended. */
const latencyMemoryUs = microseconds(10_000);

export class RunFacts {
  readonly scenario: Scenario;
  readonly orders = new SentOrders();
  readonly fills = new TrueFills(this.orders);
  readonly process = new ProcessClock();
  readonly legs: Readonly<Record<LegName, LegClocks>>;
  /** The largest net delta that is judged flat, whatever price of late is believed in. */
  toleratedBase: BaseQuantity = zeroBase;
  /** One order size beside that: what worst cases stay within. */
  capBase: BaseQuantity = zeroBase;
  /** The true net delta is outside tolerance; the same of what was told of our own. */
  isExposed = false;
  isToldExposed = false;
  /** To a venue and back, with what decides on either side, in µs: the slowest of late. */
  roundTripUs = turnUs;
  readonly #latency = new RollingMax(latencyMemoryUs);
  readonly #priceMarginBps: number;
  #lowestBid = Infinity;
  #judgedDelta: BaseQuantity | undefined;
  #judgedTold: BaseQuantity | undefined;

  constructor(scenario: Scenario) {
    this.scenario = scenario;
    this.legs = { primary: new LegClocks(scenario, 'primary'), hedge: new LegClocks(scenario, 'hedge') };
    const spikes = scenario.faults.filter(({ kind }) => kind === 'price-spike').map(({ amount }) => amount);
    this.#priceMarginBps = 2 * limits.priceBandBps + Math.max(0, ...spikes.map(Math.abs));
  }

  /** To be called once per item, before any checker looks. */
  take(observed: Observed): void {
    const { nowUs, truth, delivered, commands } = observed;
    this.process.take(observed);
    for (const leg of legNames) {
      this.fills.read(leg, truth[leg], nowUs);
      this.legs[leg].take(observed);
      this.#latency.add(nowUs, truth[leg].latencyUs);
    }
    this.roundTripUs = 2 * this.#latency.value(nowUs) + this.scenario.market.speedBumpUs + turnUs;
    for (const event of delivered) this.#hear(event, observed);
    for (const command of commands) this.#note(command, observed);
    this.#judge(observed);
  }

  legOf({ truth }: Observed, instrument: InstrumentKey): LegName {
    return instrument === truth.primary.instrument.key ? 'primary' : 'hedge';
  }

  /** Since when a process has run and both venues have answered it truthfully, in µs; Infinity while that is not so. */
  findableSinceUs(): number {
    const { primary, hedge } = this.legs;
    return Math.max(this.process.runningSinceUs, primary.truthfulSinceUs, hedge.truthfulSinceUs);
  }

  #hear(event: EngineEvent, observed: Observed): void {
    switch (event.kind) {
      case 'time':
      case 'trade':
      case 'book':
      case 'operator':
      case 'fills-report':
      case 'margin-report':
      case 'funding-rate':
      case 'funding-payment':
      case 'position-report':
        return;
      default:
    }
    const leg = this.legOf(observed, event.instrument);
    if (event.kind !== 'fill') this.orders.told(leg, event);
    else if (this.fills.tell(leg, observed.truth[leg].instrument, event))
      this.orders.fill(leg, event, observed.nowUs);
  }

  #note(command: Command, observed: Observed): void {
    const { nowUs } = observed;
    if (command.kind === 'place') {
      const leg = this.legOf(observed, command.order.instrument);
      this.orders.forgetAbsent(nowUs);
      this.orders.place(leg, command, nowUs, this.process.generation);
    } else if (command.kind === 'cancel') {
      this.orders.cancel(this.legOf(observed, command.instrument), command, nowUs);
    }
  }

  /** Only what has changed is judged anew; a minimum notional is the most at the lowest price. */
  #judge({ truth: { hedge }, config, trueDelta }: Observed): void {
    if (this.capBase === 0n || (hedge.bid !== undefined && hedge.bid < this.#lowestBid)) {
      this.#lowestBid = hedge.bid ?? Infinity;
      this.toleratedBase = tolerance(config, this.#believable());
      this.capBase = addBase(config.size, this.toleratedBase);
      this.#judgedDelta = undefined;
      this.#judgedTold = undefined;
    }
    if (trueDelta !== this.#judgedDelta) {
      this.#judgedDelta = trueDelta;
      this.isExposed = absBase(trueDelta) > this.toleratedBase;
    }
    if (this.fills.toldDelta !== this.#judgedTold) {
      this.#judgedTold = this.fills.toldDelta;
      this.isToldExposed = absBase(this.fills.toldDelta) > this.toleratedBase;
    }
  }

  /** The lowest price that could have been shown. */
  #believable(): Prices {
    if (this.#lowestBid === Infinity) return undefined;
    const price = ticks(Math.floor((this.#lowestBid * (10_000 - this.#priceMarginBps)) / 10_000));
    return { bid: price, ask: price };
  }
}
