// What a person may name to be compared: settings in YAML, which are backtested, the JSON of a backtest, or a run.
import { z } from 'zod';
import { accepted, refused, type Checked } from '../../core/checked.ts';
import type { MoneyRow, RoundTripRow } from '../../reports/round-trip-book.ts';
import type { BoundName } from '../backtest/bounds.ts';
import { readTextFile } from '../settings/text-file.ts';
import { parseJson } from '../crew/attempt.ts';
import { contenderOfBacktest, type ComparableBacktest, type Contender } from './contender.ts';

export const isSettingsFile = (name: string): boolean => /\.ya?ml$/i.test(name);
export const isBacktestFile = (name: string): boolean => /\.json$/i.test(name);

const decimal = z.string().regex(/^-?\d+(\.\d+)?$/);

const money = {
  volume: decimal,
  gross: decimal,
  fees: decimal,
  funding: decimal,
  net: decimal,
  primaryGross: decimal,
  hedgeGross: decimal,
  primaryNet: decimal,
  hedgeNet: decimal,
} satisfies Record<keyof MoneyRow, typeof decimal>;

const rowSchema: z.ZodType<RoundTripRow> = z.object({
  ...money,
  iteration: z.int(),
  side: z.enum(['buy', 'sell']),
  startUs: z.number(),
  endUs: z.number(),
  quantity: decimal,
  entryBought: decimal,
  entrySpread: decimal,
  exitBought: decimal,
  exitSpread: decimal,
});

const boundSchema = z.object({
  runs: z.array(
    z.object({
      outcome: z.string(),
      roundTrips: z.array(rowSchema),
      rest: z.object(money),
      summary: z.object({ durationSeconds: decimal }),
    }),
  ),
});

const backtestSchema: z.ZodType<ComparableBacktest> = z.object({
  command: z.literal('backtest'),
  notice: z.string(),
  quoteAsset: z.string(),
  markets: z.array(z.object({ key: z.string() })),
  bounds: z.object({
    pessimistic: boundSchema,
    'risk-averse': boundSchema,
    optimistic: boundSchema,
  } satisfies Record<BoundName, typeof boundSchema>),
});

export function readBacktest(path: string): Checked<Contender> {
  const file = readTextFile(path, { isRequired: true });
  if (!file.ok) return file;
  const parsed = backtestSchema.safeParse(parseJson(file.value?.text ?? ''));
  return parsed.success
    ? accepted(contenderOfBacktest(path, parsed.data))
    : refused(
        'not-a-backtest',
        `${path} is not the JSON of a backtest`,
        'make one: evenkeel backtest --out FILE',
      );
}
