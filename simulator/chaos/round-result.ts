// What a round has come to, as the state file keeps it and the report adds it up.
import { z } from 'zod';

export const roundResultShape = z.strictObject({
  round: z.int(),
  pair: z.string(),
  /** Where each killed process died: a named point, or "moment". */
  deaths: z.array(z.string()),
  disturbances: z.array(z.string()),
  refusedStarts: z.int(),
  isHalted: z.boolean(),
  fills: z.int(),
  /** In units of 10^−18 of the quote asset × seconds. */
  exposureUnits: z.string(),
  longestNakedMs: z.number(),
  problems: z.array(z.strictObject({ code: z.string(), text: z.string() })),
  /** The folder of what a failure has left. */
  kept: z.string().nullable(),
});

export type RoundResult = z.infer<typeof roundResultShape>;
