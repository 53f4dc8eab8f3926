// Who may do more than look: whoever has the token. It is compared in a time that tells nothing, and guessing is slow for everybody, because
// who guesses can have any address.
import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';

export type Admission = 'granted' | 'refused' | 'too-many';

const triesMax = 10;
const triesPerMs = 60_000;

export class TokenGuard {
  readonly #digest: Buffer;
  readonly #nowMs: () => number;
  /** When wrong ones were given, the oldest first. */
  #wrongAtMs: number[] = [];

  constructor(token: string, nowMs: () => number = () => performance.now()) {
    this.#digest = digestOf(token);
    this.#nowMs = nowMs;
  }

  /** By the value of the header `Authorization`. */
  admit(authorization: string | undefined): Admission {
    const nowMs = this.#nowMs();
    this.#wrongAtMs = this.#wrongAtMs.filter((atMs) => nowMs - atMs < triesPerMs);
    if (this.#wrongAtMs.length >= triesMax) return 'too-many';
    const given = /^Bearer ([\w-]{1,256})$/.exec(authorization ?? '')?.[1];
    if (given === undefined) return 'refused';
    if (timingSafeEqual(digestOf(given), this.#digest)) return 'granted';
    this.#wrongAtMs.push(nowMs);
    return 'refused';
  }
}

/** 192 bits, in characters that a header and an address take. */
export const createToken = (): string => randomBytes(24).toString('base64url');

/** Shorter ones can be guessed, and others do not fit a header. */
export const isGoodToken = (token: string): boolean => /^[\w-]{16,256}$/.test(token);

const digestOf = (token: string): Buffer => createHash('sha256').update(token).digest();
