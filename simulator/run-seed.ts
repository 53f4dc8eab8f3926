// One seed from its scenario to its verdict: faults first, then 60 seconds without any, and every invariant after every item of
// virtual time. The same seed and commit give the same run to the byte.
import { AssertionFailure } from '../src/core/assert.ts';
import { formatBase } from '../src/core/money.ts';
import { createSeededRandom } from '../src/venues/simulated/seeded-random.ts';
import { allChecks } from './checks/all.ts';
import { compareTwins } from './checks/twins.ts';
import { EventWindow } from './event-window.ts';
import { ExposureRecord } from './exposure-record.ts';
import type { Checks, Finding, SeedResult, Violation } from './observed.ts';
import { Lifecycle } from './process/lifecycle.ts';
import type { PortWrappers } from './process/port-wrappers.ts';
import { RunView } from './run-view.ts';
import { generateScenario } from './scenario/generate.ts';
import { pairConfigOf } from './scenario/pair-config.ts';
import { livenessUs, type Scenario } from './scenario/scenario.ts';
import { startOf } from './scenario/start.ts';
import { unsettledIn, verdictOf, type Verdict } from './verdict.ts';
import { SimulatedWorld } from './world/simulated-world.ts';

export interface RunSeedOptions {
  readonly checks: (scenario: Scenario) => Checks;
  /** A planted bug, made anew for every run. */
  readonly plant?: (() => PortWrappers) | undefined;
  /** By how much later than its scenario says the run begins, in µs. */
  readonly laterUs?: number;
}

const eventsMax = 10_000;
const windowLines = 40;
/** A run that has finished is watched for a moment more, and then over. */
const afterFinishUs = 2_000_000;
/** What the last fault has delayed may still come within this time: before it nothing counts as converged. */
const calmUs = 5_000_000;

export const runSeed = (seed: number, options: RunSeedOptions): SeedResult =>
  runScenario(generateScenario(seed), options);

/** The same, with all invariants, those included that compare whole runs when `hasTwins`. */
export function checkScenario(
  scenario: Scenario,
  { plant, hasTwins }: { readonly plant?: (() => PortWrappers) | undefined; readonly hasTwins: boolean },
): SeedResult {
  const result = runScenario(scenario, { checks: allChecks, plant });
  if (!hasTwins || result.violation !== undefined) return result;
  const violation = compareTwins((run) => runScenario(scenario, { ...run, plant }));
  return violation === undefined
    ? result
    : { ...result, verdict: 'VIOLATION', cause: violation.invariant, violation };
}

export function runScenario(scenario: Scenario, options: RunSeedOptions): SeedResult {
  return new Run(scenario, options).result();
}

class Run {
  readonly #scenario: Scenario;
  readonly #world: SimulatedWorld;
  readonly #lifecycle: Lifecycle;
  readonly #view: RunView;
  readonly #checks: Checks;
  readonly #window = new EventWindow();
  readonly #exposure = new ExposureRecord();
  #events = 0;
  #violation: Violation | undefined;
  #finishedAtUs: number | undefined;
  /** It used up its events before it could converge: nothing is said of its end. */
  #isCutOff = false;

  constructor(scenario: Scenario, { checks, plant, laterUs = 0 }: RunSeedOptions) {
    const startUs = startOf(scenario) + laterUs;
    const config = pairConfigOf(scenario.workload, startUs);
    const random = createSeededRandom(scenario.seed);
    this.#scenario = scenario;
    this.#checks = checks(scenario);
    this.#world = new SimulatedWorld({
      scenario,
      config,
      startUs,
      random: random.fork('world'),
      receiver: { deliver: (event) => this.#lifecycle.deliver(event) },
      onCommand: (command) => this.#view.note(command),
    });
    const { time, board, legs } = this.#world;
    this.#lifecycle = new Lifecycle({
      scenario,
      config,
      startUs,
      clock: time,
      board,
      random: random.fork('process'),
      wrappers: plant?.() ?? {},
      venues: { primary: legs.primary.port, hedge: legs.hedge.port },
      onStart: (pair) => this.#world.connect(pair),
      onCommand: (command) => this.#view.note(command),
      onDelivered: (event) => this.#view.hear(event),
    });
    this.#view = new RunView({ scenario, config, startUs, world: this.#world, lifecycle: this.#lifecycle });
  }

  result(): SeedResult {
    try {
      this.#run();
    } catch (error) {
      if (!(error instanceof AssertionFailure)) throw error;
      this.#violate({ invariant: 'assertion', text: error.message });
    }
    return this.#summary();
  }

  #run(): void {
    const { time } = this.#world;
    const endUs = this.#view.livenessFromUs + livenessUs;
    this.#lifecycle.start();
    while (this.#violation === undefined && time.peekUs() < endUs && this.#events < eventsMax) {
      this.#view.begin();
      time.runNext();
      if (time.peekUs() > time.nowUs()) this.#lifecycle.endTurn();
      this.#events += 1;
      this.#look();
      if (this.#mayEnd() && unsettledIn(this.#view) === undefined) break;
    }
    this.#isCutOff = this.#events >= eventsMax;
    if (this.#violation === undefined && !this.#isCutOff) this.#judge();
  }

  /** Converged is converged: the run ends there, a moment after the last fault, or after the process has finished its work. */
  #mayEnd(): boolean {
    const nowUs = this.#world.time.nowUs();
    if (this.#lifecycle.process?.finish === undefined) return nowUs >= this.#view.livenessFromUs + calmUs;
    this.#finishedAtUs ??= nowUs;
    return nowUs >= this.#finishedAtUs + afterFinishUs;
  }

  #look(): void {
    this.#window.follow(this.#view);
    this.#exposure.follow(this.#view);
    this.#violate(this.#checks.check(this.#view));
  }

  #judge(): void {
    this.#view.begin();
    const { refusal } = this.#lifecycle;
    if (refusal !== undefined) {
      this.#violate({ invariant: 'I9', text: refusal });
      return;
    }
    const unsettled = unsettledIn(this.#view);
    const found = unsettled === undefined ? undefined : { invariant: 'liveness' as const, text: unsettled };
    this.#violate(this.#checks.atEnd(this.#view) ?? found);
  }

  #violate(found: Finding | undefined): void {
    if (found === undefined) return;
    const atUs = this.#world.time.nowUs() - this.#view.startUs;
    this.#violation = { ...found, atUs, window: this.#window.lines(windowLines) };
  }

  #verdict(): Verdict {
    if (this.#isCutOff) return { verdict: 'HEDGED', cause: 'cut-off' };
    return verdictOf(this.#view, this.#lifecycle.process?.finish);
  }

  #summary(): SeedResult {
    const { time, board, legs } = this.#world;
    const violation = this.#violation;
    const { verdict, cause } =
      violation === undefined
        ? this.#verdict()
        : { verdict: 'VIOLATION' as const, cause: violation.invariant };
    return {
      seed: this.#scenario.seed,
      verdict,
      cause,
      violation,
      eventLogHash: this.#lifecycle.journal.hash(),
      events: this.#events,
      primaryFills: legs.primary.truth.fills.filter(({ clientOrderId }) => clientOrderId > 0).length,
      cyclesCompleted: this.#lifecycle.process?.pair.ledger.endedCycles('completed') ?? 0,
      faults: Object.fromEntries(board.injected),
      worstExposure: formatBase(this.#exposure.worst),
      longestExposureMs: Math.round(this.#exposure.longestUs / 1_000),
      virtualSeconds: Math.round((time.nowUs() - this.#view.startUs) / 1_000_000),
    };
  }
}
