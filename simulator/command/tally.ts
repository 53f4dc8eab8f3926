// What many seeds came to, as data that can be kept in a file and gone on from. Results are added in the order of their seeds, so
// that the same seeds give the same tally whatever ran them.
import { createHash } from 'node:crypto';
import { z } from 'zod';
import { assertPresent } from '../../src/core/assert.ts';
import { parseBase, type BaseQuantity } from '../../src/core/money.ts';
import { invariantNames, type SeedResult } from '../observed.ts';

const count = z.int().min(0);
const counts = z.record(z.string(), count);

/** A violation with all that a person needs to look at it. */
export const violatedSeed = z.strictObject({
  seed: count,
  invariant: z.enum(invariantNames),
  text: z.string(),
  /** Since the start of the run. */
  atUs: count,
  window: z.array(z.string()),
  faults: counts,
});
export type ViolatedSeed = z.infer<typeof violatedSeed>;

/** How much was naked in a seed at most, in base units as decimal text, and for how long at most. */
const exposure = z.strictObject({ seed: count, base: z.string(), ms: count });

export const tallySchema = z.strictObject({
  seeds: count,
  hedged: count,
  haltedSafe: count,
  violations: count,
  /** How the seeds of each verdict ended: a halt's code, a violated invariant. */
  endings: z.strictObject({ HEDGED: counts, HALTED_SAFE: counts, VIOLATION: counts }),
  /** How often each kind has really acted. */
  faults: counts,
  withPrimaryFill: count,
  withCompletedCycle: count,
  events: count,
  eventsOfLongestSeed: count,
  virtualSeconds: count,
  worstExposure: exposure.optional(),
  longestExposure: exposure.optional(),
  /** The first ones, with their windows. */
  violated: z.array(violatedSeed),
  violatingSeeds: z.array(count),
  /** Over the event-log hashes of all seeds. */
  hash: z.string(),
});
export type Tally = z.infer<typeof tallySchema>;

/** Kept with all details, and by number only: what is wrong everywhere must not fill the memory. */
const detailedMax = 20;
const violatingSeedsMax = 1_000;

export const emptyTally = (): Tally => ({
  seeds: 0,
  hedged: 0,
  haltedSafe: 0,
  violations: 0,
  endings: { HEDGED: {}, HALTED_SAFE: {}, VIOLATION: {} },
  faults: {},
  withPrimaryFill: 0,
  withCompletedCycle: 0,
  events: 0,
  eventsOfLongestSeed: 0,
  virtualSeconds: 0,
  violated: [],
  violatingSeeds: [],
  hash: '',
});

export function addTo(tally: Tally, result: SeedResult): void {
  tally.seeds += 1;
  const verdict = ({ HEDGED: 'hedged', HALTED_SAFE: 'haltedSafe', VIOLATION: 'violations' } as const)[
    result.verdict
  ];
  tally[verdict] += 1;
  countIn(tally.endings[result.verdict], result.cause, 1);
  for (const [kind, times] of Object.entries(result.faults)) countIn(tally.faults, kind, times);
  tally.withPrimaryFill += result.primaryFills > 0 ? 1 : 0;
  tally.withCompletedCycle += result.cyclesCompleted > 0 ? 1 : 0;
  tally.events += result.events;
  tally.eventsOfLongestSeed = Math.max(tally.eventsOfLongestSeed, result.events);
  tally.virtualSeconds += result.virtualSeconds;
  tally.hash = createHash('sha256').update(tally.hash).update(result.eventLogHash).digest('hex');
  addExposure(tally, result);
  if (result.violation === undefined) return;
  if (tally.violatingSeeds.length < violatingSeedsMax) tally.violatingSeeds.push(result.seed);
  if (tally.violated.length < detailedMax) tally.violated.push(violatedSeedOf(result, result.violation));
}

function violatedSeedOf(
  { seed, faults }: SeedResult,
  { invariant, text, atUs, window }: NonNullable<SeedResult['violation']>,
): ViolatedSeed {
  return { seed, invariant, text, atUs, window: [...window], faults: { ...faults } };
}

function addExposure(tally: Tally, { seed, worstExposure: base, longestExposureMs: ms }: SeedResult): void {
  const { worstExposure: worst, longestExposure: longest } = tally;
  if (worst === undefined || baseOf(base) > baseOf(worst.base)) tally.worstExposure = { seed, base, ms };
  if (longest === undefined || ms > longest.ms) tally.longestExposure = { seed, base, ms };
}

const baseOf = (text: string): BaseQuantity => assertPresent(parseBase(text), `the exposure ${text}`);

function countIn(counted: Record<string, number>, name: string, times: number): void {
  counted[name] = (counted[name] ?? 0) + times;
}
