// How a run has its memory looked after. What the runtime does by itself is made for throughput: its young generation grows to three times 16 MB, and
// is collected whenever it is full, which is in the middle of a hedge as often as anywhere. See docs/decisions/0020.
import { getHeapStatistics, setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';

/** What a collection now could come in the way of: a hedge, the fill of an order that rests, or nothing. */
export type AtStake = 'naked' | 'resting' | 'nothing';

/** What is worth collecting of what was allocated since; less than the young generation holds, so that it is seldom full by itself. */
const worthCollectingBytes = { nothing: 256 * 1_024, resting: 768 * 1_024 };
/** A look costs some microseconds, and a turn seldom allocates more than 8 KB. */
const turnsBetweenLooks = { nothing: 32, resting: 64 };

/** For the rest of the process: the young generation stays as small as it begins, and the old one is collected before it has doubled. */
export function boundHeap(): void {
  setFlagsFromString('--semi-space-growth-factor=1');
  setFlagsFromString('--heap-growing-percent=50');
}

export interface Heap {
  usedBytes(): number;
  /** The young generation alone: what is garbage costs nothing, and little else is in it. */
  collectYoung(): void;
}

/** Collects while nothing is at risk, so that nothing has to be collected while something is. */
export class QuietCollector {
  #heap: Heap | undefined;
  #turns = 0;
  #usedAfterBytes = Infinity;

  /** The process's own, opened when it is first needed, unless another is given. */
  constructor(heap?: Heap) {
    this.#heap = heap;
  }

  /** After a turn, when everything that it asked for is on its way. */
  look(atStake: AtStake): void {
    this.#turns += 1;
    if (atStake === 'naked' || this.#turns < turnsBetweenLooks[atStake]) return;
    this.#turns = 0;
    this.#heap ??= heapOfProcess();
    const usedBytes = this.#heap.usedBytes();
    // Less than before: the runtime has collected by itself.
    this.#usedAfterBytes = Math.min(this.#usedAfterBytes, usedBytes);
    if (usedBytes - this.#usedAfterBytes < worthCollectingBytes[atStake]) return;
    this.#heap.collectYoung();
    this.#usedAfterBytes = this.#heap.usedBytes();
  }
}

type Collect = (options: { readonly type: 'minor' }) => void;

export function heapOfProcess(): Heap {
  setFlagsFromString('--expose-gc');
  // Only contexts that are made from now on have it.
  const collect = runInNewContext('gc') as Collect;
  return {
    usedBytes: () => getHeapStatistics().used_heap_size,
    collectYoung: () => collect({ type: 'minor' }),
  };
}
