// A pair whose venues say what a test tells them to say: for rules that must hold whatever a venue does.
import type { AlertCommand, Command, FinishCommand, PlaceCommand } from '../../core/commands.ts';
import type {
  EngineEvent,
  FillEvent,
  FundingPaymentEvent,
  OperatorEvent,
  OrderEndedEvent,
} from '../../core/events.ts';
import type { VenueFailure } from '../../core/failure.ts';
import { notional, type Instrument } from '../../core/instrument.ts';
import { LevelBuffer } from '../../core/levels.ts';
import { feeOn, lots, ticks } from '../../core/money.ts';
import type { ClientOrderId, OrderRequest, OrderRole } from '../../core/order.ts';
import type { PairConfig } from '../../core/pair.ts';
import { sideSign } from '../../core/side.ts';
import { testInstrument, testPair } from '../../core/testing/test-pair.ts';
import type { Leg } from '../../execution/leg.ts';
import type { PairState } from '../../execution/pair-state.ts';
import { createSeededRandom } from '../../venues/simulated/seeded-random.ts';
import { createPairState } from '../state.ts';
import { step, type EngineState } from '../step.ts';
import { truthfulAnswers, type LegName, type VenueBooks } from './truthful-answers.ts';
import {
  acceptance,
  ending,
  failedPlace,
  orderReport,
  type DistributiveOmit,
  type Unstamped,
} from './venue-words.ts';

export type BookLevel = readonly [price: number, quantity: number];

export interface ScriptOptions {
  readonly primary?: Instrument;
  readonly hedge?: Instrument;
  readonly config?: Partial<PairConfig>;
}

/** Quantities in tests are lots of 0.001 ETH, prices are ticks of 0.01 USD, unless an instrument says otherwise. */
export class ScriptedPair implements VenueBooks {
  engine: EngineState;
  readonly commands: Command[] = [];
  readonly #venuePosition: Record<LegName, number> = { primary: 0, hedge: 0 };
  readonly #levels = new LevelBuffer();
  #nowUs = 1_800_000_000_000_000;
  #trades = 0;
  /** Fills that a query of fills finds, whether or not they were delivered before. */
  readonly history: DistributiveOmit<FillEvent, 'atUs'>[] = [];
  /** How many fills such an answer holds at most, the oldest first. */
  historyPage = Infinity;
  /** Payments that a query of funding finds. */
  readonly payments: DistributiveOmit<FundingPaymentEvent, 'atUs'>[] = [];
  /** While true, queries of position and fills are answered truthfully, one millisecond later. */
  answersQueries = true;
  /** What the venues say of each account's equity, in whole quote assets; margin is by the instrument's rates on what is held. */
  readonly equity: Record<LegName, number> = { primary: 1_000_000, hedge: 1_000_000 };
  /** While false, queries of margin find no answer. */
  answersMargin = true;
  /** The same of funding. */
  answersFunding = true;
  /** While true, probes are taken, and their cancels end them, one millisecond later each; no command tells of them. */
  answersProbes = true;

  constructor({ primary, hedge, config }: ScriptOptions = {}) {
    this.engine = {
      pair: createPairState(
        testPair({
          primary: primary ?? testInstrument('alpha', '0.001'),
          hedge: hedge ?? testInstrument('beta', '0.001'),
          ...config,
        }),
        createSeededRandom(1),
      ),
      decideByUs: 0,
    };
  }

  get pair(): PairState {
    return this.engine.pair;
  }

  leg(name: LegName): Leg {
    return this.pair[name];
  }

