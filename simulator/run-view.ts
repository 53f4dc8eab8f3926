// The one object that all invariants look at: the truth of the world and the belief of the process, as they stand now.
import type { Command } from '../src/core/commands.ts';
import type { EngineEvent } from '../src/core/events.ts';
import { lotsToBase } from '../src/core/instrument.ts';
import { addBase, zeroBase, zeroLots, type BaseQuantity, type Lots } from '../src/core/money.ts';
import type { PairConfig } from '../src/core/pair.ts';
import type { FaultBoard, LegTruth, Observed, ObservedProcess, Phase } from './observed.ts';
import type { Lifecycle } from './process/lifecycle.ts';
import type { LegName, Scenario } from './scenario/scenario.ts';
import type { SimulatedWorld } from './world/simulated-world.ts';

export interface RunViewOptions {
  readonly scenario: Scenario;
  readonly config: PairConfig;
  readonly startUs: number;
  readonly world: SimulatedWorld;
  readonly lifecycle: Lifecycle;
}

export class RunView implements Observed {
  readonly scenario: Scenario;
  readonly config: PairConfig;
  readonly startUs: number;
  readonly livenessFromUs: number;
  readonly truth: Readonly<Record<LegName, LegTruth>>;
  readonly faults: FaultBoard;
  readonly commands: Command[] = [];
  readonly delivered: EngineEvent[] = [];
  readonly happened: (EngineEvent | Command)[] = [];
  readonly #world: SimulatedWorld;
  readonly #lifecycle: Lifecycle;
  /** The sum is made anew only when a position has moved. */
  #primary: Lots = zeroLots;
  #hedge: Lots = zeroLots;
  #delta: BaseQuantity = zeroBase;

  constructor({ scenario, config, startUs, world, lifecycle }: RunViewOptions) {
    this.scenario = scenario;
    this.config = config;
    this.startUs = startUs;
    this.livenessFromUs = startUs + scenario.safetyUs;
    this.truth = { primary: world.legs.primary.truth, hedge: world.legs.hedge.truth };
    this.faults = world.board;
    this.#world = world;
    this.#lifecycle = lifecycle;
  }

  /** Another item begins. */
  begin(): void {
    while (this.commands.length > 0) this.commands.pop();
    while (this.delivered.length > 0) this.delivered.pop();
    while (this.happened.length > 0) this.happened.pop();
  }

  note(command: Command): void {
    this.commands.push(command);
    this.happened.push(command);
  }

  hear(event: EngineEvent): void {
    this.delivered.push(event);
    this.happened.push(event);
  }

  get nowUs(): number {
    return this.#world.time.nowUs();
  }

  get phase(): Phase {
    return this.nowUs < this.livenessFromUs ? 'safety' : 'liveness';
  }

  get trueDelta(): BaseQuantity {
    const { primary, hedge } = this.truth;
    const { position } = primary;
    const { position: hedged } = hedge;
    if (position !== this.#primary || hedged !== this.#hedge) {
      this.#primary = position;
      this.#hedge = hedged;
      this.#delta = addBase(lotsToBase(primary.instrument, position), lotsToBase(hedge.instrument, hedged));
    }
    return this.#delta;
  }

  get process(): ObservedProcess | undefined {
    return this.#lifecycle.process;
  }

  get processCount(): number {
    return this.#lifecycle.processCount;
  }
}
