// Calls under way over a socket, by their ids. Each ends once: by its answer, by the loss of the socket, or by the end of patience.
// One timer watches them all, because nearly every call is answered long before.
import { limits, microseconds } from '../../core/limits.ts';
import type { Clock } from '../../ports/clock.ts';

interface PendingCall<Answer> {
  readonly answered: (answer: Answer) => void;
  readonly deadlineUs: number;
}

export class PendingCalls<Answer> {
  readonly #clock: Clock;
  readonly #timedOut: Answer;
  /** Oldest first, and so are their deadlines. */
  readonly #calls = new Map<number, PendingCall<Answer>>();
  #isWatching = false;

  /** `timedOut` is what a call comes to that nobody answers. */
  constructor(clock: Clock, timedOut: Answer) {
    this.#clock = clock;
    this.#timedOut = timedOut;
  }

  add(id: number, answered: (answer: Answer) => void): void {
    const deadlineUs = this.#clock.nowUs() + microseconds(limits.requestTimeoutMs);
    this.#calls.set(id, { answered, deadlineUs });
    if (!this.#isWatching) this.#watchUntil(deadlineUs);
  }

  /** A call that only the loss of the socket ends before its answer. */
  addPatient(id: number, answered: (answer: Answer) => void): void {
    this.#calls.set(id, { answered, deadlineUs: Infinity });
  }

  /** An answer to a call that has ended says nothing. */
  answer(id: number, answer: Answer): void {
    const call = this.#calls.get(id);
    this.#calls.delete(id);
    call?.answered(answer);
  }

  /** Ends all of them. */
  answerAll(answer: Answer): void {
    const calls = [...this.#calls.values()];
    this.#calls.clear();
    for (const { answered } of calls) answered(answer);
  }

  /** Nobody waits for them any more. */
  forget(): void {
    this.#calls.clear();
  }

  #watchUntil(deadlineUs: number): void {
    this.#isWatching = true;
    this.#clock.wakeAt(deadlineUs, () => {
      this.#isWatching = false;
      this.#endOverdue();
    });
  }

  #endOverdue(): void {
    const nowUs = this.#clock.nowUs();
    for (const [id, { deadlineUs }] of this.#calls) {
      if (deadlineUs === Infinity) continue;
      if (deadlineUs > nowUs) {
        if (!this.#isWatching) this.#watchUntil(deadlineUs);
        return;
      }
      this.answer(id, this.#timedOut);
    }
  }
}
