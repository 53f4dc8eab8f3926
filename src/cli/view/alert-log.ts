// The alerts of a run, the latest first, in bounded memory: the journal has them all.
import type { AlertCommand } from '../../core/commands.ts';
import type { RaisedAlert } from './frame/frame-model.ts';

const keptMax = 100;

export class AlertLog {
  readonly #latestFirst: RaisedAlert[] = [];
  #count = 0;

  add(alert: AlertCommand, atUs: number): void {
    this.#latestFirst.unshift({ alert, atUs });
    if (this.#latestFirst.length > keptMax) this.#latestFirst.pop();
    this.#count += 1;
  }

  get latestFirst(): readonly RaisedAlert[] {
    return this.#latestFirst;
  }

  /** Older ones than those kept. */
  get forgotten(): number {
    return this.#count - this.#latestFirst.length;
  }
}
