// What a journal says of its run as a whole, between the turns: when a process took it up, how it ended, what an operator decided
// about it while nobody was running it.
import { z } from 'zod';
import type { RunOutcome } from '../core/commands.ts';
import type { Departures } from '../core/departures.ts';
import type { ClientOrderId } from '../core/order.ts';

/** A process has begun to work on the run: the first, or one that takes over from the one before. */
export interface LifeEntry {
  readonly kind: 'life';
  readonly engineVersion: string;
  /** Set where the end of the record before was lost: how far it once went. */
  readonly lostEnd?: LostRecord | undefined;
  /** What the process before may have sent ahead of its record; `undefined` for the first one, and where an older version took over. */
  readonly departures?: Departures | undefined;
  /** A halt was lifted, or a pair that was held is worked on again. */
  readonly isWoken: boolean;
}

export interface LostRecord {
  readonly turns: number;
  readonly lastOrderId: ClientOrderId | undefined;
}

/** A process has stopped working on the run, and everything about it is written. */
export interface EndEntry {
  readonly kind: 'end';
  readonly outcome: RunOutcome;
  readonly reason: string;
}

/** The operator has looked at a halt, and lets the run go on. */
export interface ResumeEntry {
  readonly kind: 'resume';
  readonly reason: string;
}

export type RunEntry = LifeEntry | EndEntry | ResumeEntry;

const orderId = z.int().transform((id) => id as ClientOrderId);
/** JSON has no `undefined`: what says nothing is left out. */
const maybeOrderId = orderId.optional().transform((id): ClientOrderId | undefined => id);

const shape = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('life'),
    engineVersion: z.string(),
    lostEnd: z
      .strictObject({
        turns: z.int().nonnegative(),
        lastOrderId: maybeOrderId,
      })
      .optional(),
    departures: z.union([z.literal('unknown'), z.strictObject({ lastOrderId: maybeOrderId })]).optional(),
    isWoken: z.boolean(),
  }),
  z.strictObject({
    kind: z.literal('end'),
    outcome: z.enum(['flat', 'held', 'halted-safe', 'exposure-left', 'refused']),
    reason: z.string(),
  }),
  z.strictObject({ kind: z.literal('resume'), reason: z.string() }),
]);

/** `undefined` for anything but a text that `JSON.stringify` made of an entry. */
export function parseEntry(text: string): RunEntry | undefined {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
  const parsed = shape.safeParse(json);
  return parsed.success ? parsed.data : undefined;
}
