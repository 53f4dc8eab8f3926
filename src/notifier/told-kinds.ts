// When notices of each kind were last told: what comes again and again is told a few times, and then from time to time.
import { limits, microseconds } from '../core/limits.ts';

export class ToldKinds {
  /** In µs, oldest first; of each kind no more than count. */
  readonly #toldAtUs = new Map<string, readonly number[]>();

  add(kinds: readonly string[], nowUs: number): void {
    for (const kind of kinds) {
      const before = this.#toldAtUs.get(kind) ?? [];
      this.#toldAtUs.set(kind, [...before, nowUs].slice(-limits.noticesLikeMax));
    }
  }

  /** When the next of this kind may be told, in µs; 0 where it may be at once. */
  nextUs(kind: string, nowUs: number): number {
    const told = this.#toldAtUs.get(kind) ?? [];
    const recent = told.filter((atUs) => nowUs - atUs < microseconds(limits.noticesLikeWindowMs));
    const last = recent.at(-1);
    if (last === undefined || recent.length < limits.noticesLikeMax) return 0;
    return last + microseconds(limits.noticesLikeGapMs);
  }
}
