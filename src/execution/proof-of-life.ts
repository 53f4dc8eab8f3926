// What is known of a venue's life: whether it has shown that it takes and cancels an order of ours, since it last gave cause
// to doubt that. Nothing is quoted on either leg before both have.
import { limits, microseconds } from '../core/limits.ts';
import type { Instrument } from '../core/instrument.ts';
import type { OrderRecord } from '../core/order.ts';

export interface ProofOfLife {
  /** When the venue last ended an order that it had taken because we asked it to, in µs; 0 when it never did. */
  provenAtUs: number;
  /** When it last gave cause for doubt: it said that it does not trade, or came back after silence; in µs. */
  lostAtUs: number;
  /** When it was last found to have kept to itself what its private stream should have told, in µs; 0 when it never was. */
  keptAtUs: number;
  /** No probe before this, in µs. */
  nextTryAtUs: number;
  /** Probes in a row that proved nothing: the pause doubles with each. */
  failuresInRow: number;
  /** What came instead of proof the last time, in words. */
  answer: string | undefined;
  /** The probe under way was refused, whatever was said of it before. */
  isRefused: boolean;
}

export function createProofOfLife(): ProofOfLife {
  return {
    provenAtUs: 0,
    lostAtUs: 0,
    keptAtUs: 0,
    nextTryAtUs: 0,
    failuresInRow: 0,
    answer: undefined,
    isRefused: false,
  };
}

export const isProven = ({ provenAtUs, lostAtUs }: ProofOfLife): boolean => provenAtUs > lostAtUs;

/** Its private stream has spoken since it last kept something to itself, if it ever did. */
export const isHeard = ({ provenAtUs, keptAtUs }: ProofOfLife): boolean =>
  keptAtUs === 0 || provenAtUs > keptAtUs;

/** Why nothing is quoted, for people: which venue, and what it answered. */
export function lackOfProof({ answer }: ProofOfLife, { venue }: Instrument): string {
  const waiting = `waiting for proof of life of ${venue}`;
  return answer === undefined ? waiting : `${waiting}, whose last answer was ${answer}`;
}

export function loseLife(life: ProofOfLife, nowUs: number): void {
  life.lostAtUs = nowUs;
}

/** What its private stream should have told came by asking. */
export function loseWord(life: ProofOfLife, nowUs: number): void {
  life.keptAtUs = nowUs;
  loseLife(life, nowUs);
}

/** The probe under way will prove nothing. */
export function noteRefusedProbe(life: ProofOfLife, answer: string): void {
  life.isRefused = true;
  life.answer = answer;
}

/** To be called before the probe is counted as ended: proof is that it was taken, and went because we asked for it. */
export function concludeProbe(life: ProofOfLife, probe: OrderRecord, nowUs: number): void {
  const isFilled = probe.filled >= probe.request.quantity;
  const isTaken = probe.venueOrderId !== undefined && !life.isRefused;
  if (isTaken && probe.state === 'cancelling' && !isFilled) {
    life.provenAtUs = nowUs;
    life.failuresInRow = 0;
    life.answer = undefined;
    return;
  }
  if (isFilled) life.answer = 'a fill of the probe';
  const doubledMs = limits.probePauseMs * 2 ** Math.min(life.failuresInRow, 16);
  life.failuresInRow += 1;
  life.nextTryAtUs = nowUs + microseconds(Math.min(doubledMs, limits.probePauseMsMax));
}
