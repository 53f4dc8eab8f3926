// A scenario that once failed, as it is kept: data that says by itself what it holds, so that it outlives the generator and its seeds.
import { z } from 'zod';
import { invariantNames, type InvariantName } from '../observed.ts';
import { scenarioSchema } from '../scenario/scenario-schema.ts';
import type { Scenario } from '../scenario/scenario.ts';

export interface KeptScenario {
  /** In a sentence, for people: what was wrong. */
  readonly what: string;
  readonly invariant: InvariantName;
  /** What the checker said then. */
  readonly found: string;
  readonly scenario: Scenario;
}

export const keptScenarioSchema: z.ZodType<KeptScenario> = z.strictObject({
  what: z.string().min(1),
  invariant: z.enum(invariantNames),
  found: z.string(),
  scenario: scenarioSchema,
});
