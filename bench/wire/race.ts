// Contestants take turns, a round of fills each, against the same servers in another process.
import { ask, startNodeBot, startProcess, startPythonBot, type End } from './bots.ts';
import type { BotOrder, PairName, ServerAnswer, ServerRequest } from './messages.ts';

export interface WireContestant {
  readonly name: string;
  /** The file of its process, without its ending; or Python. */
  readonly program: 'engine-bot' | 'bare-bot' | 'ccxt-bot' | 'python';
  /** Where a program comes in several kinds. */
  readonly kind?: string;
  readonly fills: number;
  /** Arriving meanwhile, from both venues together. */
  readonly booksPerSecond?: number;
}

export interface WireResult {
  readonly name: string;
  readonly fills: number;
  /** In µs. */
  readonly p50: number;
  readonly p99: number;
}

interface Entry {
  readonly contestant: WireContestant;
  readonly match: number;
  readonly end: End;
  readonly took: number[];
}

const fillsPerRound = 100;
/** For the compiler to warm up, which takes so many; of slow peers, which are measured less, a part of that is. */
const warmUpFills = 1_000;
const warmUpShare = 0.2;
const warmUpOf = (fills: number): number =>
  fills >= warmUpFills ? warmUpFills : Math.ceil(fills * warmUpShare);

export class WireServers {
  readonly #process = startProcess('servers');

  /** In the order of `contestants`. */
  async race(pair: PairName, contestants: readonly WireContestant[]): Promise<WireResult[]> {
    const entries: Entry[] = [];
    try {
      for (const contestant of contestants) entries.push(await this.#enter(pair, contestant));
      for (const entry of entries) await this.#round(entry, warmUpOf(entry.contestant.fills));
      const isDone = ({ took, contestant }: Entry): boolean => took.length >= contestant.fills;
      while (!entries.every(isDone)) {
        for (const entry of entries) {
          if (isDone(entry)) continue;
          const fills = Math.min(fillsPerRound, entry.contestant.fills - entry.took.length);
          entry.took.push(...(await this.#round(entry, fills)));
        }
      }
      return entries.map(resultOf);
    } finally {
      for (const { match, end } of entries) {
        end();
        await this.#ask({ kind: 'close', match });
      }
    }
  }

  close(): void {
    this.#process.disconnect();
  }

  async #enter(pair: PairName, contestant: WireContestant): Promise<Entry> {
    const { program, kind = '' } = contestant;
    // CCXT takes long for an order: it is told of fills of made-up ones.
    const opened = await this.#ask({ kind: 'open', pair, placesMakers: program !== 'ccxt-bot' });
    if (opened.kind !== 'opened') throw new Error('servers that are asked to open say where they are');
    const { match, places } = opened;
    const order: BotOrder = { kind, ...places };
    const end = await (program === 'python' ? startPythonBot(order) : startNodeBot(program, order));
    return { contestant, match, end, took: [] };
  }

  async #round({ match, contestant }: Entry, fills: number): Promise<readonly number[]> {
    const { booksPerSecond = 0 } = contestant;
    const answer = await this.#ask({ kind: 'round', match, fills, booksPerSecond });
    return answer.kind === 'took' ? answer.microseconds : [];
  }

  async #ask(request: ServerRequest): Promise<ServerAnswer> {
    const answer = await ask<ServerAnswer>(this.#process, request);
    if (answer.kind === 'failed') throw new Error(answer.text);
    return answer;
  }
}

function resultOf({ contestant: { name }, took }: Entry): WireResult {
  const sorted = took.toSorted((left, right) => left - right);
  const at = (share: number): number =>
    sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN;
  return { name, fills: sorted.length, p50: at(0.5), p99: at(0.99) };
}
