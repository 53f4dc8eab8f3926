// The loop around the step: it collects the events of a turn, records it, and carries its commands out, hedges first.
import { assert, assertNever, assertPresent } from '../core/assert.ts';
import type { AlertCommand, Command, FinishCommand } from '../core/commands.ts';
import type { EngineEvent } from '../core/events.ts';
import type { InstrumentKey } from '../core/instrument.ts';
import { limits, microseconds } from '../core/limits.ts';
import { removesDelta, type RiskApproved } from '../core/order.ts';
import type { FundingPayment, LedgerFill } from '../ledger/entries.ts';
import type { HedgeEpisode } from '../ledger/hedge-episode.ts';
import type { Clock } from '../ports/clock.ts';
import type { Journal } from '../ports/journal.ts';
import type { Venue } from '../ports/venue.ts';
import { step, type EngineState } from './step.ts';

export interface LoopPorts {
  readonly venues: ReadonlyMap<InstrumentKey, Venue>;
  readonly journal: Journal;
  /** Asked only how long a record took. */
  readonly clock: Pick<Clock, 'nowUs'>;
  /** Fills that were booked in a turn, told after its commands have left. */
  readonly onFills: (fills: readonly LedgerFill[]) => void;
  /** The same for funding. */
  readonly onFunding: (payments: readonly FundingPayment[]) => void;
  /** The same for hedges that ended. */
  readonly onHedges: (episodes: readonly HedgeEpisode[]) => void;
  readonly onAlert: (alert: AlertCommand, atUs: number) => void;
  readonly onFinish: (finish: FinishCommand) => void;
}

export class EngineLoop {
  readonly #engine: EngineState;
  readonly #ports: LoopPorts;
  /** The turn under way, and the array that the next one will use: events may arrive while commands are carried out. */
  #turn: EngineEvent[] = [];
  #spare: EngineEvent[] = [];
  /** The turn that is decided and not recorded yet, and its commands: two fields, because an object for each turn is one for each message. */
  #decided: EngineEvent[] | undefined;
  #commands: readonly Command[] = [];
  #isEnding = false;
  /** Of the turn's commands so many were looked at for what is urgent. */
  #aheadCount = 0;
  #isRecordLost = false;
  /** Hedges of the turn that could not be announced: they leave after its record. */
  #unannounced: readonly Command[] = [];

  constructor(engine: EngineState, ports: LoopPorts) {
    this.#engine = engine;
    this.#ports = ports;
  }

  /** Something was received, and is not decided on yet. */
  get isTurnOpen(): boolean {
    return this.#turn.length > 0;
  }

