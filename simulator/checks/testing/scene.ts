// A run made by hand, moment by moment: what a process sends and is told, and what is true at the venues, each said on its own, so that
// a test can let them differ.
import type { AlertCommand, Command } from '../../../src/core/commands.ts';
import { assertPresent } from '../../../src/core/assert.ts';
import type { EngineEvent, FillEvent, PositionReportEvent } from '../../../src/core/events.ts';
import type { VenueFailure } from '../../../src/core/failure.ts';
import { lotsToBase, notional, type Instrument } from '../../../src/core/instrument.ts';
import { LevelBuffer } from '../../../src/core/levels.ts';
import {
  addBase,
  feeOn,
  lots,
  ticks,
  zeroLots,
  type BaseQuantity,
  type QuoteAmount,
} from '../../../src/core/money.ts';
import {
  createOrderRecord,
  removesDelta,
  transition,
  type ClientOrderId,
  type OrderRequest,
  type OrderRole,
  type RiskApproved,
} from '../../../src/core/order.ts';
import type { PairConfig } from '../../../src/core/pair.ts';
import { sideSign, type Side } from '../../../src/core/side.ts';
import { createPairState } from '../../../src/engine/state.ts';
import type { PairState } from '../../../src/execution/pair-state.ts';
import { createSeededRandom } from '../../../src/venues/simulated/seeded-random.ts';
import {
  createVenueOrder,
  fillOrder,
  type OrderEnd,
  type VenueFill,
  type VenueOrder,
} from '../../../src/venues/simulated/venue-order.ts';
import type { FaultBoard, Observed, ObservedProcess, Phase } from '../../observed.ts';
import type { FaultKind } from '../../scenario/fault-kinds.ts';
import { pairConfigOf } from '../../scenario/pair-config.ts';
import type { Fault, LegName, Scenario, Workload } from '../../scenario/scenario.ts';
import { AllChecks, type FactChecker } from '../all.ts';
import { sceneLeg, sceneScenario, usualMid, type SceneLeg } from './scene-truth.ts';

export interface Sent {
  readonly leg: LegName;
  readonly role: OrderRole;
  readonly side: Side;
  readonly lots: number;
  readonly price?: number;
  readonly timeInForce?: 'gtc' | 'ioc';
  readonly reduceOnly?: boolean;
  readonly postOnly?: boolean;
  readonly id?: number;
  /** It never reaches its venue. */
  readonly isLost?: boolean;
}

const startUs = 1_800_000_000_000_000;

export class Scene implements Observed {
  readonly scenario: Scenario;
  readonly config: PairConfig;
  readonly startUs = startUs;
  readonly livenessFromUs = startUs + 100_000_000;
  nowUs = startUs;
  readonly truth: Readonly<Record<LegName, SceneLeg>>;
  readonly pair: PairState;
  process: { -readonly [Key in keyof ObservedProcess]: ObservedProcess[Key] } | undefined;
  processCount = 1;
  commands: Command[] = [];
  delivered: EngineEvent[] = [];
  /** In a scene everything is told before anything is asked for. */
  get happened(): readonly (EngineEvent | Command)[] {
    return [...this.delivered, ...this.commands];
  }
  readonly injected = new Map<FaultKind, number>();
  readonly faults: FaultBoard = {
    isActive: () => false,
    injected: this.injected,
    lastActedUs: () => 0,
  };
  readonly #checks: AllChecks;
  #nextId = 1;
  #trades = 0;

  /** Both venues take lots of 0.01 and one order is 10 of them, unless the test says otherwise. */
  constructor(
    checkers: readonly FactChecker[],
    { workload = {}, faults = [] }: { readonly workload?: Partial<Workload>; readonly faults?: Fault[] } = {},
  ) {
    this.scenario = sceneScenario(workload, faults);
    this.config = pairConfigOf(this.scenario.workload, startUs);
    this.pair = createPairState(this.config, createSeededRandom(1));
    this.truth = { primary: sceneLeg(this.config.primary), hedge: sceneLeg(this.config.hedge) };
    this.process = this.#fresh();
    this.#checks = new AllChecks(this.scenario, checkers);
  }

  get phase(): Phase {
    return this.nowUs < this.livenessFromUs ? 'safety' : 'liveness';
  }

  get trueDelta(): BaseQuantity {
    const { primary, hedge } = this.truth;
    return addBase(
      lotsToBase(primary.instrument, primary.position),
      lotsToBase(hedge.instrument, hedge.position),
    );
  }