  /** Feeds one turn, and answers what it asks where `answersQueries` says so; returns the commands of all of it. */
  turn(...events: Unstamped[]): Command[] {
    const stamped = events.map((event) => ({ ...event, atUs: this.#nowUs }));
    const commands = [...this.react(stamped)];
    const replies = this.answersProbes ? this.#takeProbes(commands) : [];
    this.commands.push(...commands);
    if (this.answersQueries) replies.push(...truthfulAnswers(commands, this));
    if (replies.length === 0) return commands;
    this.#nowUs += 1_000;
    commands.push(...this.turn(...replies));
    return commands;
  }

  /** Time passes, and nobody is there. */
  protected elapse(milliseconds: number): void {
    this.#nowUs += milliseconds * 1_000;
  }

  protected react(turn: readonly EngineEvent[]): readonly Command[] {
    return step(this.engine, turn);
  }

  /** Time passes in heartbeats of 50 ms; both books stay fresh unless told otherwise. */
  pass(milliseconds: number, { booksSpeak = true } = {}): Command[] {
    const commands: Command[] = [];
    const endUs = this.#nowUs + milliseconds * 1_000;
    while (this.#nowUs < endUs) {
      this.#nowUs = Math.min(endUs, this.#nowUs + 50_000);
      if (booksSpeak) commands.push(...this.#refreshBooks());
      commands.push(...this.turn({ kind: 'time' }));
    }
    return commands;
  }

  /** Sets a leg's book to one level a side. */
  book(name: LegName, bid: number, ask: number, { quantity = 10_000 } = {}): Command[] {
    return this.depth(name, [[bid, quantity]], [[ask, quantity]]);
  }

  /** Sets a leg's book to these levels of price and quantity. */
  depth(name: LegName, bids: readonly BookLevel[], asks: readonly BookLevel[]): Command[] {
    this.#levels.clear();
    for (const [price, quantity] of bids) this.#levels.push('buy', ticks(price), lots(quantity));
    for (const [price, quantity] of asks) this.#levels.push('sell', ticks(price), lots(quantity));
    const { key } = this.leg(name).instrument;
    return this.turn({
      kind: 'book',
      instrument: key,
      venueTimeUs: this.#nowUs,
      isSnapshot: true,
      levels: this.#levels,
    });
  }

  /** Both books at 3000.00/3000.10, both positions confirmed: the first quote is out. */
  start(): PlaceCommand {
    this.book('primary', 300_000, 300_010);
    this.book('hedge', 300_000, 300_010);
    this.pass(100);
    return this.lastPlaced('quote');
  }

  accept(order: OrderRequest): Command[] {
    return this.turn(acceptance(order, this.#nowUs));
  }

  /** A fill of the order on its venue, delivered. */
  fill(
    order: OrderRequest,
    quantity: number,
    options: { readonly tradeId?: string; readonly price?: number } = {},
  ): Command[] {
    this.moveVenue(order, quantity);
    return this.turn(this.fillEvent(order, quantity, options));
  }

  /** Signed, in lots; whatever anybody was told. */
  venuePosition(name: LegName): number {
    return this.#venuePosition[name];
  }

  /** The venue's position moves by a fill of this order, whether or not anybody is told. */
  moveVenue(order: OrderRequest, quantity: number): void {
    this.#venuePosition[this.#nameOf(order)] += sideSign(order.side) * quantity;
  }

  /** The venue's position moves by no order of ours. */
  moveVenueByHand(name: LegName, signedQuantity: number): void {
    this.#venuePosition[name] += signedQuantity;
  }

  fillEvent(
    order: OrderRequest,
    quantity: number,
    {
      tradeId = `t${(this.#trades += 1)}`,
      price = order.price ?? ticks(300_000),
    }: { tradeId?: string; price?: number } = {},
  ): DistributiveOmit<FillEvent, 'atUs'> {
    const { instrument } = this.leg(this.#nameOf(order));
    const amount = feeOn(notional(instrument, ticks(price), lots(quantity)), instrument.fees.maker);
    return {
      kind: 'fill',
      instrument: order.instrument,
      clientOrderId: order.clientOrderId,
      tradeId,
      venueOrderId: `v${order.clientOrderId}`,
      side: order.side,
      price: ticks(price),
      quantity: lots(quantity),
      liquidity: order.postOnly ? 'maker' : 'taker',
      fee: { asset: 'USD', amount },
      venueTimeUs: this.#nowUs,
    };
  }

  end(order: OrderRequest, outcome: OrderEndedEvent['outcome'], cumulative: number): Command[] {
    return this.turn(ending(order, outcome, cumulative, this.#nowUs));
  }

  failPlace(order: OrderRequest, failure: VenueFailure): Command[] {
    return this.turn(failedPlace(order, failure));
  }

  notFound({ instrument, clientOrderId }: OrderRequest): Command[] {
    return this.turn({ kind: 'order-not-found', instrument, clientOrderId });
  }

  report(order: OrderRequest, isOpen: boolean, cumulative: number): Command[] {
    return this.turn(orderReport(order, isOpen, cumulative));
  }

  operator(action: OperatorEvent['action'], reason: string = 'test'): Command[] {
    return this.turn({ kind: 'operator', action, reason });
  }

  /** A quote filled completely, hedged completely: one cycle done. */
  completeCycle(): void {
    const quote = this.lastPlaced('quote').order;
    this.accept(quote);
    const hedges = placedIn(this.fill(quote, quote.quantity), 'hedge');
    for (const hedge of hedges) {
      this.accept(hedge);
      this.fill(hedge, hedge.quantity);
    }
    this.pass(50);
  }

  lastPlaced(role: OrderRole): PlaceCommand {
    const placed = this.commands.findLast(
      (command): command is PlaceCommand => command.kind === 'place' && command.order.role === role,
    );
    if (placed === undefined) throw new Error(`no ${role} was placed`);
    return placed;
  }

  countPlaced(role: OrderRole): number {
    return placedIn(this.commands, role).length;
  }

  get finish(): FinishCommand | undefined {
    return this.commands.find((command) => command.kind === 'finish');
  }

  get alerts(): readonly AlertCommand[] {
    return this.commands.filter((command) => command.kind === 'alert');
  }

  #nameOf(order: OrderRequest): LegName {
    return order.instrument === this.pair.primary.instrument.key ? 'primary' : 'hedge';
  }

  #refreshBooks(): Command[] {
    const commands: Command[] = [];
    for (const name of ['primary', 'hedge'] as const) {
      const leg = this.leg(name);
      this.#levels.clear();
      commands.push(
        ...this.turn({
          kind: 'book',
          instrument: leg.instrument.key,
          venueTimeUs: this.#nowUs,
          isSnapshot: false,
          levels: this.#levels,
        }),
      );
    }
    return commands;
  }

  /** Takes what concerns probes out of the commands, and answers it. */
  #takeProbes(commands: Command[]): Unstamped[] {
    const replies: Unstamped[] = [];
    for (const command of commands.splice(0)) {
      const order = this.#orderOf(command);
      if (order?.role !== 'probe') commands.push(command);
      else
        replies.push(
          command.kind === 'place'
            ? acceptance(order, this.#nowUs)
            : ending(order, 'canceled', 0, this.#nowUs),
        );
    }
    return replies;
  }

  #orderOf(command: Command): OrderRequest | undefined {
    if (command.kind === 'place') return command.order;
    if (command.kind !== 'cancel') return undefined;
    return this.pair.legs.map(({ orders }) => orders.find(command.clientOrderId)).find(Boolean)?.request;
  }
}

export function placedIn(commands: readonly Command[], role: OrderRole): OrderRequest[] {
  return commands.flatMap((command) =>
    command.kind === 'place' && command.order.role === role ? [command.order] : [],
  );
}

export function cancelledIn(commands: readonly Command[]): ClientOrderId[] {
  return commands.flatMap((command) => (command.kind === 'cancel' ? [command.clientOrderId] : []));
}
