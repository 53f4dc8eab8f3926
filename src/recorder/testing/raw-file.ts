// Builds raw recordings line by line, as a recorder of Binance's three markets writes them. Times are ms since an epoch of
// the test; the recorder's clock is 1272 ms behind the exchange's.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll } from 'vitest';

export type Market = 'USD-M' | 'COIN-M' | 'spot';
/** Price and quantity, as text. */
export type Level = readonly [string, string];

export const epochMs = 1_723_161_600_000;
export const clockBehindMs = 1272;
/** Delay of every message whose time of receipt is not given. */
export const usualDelayMs = 5;

interface Timed {
  /** Venue time. */
  readonly atMs: number;
  /** When the recorder received it, on the venue's clock. */
  readonly receivedMs?: number;
}

interface Book {
  readonly bids?: readonly Level[];
  readonly asks?: readonly Level[];
}

export class RawFile {
  readonly lines: string[] = [];
  readonly #market: Market;
  readonly #symbol: string;
  readonly #pair: string;

  constructor(market: Market, symbol: string = market === 'COIN-M' ? 'BTCUSD_PERP' : 'BTCUSDT') {
    this.#market = market;
    this.#symbol = symbol;
    this.#pair = symbol.split('_')[0]!;
  }

  snapshot({ id, bids = [], asks = [], ...time }: Timed & Book & { readonly id: number }): this {
    const own = {
      spot: {},
      'USD-M': this.#times(time),
      'COIN-M': { ...this.#times(time), symbol: this.#symbol, pair: this.#pair },
    };
    return this.#line(time, { lastUpdateId: id, ...own[this.#market], bids, asks });
  }

  /** Changes of the updates from `first` to `last`; `previous` is the last update of the message before (futures). */
  depth({
    ids: [first, last],
    previous = first - 1,
    bids = [],
    asks = [],
    ...time
  }: Timed & Book & { readonly ids: readonly [number, number]; readonly previous?: number }): this {
    const ids = this.#market === 'spot' ? { U: first, u: last } : { U: first, u: last, pu: previous };
    const { E, T } = this.#times(time);
    const times = this.#market === 'spot' ? { E } : { E, T };
    return this.#stream('depth@100ms', time, {
      e: 'depthUpdate',
      ...times,
      ...this.#names(),
      ...ids,
      b: bids,
      a: asks,
    });
  }

  touch({
    id,
    bid,
    ask,
    ...time
  }: Timed & { readonly id: number; readonly bid: Level; readonly ask: Level }): this {
    const best = { b: bid[0], B: bid[1], a: ask[0], A: ask[1] };
    const times = this.#market === 'spot' ? {} : { e: 'bookTicker', ...this.#times(time) };
    return this.#stream('bookTicker', time, { u: id, ...this.#names(), ...best, ...times });
  }

  trade({
    id,
    level: [p, q],
    taker,
    type = 'MARKET',
    ...time
  }: Timed & {
    readonly id: number;
    readonly level: Level;
    readonly taker: 'buys' | 'sells';
    readonly type?: string;
  }): this {
    const own = this.#market === 'spot' ? { M: true } : { X: type };
    const trade = {
      e: 'trade',
      ...this.#times(time),
      s: this.#symbol,
      t: id,
      p,
      q,
      ...own,
      m: taker === 'sells',
    };
    return this.#stream('trade', time, trade);
  }

  /** Any JSON, received at a time. */
  json(receivedMs: number, value: unknown): this {
    return this.#line({ atMs: receivedMs, receivedMs }, value);
  }

  text(): string {
    return this.lines.map((line) => `${line}\n`).join('');
  }

  #names(): object {
    return this.#market === 'COIN-M' ? { s: this.#symbol, ps: this.#pair } : { s: this.#symbol };
  }

  #times({ atMs }: Timed): { readonly E: number; readonly T: number } {
    return { E: epochMs + atMs + 1, T: epochMs + atMs };
  }

  #stream(name: string, time: Timed, data: object): this {
    return this.#line(time, { stream: `${this.#symbol.toLowerCase()}@${name}`, data });
  }

  #line({ atMs, receivedMs = atMs + usualDelayMs }: Timed, value: unknown): this {
    const localMs = epochMs + receivedMs - clockBehindMs;
    this.lines.push(`${localMs}000000 ${JSON.stringify(value)}`);
    return this;
  }
}

/** A folder for the files of one test file; it is removed when the tests are done. */
export function temporaryFolder(): { readonly write: (name: string, content: string | Buffer) => string } {
  const folder = mkdtempSync(join(tmpdir(), 'evenkeel-recorder-'));
  afterAll(() => rmSync(folder, { recursive: true }));
  return {
    write: (name, content) => {
      const path = join(folder, name);
      writeFileSync(path, content);
      return path;
    },
  };
}