  /** Lets the checkers look at this moment, and each 50 ms from then on; the first sentence that one of them says. */
  run(ms: number): string | undefined {
    for (let passed = 0; passed <= ms; passed += 50) {
      this.pair.nowUs = this.nowUs;
      const found = this.#checks.check(this)?.text;
      this.commands = [];
      this.delivered = [];
      this.nowUs += 50_000;
      if (found !== undefined) return found;
    }
    return undefined;
  }

  end(): string | undefined {
    return this.run(0) ?? this.#checks.atEnd(this)?.text;
  }

  /** Another process takes over. */
  restart(): void {
    if (this.process === undefined) this.process = { ...this.#fresh(), generation: 2 };
    else this.process = { ...this.process, generation: this.process.generation + 1 };
  }

  send({ leg, role, side, lots: quantity, id, isLost = false, ...rest }: Sent): ClientOrderId {
    const { instrument } = this.truth[leg];
    const timeInForce = rest.timeInForce ?? (removesDelta(role) ? 'ioc' : 'gtc');
    const clientOrderId = (id ?? this.#nextId) as ClientOrderId;
    this.#nextId = Math.max(this.#nextId, clientOrderId) + 1;
    const order: OrderRequest = {
      clientOrderId,
      instrument: instrument.key,
      role,
      side,
      quantity: lots(quantity),
      price: ticks(rest.price ?? usualMid),
      timeInForce,
      postOnly: rest.postOnly ?? timeInForce === 'gtc',
      reduceOnly: rest.reduceOnly ?? false,
      cycle: 0,
      tickOffset: 0,
    };
    this.commands.push({ kind: 'place', order: order as RiskApproved });
    this.pair[leg].orders.add(createOrderRecord(order, this.nowUs));
    if (!isLost) this.#arrive(leg, order);
    return clientOrderId;
  }

  /** What was lost on its way comes to its venue after all. */
  arrive(leg: LegName, id: ClientOrderId): void {
    this.#arrive(leg, assertPresent(this.pair[leg].orders.find(id), 'an order that was sent').request);
  }

  #arrive(leg: LegName, order: OrderRequest): void {
    const { instrument, orders, open } = this.truth[leg];
    const { venueAccount, symbol } = instrument;
    const atVenue = createVenueOrder(venueAccount, symbol, order, String(order.clientOrderId));
    orders.set(order.clientOrderId, atVenue);
    open.push(atVenue);
  }

  /** The venue says that it has the order. */
  accept(leg: LegName, id: ClientOrderId): void {
    this.tell({
      ...this.#on(leg),
      kind: 'order-accepted',
      clientOrderId: id,
      venueOrderId: '1',
      venueTimeUs: this.nowUs,
    });
  }

  /** True at the venue; told, and believed, unless the test says otherwise. */
  fill(
    leg: LegName,
    id: ClientOrderId,
    quantity: number,
    how: { readonly isTold?: boolean; readonly isBooked?: boolean } = {},
  ): FillEvent {
    const { isTold = true, isBooked = isTold } = how;
    const truth = this.truth[leg];
    const order = truth.orders.get(id);
    const side = order?.side ?? (quantity > 0 ? 'buy' : 'sell');
    const size = lots(Math.abs(quantity));
    if (order !== undefined) fillOrder(order, size);
    if (order?.remaining === 0) this.#close(leg, order, 'filled');
    this.#trades += 1;
    const price = ticks(usualMid);
    const worth = notional(truth.instrument, price, size);
    const fee = feeOn(worth, truth.instrument.fees.taker);
    truth.fills.push({
      tradeId: String(this.#trades),
      account: truth.instrument.venueAccount,
      symbol: truth.instrument.symbol,
      clientOrderId: id,
      venueOrderId: String(id),
      side,
      price,
      quantity: size,
      liquidity: 'taker',
      fee: { asset: truth.instrument.quote, amount: fee },
      venueTimeUs: this.nowUs,
      counterparty: undefined,
    });
    const signed = lots(sideSign(side) * size);
    truth.position = lots(truth.position + signed);
    if (id < 0) truth.foreign = lots(truth.foreign + signed);
    truth.fees = (truth.fees + fee) as QuoteAmount;
    truth.cash = (truth.cash - BigInt(sideSign(side)) * worth - fee) as QuoteAmount;
    const event = this.#fillEvent(leg, truth.fills.at(-1));
    if (isTold) this.delivered.push(event);
    if (isBooked) this.book(leg, event);
    return event;
  }

  /** The process books it. */
  book(leg: LegName, event: FillEvent): void {
    const order = this.pair[leg].orders.find(event.clientOrderId);
    this.pair.ledger.bookFill({ ...event, role: order?.request.role ?? 'hedge', cycle: 0, tickOffset: 0 });
    this.pair[leg].position = lots(this.pair[leg].position + sideSign(event.side) * event.quantity);
    if (order !== undefined) order.filled = lots(order.filled + event.quantity);
  }

  cancel(leg: LegName, clientOrderId: ClientOrderId): void {
    this.commands.push({ kind: 'cancel', instrument: this.truth[leg].instrument.key, clientOrderId });
  }

  /** The order ends at its venue, and that is told. */
  endOrder(leg: LegName, clientOrderId: ClientOrderId, outcome: OrderEnd = 'canceled'): void {
    const order = assertPresent(this.truth[leg].orders.get(clientOrderId), 'an order that ends');
    this.#close(leg, order, outcome);
    const cumulativeQuantity = order.filled;
    this.tell({
      ...this.#on(leg),
      kind: 'order-ended',
      clientOrderId,
      outcome,
      cumulativeQuantity,
      venueTimeUs: this.nowUs,
    });
    const record = this.pair[leg].orders.find(clientOrderId);
    if (record !== undefined && record.state !== 'done') this.pair[leg].orders.end(record);
  }

  fail(leg: LegName, clientOrderId: ClientOrderId, failure: VenueFailure): void {
    this.tell({
      ...this.#on(leg),
      kind: 'request-failed',
      request: 'place',
      clientOrderId,
      requestId: undefined,
      failure,
    });
  }

  /** The process does not know what became of it. */
  doubt(leg: LegName, id: ClientOrderId): void {
    transition(assertPresent(this.pair[leg].orders.find(id), 'an order'), 'unknown');
  }

  /** Both books and both positions are told. */
  refresh(legs: readonly LegName[] = ['primary', 'hedge'], { isBook = true, isPosition = true } = {}): void {
    for (const leg of legs) {
      const { key: instrument } = this.truth[leg].instrument;
      if (isBook) {
        const levels = new LevelBuffer();
        this.tell({ ...this.#on(leg), kind: 'book', venueTimeUs: this.nowUs, isSnapshot: true, levels });
      }
      if (!isPosition) continue;
      const requestId = this.#nextId;
      this.#nextId += 1;
      this.commands.push({ kind: 'query-position', instrument, requestId });
      const report: PositionReportEvent = {
        ...this.#on(leg),
        kind: 'position-report',
        requestId,
        position: this.truth[leg].position,
      };
      this.#later.push(report);
    }
  }

  readonly #later: EngineEvent[] = [];

  /** What was asked for is answered. */
  answer(): void {
    for (const event of this.#later.splice(0)) this.delivered.push({ ...event, atUs: this.nowUs });
  }

  alert(code: string, severity: AlertCommand['severity'] = 'critical'): void {
    this.commands.push({ kind: 'alert', severity, code, text: code });
  }

  /** Halted, as the engine halts: with its alert. */
  halt(code: 'foreign-position' | 'operator-halt' = 'operator-halt'): void {
    this.pair.halt = { code, text: 'by hand', atUs: this.nowUs };
    this.alert(code);
  }

  finish(outcome: 'flat' | 'halted-safe'): void {
    this.pair.isFinished = true;
    this.commands.push({ kind: 'finish', reason: 'done', outcome });
  }

  tell(event: EngineEvent): void {
    this.delivered.push(event);
  }

  #on(leg: LegName): { readonly instrument: Instrument['key']; readonly atUs: number } {
    return { instrument: this.truth[leg].instrument.key, atUs: this.nowUs };
  }

  #fresh(): ObservedProcess {
    return {
      pair: this.pair,
      isPaused: false,
      startedAtUs: this.nowUs,
      generation: 1,
      isRecovering: false,
      mustProve: false,
    };
  }

  #close(leg: LegName, order: VenueOrder, end: OrderEnd): void {
    order.end = end;
    order.remaining = zeroLots;
    this.truth[leg].open = this.truth[leg].open.filter((other) => other !== order);
  }

  #fillEvent(leg: LegName, fill: VenueFill | undefined): FillEvent {
    const { tradeId, venueOrderId, clientOrderId, side, price, quantity, liquidity, fee, venueTimeUs } =
      assertPresent(fill, 'a fill');
    const told = { tradeId, venueOrderId, clientOrderId, side, price, quantity, liquidity, fee, venueTimeUs };
    return { ...this.#on(leg), kind: 'fill', ...told };
  }
}
