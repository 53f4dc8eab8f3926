// Markets traded side by side, a thread for each core. A run that crashes is a bug of the engine, and ends everything loudly.
import { availableParallelism } from 'node:os';
import type { Checked } from '../../core/checked.ts';
import { Threads } from '../crew/threads.ts';
import type { MarketJob, MarketResult } from './play-market.ts';

/** A day of a market takes minutes. */
const hangsAfterMs = 3_600_000;
/** A recording takes ten times the size of its file while it is opened. */
const heapMegabytes = 4_096;

type Played = Checked<MarketResult> | { readonly crash: string };

export class MarketCrew {
  readonly #threads: Threads<MarketJob, Played>;

  constructor(threads: number = availableParallelism()) {
    this.#threads = new Threads<MarketJob, Played>({
      threads,
      // All that is built lies in one folder.
      program: new URL('./backtest-worker.js', import.meta.url),
      hangsAfterMs,
      heapMegabytes,
      crashOf: (_job, text, stack) => ({ crash: [text, ...stack].join('\n') }),
    });
  }

  get threads(): number {
    return this.#threads.count;
  }

  /** `undefined` when it was given up. */
  async play(job: MarketJob): Promise<Checked<MarketResult> | undefined> {
    const played = await this.#threads.run(job);
    if (played !== undefined && 'crash' in played)
      throw new Error(`a run of a backtest crashed: ${played.crash}`);
    return played;
  }

  /** Whatever still runs is given up. */
  giveUp(): void {
    this.#threads.giveUp();
  }

  /** To be called at the end: all threads are gone then. */
  close(): Promise<void> {
    return this.#threads.close();
  }
}
