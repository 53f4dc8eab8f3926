// What a run says over its socket, read by whoever looks on: a socket that says anything else is none of a run of this version.
import { z } from 'zod';
import { runStatusSchema } from './run-status.ts';

const toldSchema = z.union([
  z.object({ status: runStatusSchema }),
  z.object({ id: z.number(), isAccepted: z.boolean(), text: z.string().max(2_000) }),
]);

export type ToldLine = z.infer<typeof toldSchema>;

/** `undefined` for what a run of this version does not say. */
export function parseTold(line: string): ToldLine | undefined {
  try {
    const told = toldSchema.safeParse(JSON.parse(line));
    return told.success ? told.data : undefined;
  } catch {
    return undefined;
  }
}
