// A scripted pair that keeps a record of its turns, can die, and is rebuilt from that record while its venues live on.
import type { Command, QueryOrderCommand } from '../../core/commands.ts';
import type { Departures } from '../../core/departures.ts';
import type { EngineEvent } from '../../core/events.ts';
import { LevelBuffer } from '../../core/levels.ts';
import { lots } from '../../core/money.ts';
import type { ClientOrderId, OrderRequest } from '../../core/order.ts';
import { lastSentId } from '../../execution/send.ts';
import { createSeededRandom } from '../../venues/simulated/seeded-random.ts';
import { recoverPair, type Life, type TurnOnRecord } from '../recover.ts';
import { placedIn, ScriptedPair } from './scripted-pair.ts';
import type { Unstamped } from './venue-words.ts';

export interface Death {
  readonly lostTurns?: number;
  readonly awayMs?: number;
  readonly isNoticed?: boolean;
  readonly isWoken?: boolean;
  readonly word?: 'kept' | 'lost' | 'none';
}

export class RecordedPair extends ScriptedPair {
  /** Of the process that lives now. */
  record: TurnOnRecord[] = [];
  readonly #lives: Life[] = [];
  /** What the venues know of orders, each by its id: the cumulative quantity of an order that has ended, or that it is open. */
  readonly venueOrders = new Map<ClientOrderId, number | 'open'>();
  readonly #asked: QueryOrderCommand[] = [];

  /** Orders are asked after in vain, or truthfully, in a turn of its own. */
  override turn(...events: Unstamped[]): Command[] {
    const commands = super.turn(...events);
    const replies = this.#asked.splice(0).map((query) => this.#answer(query));
    return replies.length === 0 ? commands : [...commands, ...this.turn(...replies)];
  }

  protected override react(turn: readonly EngineEvent[]): readonly Command[] {
    const commands = super.react(turn);
    this.record.push({ events: turn.map(kept), commands: [...commands] });
    for (const command of commands) if (command.kind === 'query-order') this.#asked.push(command);
    return commands;
  }

  /** A fill at the venue that completes the order, and that nobody hears of yet; its history has it. */
  fillUnheard(order: OrderRequest, quantity: number): Unstamped {
    const fill = this.fillEvent(order, quantity);
    this.history.push(fill);
    this.moveVenue(order, quantity);
    this.venueOrders.set(order.clientOrderId, quantity);
    return fill;
  }

  /**
   * The process dies, without the last turns of its record, and another one takes over and hears both books. Its word on what it sent ahead
   * of its record is `kept`, `lost` (the power was cut), or was never given (`none`: it was of an older version). `isNoticed`: a mark says
   * that the turns were there. `isWoken`: the operator has let it go on.
   */
  restart({
    lostTurns = 0,
    awayMs = 3_000,
    isNoticed = false,
    isWoken = false,
    word = 'kept',
  }: Death = {}): void {
    const turns = this.record.slice(0, this.record.length - lostTurns);
    const { length } = this.record;
    this.#lives.push({
      turns,
      lostEnd: isNoticed ? { turns: length, lastOrderId: lastSentId(this.pair) } : undefined,
      departures: this.#departures(isNoticed ? 'lost' : word),
      isWoken,
    });
    this.record = [];
    const recovery = recoverPair(this.pair.config, createSeededRandom(1), this.#lives);
    if (!recovery.ok) throw new Error(recovery.text);
    this.engine = recovery.engine;
    this.elapse(awayMs);
    this.book('primary', 300_000, 300_010);
    this.book('hedge', 300_000, 300_010);
  }

  #departures(word: Death['word']): Departures | undefined {
    if (word === 'none') return undefined;
    if (word === 'lost') return 'unknown';
    const sent = this.record.flatMap(({ commands }) => commands as readonly Command[]);
    return { lastOrderId: placedIn(sent, 'hedge').at(-1)?.clientOrderId };
  }

  #answer({ instrument, clientOrderId }: QueryOrderCommand): Unstamped {
    const known = this.venueOrders.get(clientOrderId);
    if (known === undefined) return { kind: 'order-not-found', instrument, clientOrderId };
    return {
      kind: 'order-report',
      instrument,
      clientOrderId,
      venueOrderId: `v${clientOrderId}`,
      isOpen: known === 'open',
      cumulativeQuantity: lots(known === 'open' ? 0 : known),
    };
  }
}

/** Levels are only lent. */
function kept(event: EngineEvent): EngineEvent {
  if (event.kind !== 'book') return event;
  const levels = new LevelBuffer();
  levels.copyFrom(event.levels);
  return { ...event, levels };
}
