// A file whose existence halts the run: for whoever has a shell on the machine, or a script, and no keyboard of this process.
import { lstatSync } from 'node:fs';
import { systemErrorCode } from '../../journal/failure.ts';
import { refused, type CheckFailure } from '../../core/checked.ts';

const betweenLooksMs = 1_000;

/** `undefined` while nothing is there; otherwise why the switch counts as thrown. One that cannot be looked at is no switch. */
export function whyKilled(path: string): string | undefined {
  try {
    lstatSync(path);
    return `the file ${path} exists`;
  } catch (error) {
    const reason = systemErrorCode(error);
    return reason === 'ENOENT' ? undefined : `the file ${path} cannot be looked for (${reason})`;
  }
}

/** Before the start: a switch that is thrown already refuses it. */
export function refuseIfKilled(path: string | undefined): CheckFailure | undefined {
  const reason = path === undefined ? undefined : whyKilled(path);
  if (reason === undefined) return undefined;
  return refused(
    'kill-switch',
    `--kill-switch: ${reason}`,
    'remove it when trading is safe again, then start',
  );
}

/** Times are ms of any clock that never goes back. */
export class KillSwitch {
  readonly #path: string | undefined;
  #nextLookMs = 0;
  #isThrown = false;

  constructor(path: string | undefined) {
    this.#path = path;
  }

  /** Looks about once a second; tells why, once, when the switch is thrown. */
  look(nowMs: number): string | undefined {
    if (this.#path === undefined || this.#isThrown || nowMs < this.#nextLookMs) return undefined;
    this.#nextLookMs = nowMs + betweenLooksMs;
    const reason = whyKilled(this.#path);
    this.#isThrown = reason !== undefined;
    return reason;
  }
}
