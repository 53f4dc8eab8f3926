// The flags of `run` as a schema: each is checked by itself, and says what would be right.
import { z } from 'zod';
import { parityRate, type ConversionRate } from '../../core/conversion.ts';
import { parseUnits } from '../../core/decimal.ts';
import type { FeeSchedule } from '../../core/instrument.ts';
import {
  parseBase,
  parseFeeRateBps,
  parseQuote,
  type BaseQuantity,
  type QuoteAmount,
} from '../../core/money.ts';
import { hedgeModes, makerPolicies, primaryModes, strategies } from '../../core/pair.ts';
import type { QueueModelName } from '../../venues/simulated/models/queue.ts';
import { accepted, refused, type Checked } from '../usage-failure.ts';

/** `max` runs as fast as the machine can; a number is a multiple of real time. */
export type Speed = 'max' | number;

const queueModelNames: Readonly<Record<string, QueueModelName>> = {
  'risk-averse': 'riskAverse',
  probabilistic: 'probabilistic',
  'traded-through': 'tradedThrough',
};

const schema = z.object({
  ticker: z.string().optional(),
  size: flag(positiveBase, 'use a quantity above 0 in the base asset, such as 0.01'),
  /** Round trips. */
  iter: flag(wholeNumber(1, 1_000_000), 'use a whole number from 1 to 1000000').optional(),
  strategy: choice(strategies),
  /** Of BUILD, on the primary. */
  side: choice(['buy', 'sell'] as const),
  primaryMode: choice(primaryModes),
  hedgeMode: choice(hedgeModes),
  makerPolicy: choice(makerPolicies),
  /** In ms, from seconds. */
  fillTimeout: flag(positiveSeconds, 'use seconds above 0 and up to 86400').optional(),
  /** In ms, from seconds. */
  cancelGap: flag(seconds, 'use seconds from 0 to 86400'),
  /** In ms, from seconds; without it raw mids are compared. */
  basisWindow: flag(positiveSeconds, 'use seconds above 0 and up to 86400').optional(),
  /** In ms, from seconds. */
  duration: flag(positiveSeconds, 'use seconds above 0 and up to 86400').optional(),
  volume: flag(positiveQuote, 'use an amount above 0 in the primary’s quote').optional(),
  maxAttempts: flag(wholeNumber(1, 100_000_000), 'use a whole number above 0').optional(),
  /** In ms, from seconds. */
  sleep: flag(seconds, 'use seconds from 0 to 86400'),
  /** `undefined` leaves the default to the plan; 0 means the order size. */
  maxPosition: flag(unsignedBase, 'use a quantity in the base asset, or 0 for the order size').optional(),
  /** `undefined` leaves the default to the plan. */
  maxDailyLoss: flag(positiveQuote, 'use an amount above 0, such as 5').optional(),
  /** In 10^−18 of a percent of the order size. */
  maxDrift: flag(percent, 'use a percentage of the order size from 0 to 100'),
  speed: flag(speed, 'use real, max, or a multiple of real time such as 10').optional(),
  seed: flag(wholeNumber(0, 2 ** 32 - 1), 'use a whole number from 0 to 4294967295'),
  queueModel: flag(queueModel, `use ${Object.keys(queueModelNames).join(', ')}`),
  primaryFees: flag(fees, 'write MAKER/TAKER in bps, such as 2/5 (a rebate is negative)').optional(),
  hedgeFees: flag(fees, 'write MAKER/TAKER in bps, such as 2/5 (a rebate is negative)').optional(),
  /** [asset, rate in 10^−18 of the primary's quote]. */
  quoteRate: z.array(flag(quoteRate, 'write ASSET=RATE, such as USDT=0.9998')),
  replayPrimary: z.string().optional(),
  replayHedge: z.string().optional(),
  runsDir: z.string(),
  json: z.boolean().default(false),
});

export type RunFlags = z.output<typeof schema>;

/** `raw` is what commander hands over: text by flag name. */
export function parseRunFlags(raw: unknown): Checked<RunFlags> {
  const parsed = schema.safeParse(raw);
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    const [name = ''] = issue?.path ?? [];
    const [message = 'is not understood', remedy = 'see `evenkeel run --help`'] =
      issue?.message.split('\n') ?? [];
    return refused('bad-value', `--${kebabCase(String(name))} ${message}`, remedy);
  }
  return contradictionIn(parsed.data) ?? accepted(parsed.data);
}

