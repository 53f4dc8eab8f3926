// B4: how many simulated events a second the fault simulator takes on one core, with the hash of the whole log and every invariant
// after every event, beside three floors: what merely passing events through costs, and queueing, comparing and hashing them.
import { createHash } from 'node:crypto';
import { AsciiBuffer } from '../src/journal/ascii-buffer.ts';
import { TimerHeap } from '../src/venues/simulated/timer-heap.ts';
import { allChecks } from '../simulator/checks/all.ts';
import { runSeed } from '../simulator/run-seed.ts';
import { takeTurns, type Contestant, type Result } from './measure.ts';

/** As many timers as a run has under way, about. */
const timersUnderWay = 16;
const trivialChecks = 12;
const comparisons = 15;
const floorEvents = 300_000;
const seedsPerRound = 30;

export interface SimulationResults {
  readonly results: readonly Result[];
  /** Simulated seconds in a second of ours. */
  readonly timesRealTime: number;
}

export async function measureSimulation(rounds: number): Promise<SimulationResults> {
  const simulated = { events: 0, seconds: 0 };
  const results = await takeTurns(
    [
      { name: `bare event loop, ${trivialChecks} trivial checks`, round: bareLoop },
      { name: `heap, ${comparisons} BigInt comparisons`, round: () => heapLoop(undefined) },
      {
        name: `heap, ${comparisons} BigInt comparisons, a hashed line per event`,
        round: () => heapLoop(createHash('sha256')),
      },
      simulator(simulated),
    ],
    rounds,
  );
  const eventsPerSimulatedSecond = simulated.events / simulated.seconds;
  return { results, timesRealTime: (results.at(-1)?.unitsPerSecond ?? 0) / eventsPerSimulatedSecond };
}

/** The same seeds in every round. */
function simulator(simulated: { events: number; seconds: number }): Contestant {
  return {
    name: `fault simulator, seeds 1–${seedsPerRound}, all invariants and the hash of the log`,
    round: () => {
      let events = 0;
      for (let seed = 1; seed <= seedsPerRound; seed += 1) {
        const result = runSeed(seed, { checks: allChecks });
        events += result.events;
        simulated.events += result.events;
        simulated.seconds += result.virtualSeconds;
      }
      return events;
    },
  };
}

function bareLoop(): number {
  const state = { nowUs: 0, position: 0, failed: 0 };
  const checks = Array.from(
    { length: trivialChecks },
    (_unused, index) => (): boolean => state.position <= state.nowUs + index,
  );
  for (let event = 0; event < floorEvents; event += 1) {
    state.nowUs += 1;
    state.position = event & 7;
    for (const check of checks) if (!check()) state.failed += 1;
  }
  return proven(state.failed);
}

/** Every event is a timer that sets the next one, and is followed by comparisons of a delta that moves. */
function heapLoop(hash: ReturnType<typeof createHash> | undefined): number {
  const heap = new TimerHeap();
  const line = new AsciiBuffer();
  const bounds = Array.from({ length: comparisons }, (_unused, index) => 10n ** 18n * BigInt(index + 1));
  let nowUs = 0;
  let delta = 0n;
  let failed = 0;
  const wake = (): void => {
    delta = BigInt(nowUs & 1_023) * 10n ** 14n;
    heap.add(nowUs + 1 + ((nowUs * 7) % timersUnderWay), wake);
  };
  for (let index = 0; index < timersUnderWay; index += 1) heap.add(index, wake);
  for (let event = 0; event < floorEvents; event += 1) {
    nowUs = heap.nextUs;
    heap.take()();
    for (const bound of bounds) if (delta > bound) failed += 1;
    if (hash === undefined) continue;
    line.clear();
    line.text('t1800000000000000 ');
    line.integer(nowUs);
    line.newline();
    hash.update(line.bytes());
  }
  if (hash?.digest('hex').length === 0) failed += 1;
  return proven(failed);
}

/** The checks have a result that somebody reads, so that they are not left out. */
function proven(failed: number): number {
  if (failed > 0) throw new Error(`${failed} checks of a floor failed`);
  return floorEvents;
}
