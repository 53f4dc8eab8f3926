// Levels that market events borrow while a record is read, so that a million books cost no million buffers. As in a run, they are valid
// until the next turn.
import { LevelBuffer } from '../core/levels.ts';

const levelsUsual = 8;

export class LentLevels {
  readonly #buffers: LevelBuffer[] = [];
  #lent = 0;

  /** Empty, and nobody else's until all are taken back. */
  lend(): LevelBuffer {
    const buffer = (this.#buffers[this.#lent] ??= new LevelBuffer(levelsUsual));
    this.#lent += 1;
    buffer.clear();
    return buffer;
  }

  takeBack(): void {
    this.#lent = 0;
  }
}
