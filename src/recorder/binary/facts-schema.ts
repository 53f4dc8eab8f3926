// The facts in the header of an imported recording, checked when they are read: another program may have written them.
import { z } from 'zod';
import type { ListedTerms, RecordingFacts } from '../recording.ts';

const count = z.int().nonnegative();
const counts = z.record(z.string(), count);
export const decimalText = z.string().regex(/^\d{1,20}(\.\d{1,20})?$/);
const bpsText = z.string().regex(/^-?\d{1,6}(\.\d{1,4})?$/);
const timeUs = z.int();
const timeSpan = z.strictObject({ fromUs: timeUs, toUs: timeUs });

export const listedSchema: z.ZodType<ListedTerms> = z.strictObject({
  venue: z.string().min(1),
  minLots: z.int().positive(),
  minNotional: decimalText,
  makerFeeBps: bpsText,
  takerFeeBps: bpsText,
});

export const factsSchema: z.ZodType<RecordingFacts> = z.strictObject({
  kind: z.enum(['linear-perpetual', 'inverse-perpetual', 'spot']),
  symbol: z.string().min(1),
  base: z.string().min(1),
  quote: z.string().min(1),
  tickSize: decimalText,
  lotSize: decimalText,
  contractValue: decimalText.nullable(),
  listed: listedSchema.nullable(),
  startUs: timeUs,
  endUs: timeUs,
  clockOffsetUs: timeUs,
  lines: z.strictObject({ snapshot: count, depth: count, bookTicker: count, trade: count, other: counts }),
  leftOut: z.strictObject({
    beforeSnapshot: count,
    outdated: count,
    unchanged: count,
    crossed: count,
    notBookTrades: counts,
    repeatedTrades: count,
    tradesBelowOneLot: count,
  }),
  sequence: z.strictObject({
    gapCount: count,
    gaps: z.array(timeSpan),
    missingTrades: count,
    disorder: z.strictObject({ count, span: timeSpan }).optional(),
  }),
  crossed: z.strictObject({ count, span: timeSpan.nullable() }),
  assumptions: z.array(z.string()),
});
