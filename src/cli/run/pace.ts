// Lets virtual time pass at the pace that was asked for: with the wall clock, a multiple of it, or as fast as it goes.
import { performance } from 'node:perf_hooks';
import { setImmediate, setTimeout } from 'node:timers/promises';
import type { Speed } from '../settings/read-simulation.ts';

/** How often the process looks up, for signals and the screen, while it runs at full speed. */
const lookUpMs = 20;
const itemsBetweenClocks = 256;

export interface PacedRun {
  /** Time of whatever happens next, in µs; Infinity when nothing is left. */
  readonly peekUs: () => number;
  /** False when nothing was left to happen by then. */
  readonly runNext: (untilUs: number) => boolean;
  readonly isOver: () => boolean;
  /** Called several times a second of wall time, between items. */
  readonly onLookUp: () => void;
}

/** Returns when the run is over or nothing is left to happen. */
export async function pace(run: PacedRun, speed: Speed): Promise<void> {
  if (speed === 'max') await runFlatOut(run);
  else await runWithTheClock(run, speed);
}

async function runFlatOut(run: PacedRun): Promise<void> {
  let lookedUpAtMs = performance.now();
  while (!run.isOver()) {
    for (let items = 0; items < itemsBetweenClocks && !run.isOver(); items += 1)
      if (!run.runNext(Infinity)) return;
    if (performance.now() - lookedUpAtMs < lookUpMs) continue;
    run.onLookUp();
    await setImmediate();
    lookedUpAtMs = performance.now();
  }
}

async function runWithTheClock(run: PacedRun, speed: number): Promise<void> {
  const startUs = run.peekUs();
  const startMs = performance.now();
  while (!run.isOver()) {
    const dueUs = startUs + (performance.now() - startMs) * 1_000 * speed;
    while (!run.isOver() && run.runNext(dueUs)) continue;
    const nextUs = run.peekUs();
    if (run.isOver() || nextUs === Infinity) return;
    run.onLookUp();
    await setTimeout(Math.min(lookUpMs, Math.max(1, (nextUs - dueUs) / (1_000 * speed))));
  }
}
