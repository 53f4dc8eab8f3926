// How a request gets its answer, or does not: the one place where faults strike requests, over HTTP and over sockets alike.
import { microseconds } from '../../core/limits.ts';
import type { Clock } from '../../ports/clock.ts';
import type { FaultBoard } from './fault-board.ts';
import type { RequestPurpose } from './router.ts';

/** What the venue says when it does not carry a request out. */
export interface FaultWords<Answer> {
  rateLimited(retryAfterMs: number): Answer;
  maintenance(): Answer;
}

export interface Answering<Answer> {
  readonly purpose: RequestPurpose;
  readonly words: FaultWords<Answer>;
  /** What is no answer of a venue at all. */
  readonly garbled: Answer;
  carryOut(): Answer;
  send(answer: Answer): void;
  cut(): void;
}

export function answerUnderFaults<Answer>(
  faults: FaultBoard,
  clock: Clock,
  answering: Answering<Answer>,
): void {
  const { purpose, words } = answering;
  if (faults.isQuiet) {
    answering.send(answering.carryOut());
    return;
  }
  if (faults.isOn('freeze')) return;
  const limited = faults.strike('rate-limit', purpose);
  if (limited !== undefined) {
    answering.send(words.rateLimited(limited.retryAfterMs));
    return;
  }
  if (faults.strike('maintenance', purpose) !== undefined) {
    answering.send(words.maintenance());
    return;
  }
  if (faults.strike('drop-request', purpose) !== undefined) return;
  const late = faults.strike('delay-request', purpose);
  if (late === undefined) carryOut(faults, clock, answering);
  else clock.wakeAt(clock.nowUs() + microseconds(late.delayMs), () => carryOut(faults, clock, answering));
}

function carryOut<Answer>(faults: FaultBoard, clock: Clock, answering: Answering<Answer>): void {
  const { purpose } = answering;
  const answer = answering.carryOut();
  if (faults.strike('drop-reply', purpose) !== undefined) return;
  if (faults.strike('cut-reply', purpose) !== undefined) {
    answering.cut();
    return;
  }
  const told = faults.strike('garble-reply', purpose) === undefined ? answer : answering.garbled;
  const late = faults.strike('delay-reply', purpose);
  if (late === undefined) answering.send(told);
  else clock.wakeAt(clock.nowUs() + microseconds(late.delayMs), () => answering.send(told));
}
