// How a run's results have gone since it is watched: a point every so often, and when there are as many as are kept, every other one goes,
// so that a week has no more of them than an hour.
import type { RunStatus } from '../../status/run-status.ts';

export interface HistoryPoint {
  readonly atMs: number;
  readonly grossPnl: string;
  readonly netPnl: string;
  readonly costPerMillion: string | null;
}

const pointsMax = 240;
const firstStepSeconds = 2;

export class History {
  #points: HistoryPoint[] = [];
  #stepSeconds = firstStepSeconds;

  get points(): readonly HistoryPoint[] {
    return this.#points;
  }

  get stepSeconds(): number {
    return this.#stepSeconds;
  }

  add({ madeAtMs: atMs, money }: Pick<RunStatus, 'madeAtMs' | 'money'>): void {
    const last = this.#points.at(-1);
    if (last !== undefined && atMs - last.atMs < this.#stepSeconds * 1_000) return;
    this.#points.push({
      atMs,
      grossPnl: money.grossPnlQuote,
      netPnl: money.netPnlQuote,
      costPerMillion: money.costPerMillionQuote,
    });
    if (this.#points.length <= pointsMax) return;
    this.#points = this.#points.filter((_, index) => index % 2 === 0);
    this.#stepSeconds *= 2;
  }
}
