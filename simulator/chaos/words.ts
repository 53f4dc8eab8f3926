// What a process tells the harness on a descriptor of its own, one line of JSON each: written at once, so that it outlives the process.
import { z } from 'zod';

export const wordsDescriptor = 3;

const wordShape = z.discriminatedUnion('kind', [
  /** The engine hears its first event. */
  z.strictObject({ kind: z.literal('up') }),
  z.strictObject({ kind: z.literal('told'), action: z.string() }),
  /** An order is handed to its venue, before it leaves. */
  z.strictObject({
    kind: z.literal('placed'),
    clientOrderId: z.number(),
    role: z.string(),
    instrument: z.string(),
    side: z.string(),
    quantityLots: z.number(),
  }),
  z.strictObject({ kind: z.literal('dying'), point: z.string() }),
]);

export type Word = z.infer<typeof wordShape>;
export type PlacedWord = Extract<Word, { kind: 'placed' }>;

export const readWord = (line: string): Word => wordShape.parse(JSON.parse(line));