  /** Adds an event to the turn under way. A market event is a turn of its own, because its levels are only lent. */
  receive(event: EngineEvent): void {
    const isMarket = event.kind === 'book' || event.kind === 'trade';
    if (isMarket && (this.isTurnOpen || this.#decided !== undefined)) this.endTurn();
    this.#turn.push(event);
    if (isMarket) this.endTurn();
  }

  /**
   * Ends the turn: decides once over all of its events. Hedges and cancels leave before they are recorded: each hedge is announced, and its
   * derived client order id finds it again. Everything else leaves after the record. Quotes and probes leave without one never, and
   * not when it took so long that they were decided in another moment.
   */
  endTurn(): void {
    this.decideTurn();
    this.settleTurn();
  }

  /**
   * The first half: decides, and sends what is urgent. True when a hedge is among that: its bytes may leave only when the machine's
   * own turn is over, and whoever can wait so long lets the second half wait. Not for a market event, whose levels are only lent.
   */
  decideTurn(): boolean {
    if (this.#decided !== undefined) this.settleTurn();
    const turn = this.#turn;
    if (turn.length === 0) return false;
    assert(!this.#isEnding, 'a turn does not end while another one does');
    this.#isEnding = true;
    this.#turn = this.#spare;
    this.#aheadCount = 0;
    const commands = step(this.#engine, turn, this.#hurry);
    if (commands.length > 0) this.#hurry(commands);
    this.#decided = turn;
    this.#commands = commands;
    this.#isEnding = false;
    return commands.some(isHedge);
  }

  /** The second half: records the turn, and sends what waited for that. False when it was done already. */
  settleTurn(): boolean {
    const turn = this.#decided;
    if (turn === undefined) return false;
    const commands = this.#commands;
    this.#decided = undefined;
    this.#isEnding = true;
    if (commands.length > 0) this.#recordAndCarryOut(turn, commands);
    else this.#record(turn, commands);
    emptyTurn(turn);
    this.#spare = turn;
    const { bookedFills, bookedFunding, endedEpisodes } = this.#engine.pair;
    if (bookedFills.length > 0) this.#ports.onFills(bookedFills);
    if (bookedFunding.length > 0) this.#ports.onFunding(bookedFunding);
    if (endedEpisodes.length > 0) this.#ports.onHedges(endedEpisodes);
    this.#isEnding = false;
    return true;
  }

  #recordAndCarryOut(turn: readonly EngineEvent[], commands: readonly Command[]): void {
    const { clock } = this.#ports;
    const fromUs = clock.nowUs();
    const isRecorded = this.#record(turn, commands);
    const isLate = clock.nowUs() - fromUs >= microseconds(limits.standstillMs);
    for (const command of commands) {
      if (isUrgent(command) && !this.#unannounced.includes(command)) continue;
      const waits = command.kind === 'place' && !removesDelta(command.order.role);
      if (waits && !isRecorded) this.#holdBack(command.order, 'its turn could not be recorded');
      else if (waits && isLate) this.#holdBack(command.order, 'its record took too long');
      else this.#carryOut(command);
    }
    this.#unannounced = [];
  }

  #record(turn: readonly EngineEvent[], commands: readonly Command[]): boolean {
    const trouble = this.#ports.journal.append(turn, commands);
    if (trouble !== undefined) this.#loseRecord(trouble);
    return trouble === undefined;
  }

  /** Sends what is urgent among the commands of the turn so far. */
  readonly #hurry = (commands: readonly Command[]): void => {
    for (; this.#aheadCount < commands.length; this.#aheadCount += 1) {
      const command = commands[this.#aheadCount];
      if (command === undefined || !isUrgent(command)) continue;
      if (this.#mayLeave(command)) this.#carryOut(command);
      else this.#unannounced = [...this.#unannounced, command];
    }
  };

  /** Whoever takes over after a death finds out what may have left. */
  #mayLeave(command: Command): boolean {
    return command.kind !== 'place' || this.#ports.journal.announce(command.order.clientOrderId);
  }

  /** Told once, with the next turn: from then on nothing new is begun. */
  #loseRecord(trouble: string): void {
    if (this.#isRecordLost) return;
    this.#isRecordLost = true;
    const { nowUs } = this.#engine.pair;
    this.receive({ kind: 'operator', action: 'record-lost', reason: trouble, atUs: nowUs });
  }

  /** An order that waits for its record in vain has not left: the engine hears it as refused. */
  #holdBack({ instrument, clientOrderId }: RiskApproved, text: string): void {
    this.receive({
      kind: 'request-failed',
      request: 'place',
      instrument,
      clientOrderId,
      requestId: undefined,
      failure: { kind: 'refused', reason: 'other', text },
      atUs: this.#engine.pair.nowUs,
    });
  }

  #carryOut(command: Command): void {
    const { onAlert, onFinish } = this.#ports;
    switch (command.kind) {
      case 'place':
        this.#venue(command.order.instrument).place(command.order);
        return;
      case 'cancel':
        this.#venue(command.instrument).cancel(command.instrument, command.clientOrderId);
        return;
      case 'query-order':
        this.#venue(command.instrument).queryOrder(command.instrument, command.clientOrderId);
        return;
      case 'query-position':
        this.#venue(command.instrument).queryPosition(command.instrument, command.requestId);
        return;
      case 'query-fills':
        this.#venue(command.instrument).queryFills(
          command.instrument,
          command.requestId,
          command.sinceVenueTimeUs,
        );
        return;
      case 'query-margin':
        this.#venue(command.instrument).queryMargin(command.instrument, command.requestId);
        return;
      case 'query-funding':
        this.#venue(command.instrument).queryFunding(
          command.instrument,
          command.requestId,
          command.sinceVenueTimeUs,
        );
        return;
      case 'alert':
        onAlert(command, this.#engine.pair.nowUs);
        return;
      case 'finish':
        onFinish(command);
        return;
      default:
        assertNever(command);
    }
  }

  #venue(instrument: InstrumentKey): Venue {
    return assertPresent(this.#ports.venues.get(instrument), () => `the venue of ${instrument}`);
  }
}

/** Setting a length is a call into the runtime, which costs more than taking out the one event that a turn mostly has. */
function emptyTurn(turn: EngineEvent[]): void {
  while (turn.length > 0) turn.pop();
}

/**
 * Hedges and cancels; everything else can wait for the record. So what leaves without one is on the hedge venue, and whoever takes
 * over knows where to look for it.
 */
const isUrgent = (command: Command): boolean => command.kind === 'cancel' || isHedge(command);

const isHedge = (command: Command): boolean => command.kind === 'place' && command.order.role === 'hedge';
