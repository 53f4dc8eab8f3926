// The largest of the latest values, for the price of a comparison: over the last one to two spans of time.

export class RollingMax {
  readonly #spanUs: number;
  #spanStartUs = 0;
  #current = 0;
  #previous = 0;

  constructor(spanUs: number) {
    this.#spanUs = spanUs;
  }

  /** Times never go back. */
  add(nowUs: number, value: number): void {
    this.#advance(nowUs);
    if (value > this.#current) this.#current = value;
  }

  /** 0 while nothing was added of late. */
  value(nowUs: number): number {
    this.#advance(nowUs);
    return this.#current > this.#previous ? this.#current : this.#previous;
  }

  #advance(nowUs: number): void {
    const passedUs = nowUs - this.#spanStartUs;
    if (passedUs < this.#spanUs) return;
    this.#previous = passedUs < 2 * this.#spanUs ? this.#current : 0;
    this.#current = 0;
    this.#spanStartUs = nowUs;
  }
}
