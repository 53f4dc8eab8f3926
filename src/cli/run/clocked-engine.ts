// The engine and its loop on the machine's clock. Events that come in one go of the event loop are one turn, so that fills of one message
// are netted, and nothing waits.
import type { FinishCommand } from '../../core/commands.ts';
import type { EngineEvent, OperatorEvent, Requester } from '../../core/events.ts';
import type { InstrumentKey } from '../../core/instrument.ts';
import type { PairConfig } from '../../core/pair.ts';
import { startHeartbeat } from '../../engine/heartbeat.ts';
import { EngineLoop } from '../../engine/loop.ts';
import { createPairState } from '../../engine/state.ts';
import type { EngineState } from '../../engine/step.ts';
import { foreseeHedge } from '../../execution/foreseen-hedge.ts';
import type { PairState } from '../../execution/pair-state.ts';
import type { Clock } from '../../ports/clock.ts';
import type { Random } from '../../ports/random.ts';
import type { Venue } from '../../ports/venue.ts';
import { QuietCollector, type AtStake } from './heap.ts';
import type { RunPorts } from './pair-run.ts';

const lookUpMs = 20;

export interface ClockedEngineOptions {
  readonly config: PairConfig;
  readonly venues: ReadonlyMap<InstrumentKey, Venue>;
  readonly random: Random;
  readonly clock: Clock;
  /** What an earlier process has left, in the place of a fresh engine. */
  readonly revived?: { readonly engine: EngineState; readonly finish: FinishCommand | undefined } | undefined;
}

export class ClockedEngine {
  readonly #clock: Clock;
  readonly #engine: EngineState;
  readonly #loop: EngineLoop;
  readonly #hedgeVenue: Venue | undefined;
  readonly #collector = new QuietCollector();
  #isEndDue = false;
  #isLookAheadDue = false;
  #finish: FinishCommand | undefined;

  constructor({ config, venues, random, clock, revived }: ClockedEngineOptions, ports: RunPorts) {
    this.#clock = clock;
    this.#engine = revived?.engine ?? { pair: createPairState(config, random), decideByUs: 0 };
    this.#finish = revived?.finish;
    this.#hedgeVenue = venues.get(config.hedge.key);
    if (revived === undefined) ports.prepare(this.#engine.pair);
    this.#loop = new EngineLoop(this.#engine, {
      venues,
      clock,
      ...ports,
      onFinish: (finish) => {
        this.#finish = finish;
      },
    });
  }

  get pair(): PairState {
    return this.#engine.pair;
  }

  /** How it ended; `undefined` while it goes on. */
  get finish(): FinishCommand | undefined {
    return this.#finish;
  }

  /** The turn ends as soon as whatever delivered the event is done, before anything else of the machine comes in. */
  receive(event: EngineEvent): void {
    // What is told of the turn before may be answered at once: this event comes after that answer, though it was stamped before.
    const isLater = this.#loop.settleTurn();
    this.#loop.receive(isLater ? { ...event, atUs: this.#clock.nowUs() } : event);
    if (!this.#loop.isTurnOpen) this.#lookAheadSoon();
    else if (!this.#isEndDue) {
      this.#isEndDue = true;
      process.nextTick(this.#endTurn);
    }
  }

  readonly #endTurn = (): void => {
    this.#isEndDue = false;
    // An order by request leaves behind this moment's other work: its record is not to come between.
    if (this.#loop.decideTurn()) setImmediate(this.#settleTurn);
    else this.#loop.settleTurn();
    this.#lookAheadSoon();
  };

  readonly #settleTurn = (): void => {
    this.#loop.settleTurn();
  };

  /** When all else of this moment is done. */
  #lookAheadSoon(): void {
    if (this.#isLookAheadDue) return;
    this.#isLookAheadDue = true;
    setImmediate(this.#lookAhead);
  }

  /** A hedge is not to wait for what could be done before its fill. */
  readonly #lookAhead = (): void => {
    this.#isLookAheadDue = false;
    if (this.#finish === undefined && this.#hedgeVenue?.foresee !== undefined) {
      const hedge = foreseeHedge(this.pair);
      if (hedge !== undefined) this.#hedgeVenue.foresee(hedge);
    }
    this.#collector.look(this.#atStake());
  };

  #atStake(): AtStake {
    const { exposure, primary } = this.pair;
    if (exposure !== undefined) return 'naked';
    // What was sent a moment ago has not come to rest.
    for (const { state } of primary.orders) if (state !== 'submitting') return 'resting';
    return 'nothing';
  }

  /** Until it has finished; looks up now and then. */
  async run(onLookUp: () => void): Promise<void> {
    startHeartbeat(this.#clock, this, () => this.#finish === undefined);
    await new Promise<void>((resolve) => {
      const lookUp = (): void => {
        onLookUp();
        if (this.#finish === undefined) this.#clock.wakeAt(this.#clock.nowUs() + lookUpMs * 1_000, lookUp);
        else resolve();
      };
      lookUp();
    });
  }

  /** What a person, or the run's own schedule, asks for; it is decided on at once. */
  operate(action: OperatorEvent['action'], reason: string, by?: Requester): void {
    if (this.#finish !== undefined) return;
    this.#loop.receive({ kind: 'operator', action, reason, by, atUs: this.#clock.nowUs() });
    this.#loop.endTurn();
  }

  /** Ends it here and now, with whatever is open. Once an order was sent, only the venues could say that nothing is. */
  leave(reason: string): void {
    this.#loop.settleTurn();
    const isFlat = this.pair.ordersSent === 0 && this.pair.legs.every(({ position }) => position === 0);
    this.#finish ??= { kind: 'finish', reason, outcome: isFlat ? 'flat' : 'exposure-left' };
  }

  /** Something came to light afterwards: what was called flat is not. */
  takeBackFlat(): void {
    if (this.#finish?.outcome === 'flat' || this.#finish?.outcome === 'held')
      this.#finish = { ...this.#finish, outcome: 'exposure-left' };
  }
}