/** The stated rate of an asset into the reporting asset, or parity, marked as assumed. */
export function rateFor(
  asset: string,
  reportingAsset: string,
  { quoteRate: stated }: RunFlags,
): ConversionRate {
  const rateUnits = stated.find(([name]) => name === asset)?.[1];
  if (rateUnits === undefined || asset === reportingAsset) return parityRate(asset, reportingAsset);
  return { asset, reportingAsset, rateUnits, assumed: false };
}

function contradictionIn(flags: RunFlags): Checked<never> | undefined {
  const { replayPrimary, replayHedge, ticker } = flags;
  if (flags.fillTimeout !== undefined && flags.makerPolicy !== 'fixed-s5') {
    return refused(
      'fill-timeout-without-use',
      `--fill-timeout is given, and the policy ${flags.makerPolicy} has none`,
      'choose --maker-policy fixed-s5, or leave the time-out out',
    );
  }
  if (flags.basisWindow !== undefined && flags.strategy === 'alternate') {
    return refused(
      'basis-window-without-use',
      '--basis-window is given, and the strategy alternate does not look at the basis',
      'choose --strategy mean-reversion or momentum, or leave the window out',
    );
  }
  if ((replayPrimary === undefined) !== (replayHedge === undefined)) {
    return refused(
      'half-a-replay',
      'a replay needs a recording for each leg',
      'give both --replay-primary FILE and --replay-hedge FILE',
    );
  }
  if (replayPrimary !== undefined && ticker !== undefined) {
    return refused(
      'ticker-with-replay',
      '--ticker chooses a simulated market, and recordings say themselves what they hold',
      'leave out --ticker, or the recordings',
    );
  }
  return undefined;
}

/** Text that `parse` understands; otherwise the value as typed and the remedy, as two lines of one message. */
function flag<Value>(parse: (text: string) => Value | undefined, remedy: string) {
  return z.string().transform((text, context): Value => {
    const value = parse(text.trim());
    if (value !== undefined) return value;
    context.addIssue({ code: 'custom', message: `is "${text}"\n${remedy}` });
    return z.NEVER;
  });
}

function choice<const Name extends string>(names: readonly Name[]) {
  return flag((text) => names.find((name) => name === text), `use ${names.join(', ')}`);
}

function positiveBase(text: string): BaseQuantity | undefined {
  const value = parseBase(text);
  return value !== undefined && value > 0n ? value : undefined;
}

function unsignedBase(text: string): BaseQuantity | undefined {
  const value = parseBase(text);
  return value !== undefined && value >= 0n ? value : undefined;
}

function positiveQuote(text: string): QuoteAmount | undefined {
  const value = parseQuote(text);
  return value !== undefined && value > 0n ? value : undefined;
}

function percent(text: string): bigint | undefined {
  const value = parseUnits(text);
  return value !== undefined && value >= 0n && value <= 100n * 10n ** 18n ? value : undefined;
}

function wholeNumber(least: number, most: number): (text: string) => number | undefined {
  return (text) => {
    const value = Number(text);
    return /^\d{1,16}$/.test(text) && value >= least && value <= most ? value : undefined;
  };
}

function seconds(text: string): number | undefined {
  const value = Number(text);
  return /^\d+(\.\d+)?$/.test(text) && value <= 86_400 ? Math.round(value * 1_000) : undefined;
}

function positiveSeconds(text: string): number | undefined {
  const value = seconds(text);
  return value === undefined || value === 0 ? undefined : value;
}

function speed(text: string): Speed | undefined {
  if (text === 'max') return 'max';
  if (text === 'real') return 1;
  const factor = Number(text);
  return /^\d+(\.\d+)?$/.test(text) && factor >= 0.01 && factor <= 1_000_000 ? factor : undefined;
}

function queueModel(text: string): QueueModelName | undefined {
  return Object.hasOwn(queueModelNames, text) ? queueModelNames[text] : undefined;
}

function fees(text: string): FeeSchedule | undefined {
  const [maker, taker, ...rest] = text.split('/').map(parseFeeRateBps);
  return maker !== undefined && taker !== undefined && rest.length === 0 ? { maker, taker } : undefined;
}

function quoteRate(text: string): readonly [asset: string, rateUnits: bigint] | undefined {
  const match = /^([A-Za-z0-9]{2,10})=(.+)$/.exec(text);
  const [, asset, rateText] = match ?? [];
  const rate = rateText === undefined ? undefined : parseUnits(rateText);
  return asset !== undefined && rate !== undefined && rate > 0n ? [asset.toUpperCase(), rate] : undefined;
}

const kebabCase = (name: string): string => name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
