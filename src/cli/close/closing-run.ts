// One round of a close: the engine takes over positions that are there, and is told to end at once. What it does is what it does when
// a run is stopped: hedges first, slices that the other leg follows, every order's end proven, and "flat" only by a later snapshot.
import { assertPresent } from '../../core/assert.ts';
import type { PairPrices } from '../../core/check-at-prices.ts';
import type { AlertCommand, FinishCommand } from '../../core/commands.ts';
import type { EngineEvent, RequestFailedEvent } from '../../core/events.ts';
import { describeFailure } from '../../core/failure.ts';
import { microseconds } from '../../core/limits.ts';
import type { Leg } from '../../execution/leg.ts';
import { legBlockedBy, quotingBlockedBy } from '../../execution/maker-leg.ts';
import { hasLiveOrders, mirrorLedger, requestStop, type PairState } from '../../execution/pair-state.ts';
import type { LedgerFill } from '../../ledger/entries.ts';
import { ClockedEngine, type ClockedEngineOptions } from '../run/clocked-engine.ts';
import type { ClosingLegs } from './closing-pair.ts';

/** So long it may take to come to rest once it is given up. */
const restMs = 10_000;

export interface ClosingRunOptions extends ClockedEngineOptions {
  readonly legs: ClosingLegs;
  readonly prices: PairPrices;
  /** So long nothing may be traded before it is given up. */
  readonly patienceMs: number;
  readonly onFills: (fills: readonly LedgerFill[]) => void;
  readonly onAlert: (alert: AlertCommand) => void;
}

export class ClosingRun {
  readonly #options: ClosingRunOptions;
  readonly #engine: ClockedEngine;
  #lastFillUs: number;
  /** What an order came to since the last fill. */
  #lastRefusal: RequestFailedEvent | undefined;
  /** When it was told to go no further, in µs. */
  #haltedUs: number | undefined;

  constructor(options: ClosingRunOptions) {
    const { clock, onFills, onAlert } = options;
    this.#options = options;
    this.#lastFillUs = clock.nowUs();
    this.#engine = new ClockedEngine(options, {
      prepare: (pair) => this.#takeOver(pair),
      // Whatever happens to this process, the next close begins with what the venues say.
      journal: { announce: () => true, append: () => undefined },
      onFills: (fills) => {
        this.#lastFillUs = clock.nowUs();
        this.#lastRefusal = undefined;
        onFills(fills);
      },
      onFunding: () => undefined,
      onHedges: () => undefined,
      onAlert,
    });
  }

  /** What venues deliver. */
  receive(event: EngineEvent): void {
    if (event.kind === 'request-failed' && event.request === 'place') this.#lastRefusal = event;
    this.#engine.receive(event);
  }

  /** Until all is closed, or it was given up. */
  async play(): Promise<FinishCommand> {
    await this.#engine.run(() => this.#watch());
    return this.#inWords(assertPresent(this.#engine.finish, 'how a run that is over has ended'));
  }

  /** Goes no further than to balance what is under way; asked twice, it leaves at once. */
  interrupt(reason: string): void {
    if (this.#haltedUs === undefined) this.#halt(reason);
    else this.#engine.leave(reason);
  }

  /** Positions are booked at the prices of this moment, as what they were before is not known. */
  #takeOver(pair: PairState): void {
    const { legs, prices, clock } = this.#options;
    const { primary, hedge, ledger } = pair;
    const atUs = clock.nowUs();
    ledger.markTo(atUs, prices.primary.bid, prices.primary.ask);
    ledger.markHedgeTo(atUs, prices.hedge.bid, prices.hedge.ask);
    const book = (leg: Leg, name: keyof ClosingLegs): void => {
      const { position } = legs[name];
      if (position === 0) return;
      const { key } = leg.instrument;
      ledger.bookAdjustment({ instrument: key, quantity: position, ...prices[name], atUs, reason: 'close' });
      mirrorLedger(pair, leg);
    };
    book(primary, 'primary');
    book(hedge, 'hedge');
    requestStop(pair, 'closed');
    if (pair.stop !== undefined) pair.stop.isTaking = true;
  }

  #watch(): void {
    const { clock, patienceMs } = this.#options;
    const nowUs = clock.nowUs();
    if (this.#haltedUs === undefined) {
      if (nowUs - this.#lastFillUs >= microseconds(patienceMs))
        this.#halt(`${this.#blockedBy()}, and nothing was traded for ${patienceMs / 1_000} s`);
    } else if (nowUs - this.#haltedUs >= microseconds(restMs) || this.#isAtRest()) {
      this.#engine.leave('given up');
    }
  }

  #blockedBy(): string {
    const { pair } = this.#engine;
    const blocked = this.#isAlone ? legBlockedBy(pair, pair.hedge) : quotingBlockedBy(pair);
    return blocked ?? this.#refusedBy() ?? 'the books show too little inside the price band';
  }

  #refusedBy(): string | undefined {
    if (this.#lastRefusal === undefined) return undefined;
    const { instrument, failure } = this.#lastRefusal;
    return `the last order in ${instrument} was answered with ${describeFailure(failure)}`;
  }

  get #isAlone(): boolean {
    return this.#options.legs.primary.position === 0;
  }

  /** A position that nothing balances can be left at any moment in which no order is on its way. */
  #isAtRest(): boolean {
    return this.#isAlone && !hasLiveOrders(this.#engine.pair);
  }

  /** Decided on in a turn of its own, whatever is under way at this moment. */
  #halt(reason: string): void {
    this.#haltedUs = this.#options.clock.nowUs();
    this.#engine.receive({ kind: 'operator', action: 'halt', reason, atUs: this.#haltedUs });
  }

  /** A halt is told by its code, and its words say more; what is closed is closed, halted or not. */
  #inWords(finish: FinishCommand): FinishCommand {
    const { halt, legs } = this.#engine.pair;
    if (halt === undefined) return finish;
    const isClosed = finish.outcome === 'halted-safe' && legs.every(({ position }) => position === 0);
    return { ...finish, reason: halt.text, outcome: isClosed ? 'flat' : finish.outcome };
  }
}
