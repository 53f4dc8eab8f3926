// The record of a run's processes, and its fingerprint. Turns are kept as data, one list per process, and what a crash takes off
// the end of the list is what it takes off a real one: turns without consequence are not committed yet, and a power cut takes those that
// were and are not on the disk yet, with the word on what left ahead of its record. That damage is noticed by checksums is the business
// of src/journal/ and its tests.
import { createHash } from 'node:crypto';
import type { Command } from '../../src/core/commands.ts';
import type { Departures } from '../../src/core/departures.ts';
import type { EngineEvent } from '../../src/core/events.ts';
import type { ClientOrderId } from '../../src/core/order.ts';
import type { Life, TurnOnRecord } from '../../src/engine/recover.ts';
import { AsciiBuffer } from '../../src/journal/ascii-buffer.ts';
import { writeTurn } from '../../src/journal/encode.ts';
import type { Journal } from '../../src/ports/journal.ts';
import { kept } from '../world/receiver.ts';

const bytesAtStart = 1 << 20;
/** A turn without an order that waits for it is on the disk after this time. */
const writeThroughUs = 20_000;

export interface Death {
  readonly atUs: number;
  /** The machine has died with its process. */
  readonly isPowerCut: boolean;
  /** So many turns at the end are lost, on the disk or not. */
  readonly turnsTorn: number;
  /** What is said, after a power cut too, of what left ahead of its record; only where a bug is planted. */
  readonly isBelieved: boolean;
}
/** Reused by every run of this thread: a run begins by clearing it. */
const buffer = new AsciiBuffer(bytesAtStart);

export class SimulatedJournal implements Journal {
  readonly #isKept: boolean;
  #lives: KeptLife[] = [newLife()];
  readonly #isFull: () => boolean;
  /** The disk was full once in the life under way: nothing more of it is on record. */
  #isLost = false;
  #lastOrderId: ClientOrderId | undefined;
  /** The order of the life under way that was about to leave ahead of its record last. */
  #announced: ClientOrderId | undefined;
  /** How many of the orders that the dead process announced are beyond its record. */
  unrecorded = 0;
  /** How many turns of the life under way would outlive its process, and how many its machine, whenever it dies. */
  #committed = 0;
  #durable = 0;
  turns = 0;

  /** Without crashes nobody reads the turns back, and only their fingerprint is kept. `isFull` is asked while turns are written. */
  constructor(isKept: boolean, isFull: () => boolean) {
    this.#isKept = isKept;
    this.#isFull = isFull;
    buffer.clear();
  }

  /** A full disk does not keep it from being said: its place is taken already. */
  announce(clientOrderId: ClientOrderId): boolean {
    this.#announced = clientOrderId;
    return true;
  }

  append(events: readonly EngineEvent[], commands: readonly Command[]): string | undefined {
    writeTurn(buffer, events, commands);
    buffer.newline();
    this.turns += 1;
    this.#isLost ||= this.#isFull();
    if (this.#isLost) return 'there is no room left on the disk';
    if (!this.#isKept) return undefined;
    for (const command of commands)
      if (command.kind === 'place') this.#lastOrderId = command.order.clientOrderId;
    const { turns } = this.#life();
    turns.push({ events: events.map(kept), commands: [...commands] });
    if (hasConsequence(events, commands)) this.#committed = turns.length;
    if (commands.some(waitsForRecord)) this.#durable = turns.length;
    return undefined;
  }

  /** The process has died, and what was not committed is gone. */
  crash({ atUs, isPowerCut, turnsTorn, isBelieved }: Death): void {
    const life = this.#life();
    const { turns } = life;
    let left = this.#committed;
    if (isPowerCut) while (left > this.#durable && endOf(turns[left - 1]) > atUs - writeThroughUs) left -= 1;
    turns.length = Math.max(0, Math.min(left, this.#committed - turnsTorn));
    // What a power cut leaves of the word is any older one.
    const lastOrderId = isPowerCut ? undefined : this.#announced;
    life.departures = isPowerCut && !isBelieved ? 'unknown' : { lastOrderId };
    this.unrecorded = Math.max(0, (this.#announced ?? 0) - (this.#lastOrderId ?? 0));
    this.#lives.push(newLife());
    this.#announced = undefined;
    this.#committed = 0;
    this.#durable = 0;
    this.#isLost = false;
  }

  /**
   * A bit flips in what dead processes have left: so many turns at its end cannot be vouched for any more, because each is chained
   * to the one before. What was there is known by a mark that is kept apart. Returns whether anything was lost.
   */
  flip(turnsLost: number): boolean {
    const dead = this.#lives.slice(0, -1);
    const written = dead.reduce((sum, { turns }) => sum + turns.length, 0);
    const lostEnd = { turns: written, lastOrderId: this.#lastOrderId };
    let left = Math.max(0, written - turnsLost);
    if (left === written) return false;
    this.#lives = [];
    for (const life of dead) {
      const isLast = left <= life.turns.length;
      const turns = life.turns.slice(0, left);
      this.#lives.push(isLast ? { turns, lostEnd, departures: 'unknown' } : { ...life, turns });
      if (isLast) break;
      left -= turns.length;
    }
    this.#lives.push(newLife());
    return true;
  }

  /** What recovery reads: every process of the run, the one that begins now left out. */
  get lives(): readonly KeptLife[] {
    return this.#lives.slice(0, -1);
  }

  /** 64 hexadecimal digits over every turn of every process, those included that no record outlived. */
  hash(): string {
    return createHash('sha256').update(buffer.bytes()).digest('hex');
  }

  #life(): KeptLife {
    return this.#lives.at(-1) as KeptLife;
  }
}

interface KeptLife extends Life {
  readonly turns: TurnOnRecord[];
  departures?: Departures;
}

const newLife = (): KeptLife => ({ turns: [] });

/** As the journal in src/journal/ judges: market data and time come again, and queries may be asked again. */
function hasConsequence(events: readonly EngineEvent[], commands: readonly Command[]): boolean {
  return !events.every(isRoutineEvent) || !commands.every(isQuery);
}

const waitsForRecord = (command: Command): boolean =>
  command.kind === 'place' && command.order.role !== 'hedge';

const endOf = (turn: TurnOnRecord | undefined): number => turn?.events.at(-1)?.atUs ?? 0;

const isRoutineEvent = ({ kind }: EngineEvent): boolean =>
  kind === 'book' || kind === 'trade' || kind === 'time';
const isQuery = ({ kind }: Command): boolean =>
  kind === 'query-order' || kind === 'query-position' || kind === 'query-fills';
