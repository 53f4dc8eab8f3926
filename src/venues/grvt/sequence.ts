// Whether a feed told everything: every frame names the one before it. A repeated frame is nothing, a missing one is a gap.
import type { FeedFrame } from './frames.ts';

export type Continuity = 'snapshot' | 'next' | 'repeated' | 'gap';

/** The last sequence number of each feed of one socket. */
export class Sequence {
  readonly #last = new Map<string, number>();
  readonly #first = new Map<string, number>();

  /** `feed` is the stream, and the instrument where it has one for each. */
  judge(feed: string, { sequence, previous }: Pick<FeedFrame, 'sequence' | 'previous'>): Continuity {
    if (sequence === 0) return 'snapshot';
    const last = this.#last.get(feed);
    if (last === sequence) return 'repeated';
    const isNext = last === undefined ? (this.#first.get(feed) ?? sequence) === sequence : last === previous;
    if (!isNext) return 'gap';
    this.#last.set(feed, sequence);
    return 'next';
  }

  /** What the venue says, when a feed is subscribed to, that its first frame after the snapshots will be. */
  begin(feed: string, first: number): void {
    this.#first.set(feed, first);
  }

  /** A new socket begins anew. */
  forget(): void {
    this.#last.clear();
    this.#first.clear();
  }
}
