// The last events and commands of a run, to be read beside a violation: kept as they are, made into text only when somebody asks.
import { formatBase, type BaseQuantity } from '../src/core/money.ts';
import type { Command } from '../src/core/commands.ts';
import type { EngineEvent } from '../src/core/events.ts';
import { encodeCommand, encodeEvent } from '../src/journal/encode.ts';
import type { Observed } from './observed.ts';

const itemsKept = 64;

interface Item {
  readonly atUs: number;
  readonly events: readonly EngineEvent[];
  readonly commands: readonly Command[];
  readonly delta: BaseQuantity;
}

export class EventWindow {
  readonly #items: (Item | undefined)[] = new Array<Item | undefined>(itemsKept).fill(undefined);
  #count = 0;

  /** Market data and heartbeats that lead to nothing are left out: they would push out what matters. */
  follow(observed: Observed): void {
    const { delivered, commands, nowUs, startUs, trueDelta } = observed;
    if (commands.length === 0 && !delivered.some(isRare)) return;
    this.#items[this.#count % itemsKept] = {
      atUs: nowUs - startUs,
      events: delivered.filter(isRare),
      commands: [...commands],
      delta: trueDelta,
    };
    this.#count += 1;
  }

  /** Oldest first. The true net delta is told where it changes. */
  lines(linesMax: number): string[] {
    const lines: string[] = [];
    let told: BaseQuantity | undefined;
    for (let index = Math.max(0, this.#count - itemsKept); index < this.#count; index += 1) {
      const item = this.#items[index % itemsKept];
      if (item === undefined) continue;
      const at = (item.atUs / 1_000_000).toFixed(6).padStart(11);
      for (const event of item.events) lines.push(`${at}   ${encodeEvent(event)}`);
      for (const command of item.commands) lines.push(`${at} > ${encodeCommand(command)}`);
      if (item.delta !== told) lines.push(`${at}   true net delta ${formatBase(item.delta)}`);
      told = item.delta;
    }
    return lines.slice(-linesMax);
  }
}

const isRare = ({ kind }: EngineEvent): boolean => kind !== 'book' && kind !== 'trade' && kind !== 'time';
