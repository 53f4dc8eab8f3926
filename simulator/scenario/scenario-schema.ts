// A scenario read from a file, checked: it was written by another state of the program, or by hand. What a newer scenario says and an older
// one does not gets its default here, so that what was kept goes on meaning what it meant.
import { z } from 'zod';
import { hedgeModes, makerPolicies, primaryModes, strategies } from '../../src/core/pair.ts';
import { crashKinds, faultKinds } from './fault-kinds.ts';
import { legNames, type Fault, type Scenario } from './scenario.ts';

const count = z.int().nonnegative();
const decimalText = z.string().regex(/^-?\d{1,20}(\.\d{1,18})?$/, 'a decimal number as text');
const ofBothLegs = <Schema extends z.ZodType>(schema: Schema) =>
  z.strictObject({ primary: schema, hedge: schema });
/** JSON has no `undefined`: what says nothing is left out. */
const maybe = <Schema extends z.ZodType>(schema: Schema) => schema.optional().transform((value) => value);

const limitsPlan = z.strictObject({
  entryEdgeBps: maybe(decimalText),
  exitEdgeBps: maybe(decimalText),
  unwindAdverseBps: maybe(decimalText),
  unwindPatienceMs: maybe(count),
  waitMaxMs: maybe(count),
  basisWindowMs: maybe(count),
  durationMaxMs: maybe(count),
  attemptsMax: maybe(count),
  volumeMax: maybe(decimalText),
  dailyLoss: maybe(decimalText),
  notionalMax: maybe(decimalText),
  failuresMax: count,
});

const workload = z.strictObject({
  strategy: z.enum(strategies),
  buildSide: z.enum(['buy', 'sell']),
  primaryMode: z.enum(primaryModes),
  hedgeMode: z.enum(hedgeModes),
  makerPolicy: z.enum(makerPolicies),
  instruments: ofBothLegs(
    z.strictObject({ lot: decimalText, minimumLots: count, minimumNotional: decimalText }),
  ),
  isOneAccount: z.boolean(),
  forgetsOrderIds: z.array(z.enum(legNames)).default([]),
  size: decimalText,
  sizeMin: decimalText,
  iterations: count,
  sleepMs: count,
  holdMs: maybe(count),
  positionLimit: decimalText,
  limits: limitsPlan,
  orderRate: maybe(z.strictObject({ requests: count, perMs: count })),
  cancelGapMs: count,
  collateral: decimalText,
});

const market = z.strictObject({
  startPrice: decimalText,
  messageMs: count,
  tradePercent: count,
  stepTicks: count,
  jumpPpm: count,
  jumpTicks: count,
  spreadTicks: count,
  levels: count,
  levelPercent: count,
  tradeSizePercent: count,
  latencyUs: ofBothLegs(count),
  speedBumpUs: count,
  opensBeforeFundingMs: maybe(count),
});

export const scenarioSchema: z.ZodType<Scenario> = z.strictObject({
  seed: count,
  workload,
  market,
  faults: z.array(
    z.strictObject({
      kind: z.enum(Object.keys(faultKinds) as Fault['kind'][]),
      leg: z.enum(['primary', 'hedge']),
      fromUs: count,
      untilUs: count,
      percent: count,
      amount: z.int(),
    }),
  ),
  crashes: z.array(
    z.strictObject({
      kind: z.enum(crashKinds),
      fromUs: count,
      awayUs: count,
      cutsPower: z.boolean().default(false),
    }),
  ),
  operator: z.array(
    z.strictObject({
      atUs: count,
      action: z.enum(['stop', 'take-now', 'pause', 'flatten', 'resume', 'halt', 'kill']),
    }),
  ),
  safetyUs: count,
});
