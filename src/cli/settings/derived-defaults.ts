// Defaults that depend on the market or on what else was given.
import type { FeeSchedule, InstrumentRules } from '../../core/instrument.ts';
import { limits } from '../../core/limits.ts';
import { formatFeeRateBps } from '../../core/money.ts';
import { usualFundingBps } from '../../venues/simulated/usual-funding.ts';
import type { SettingName } from './table/table.ts';

/** Simulated venues, to be watched or to be backtested, recorded markets, or venues over the wire. */
export type MarketKind = 'simulated' | 'backtest' | 'replay' | 'venues';

/** The market that was chosen, as far as settings depend on it. */
export interface MarketFacts {
  readonly kind: MarketKind;
  /** When the run's own clock starts, in µs. */
  readonly startUs: number;
  /** With the fees that are listed. */
  readonly primary: ListedLeg;
  readonly hedge: ListedLeg;
}

export type ListedLeg = Pick<InstrumentRules, 'base' | 'quote' | 'fees'>;

/** The first text in force by name, without derived defaults. */
export type TextInForce = (name: SettingName) => string | undefined;

export type DerivedDefaults = { readonly [Name in SettingName]?: string | undefined };

const iterations = '10';
/** S1's default for ETH; other assets are limited to the order size. */
const positionLimits: Readonly<Record<string, string | undefined>> = { ETH: '5' };
/** S1's default, for what stands for an account. A backtest is none: it is played to its end unless a limit is given. */
const dailyLoss = '5';
/** What a backtest plays of an endless market, in seconds. */
const backtestSeconds = '1800';
const basisWindowOfBestEdge = '300';
/** Each of these ends a run by itself, so none of them needs a number of round trips beside it. */
const ends = ['duration', 'until', 'volume', 'volumePerDay', 'maxAttempts'] as const;

export function derivedDefaults({ kind, primary, hedge }: MarketFacts, textOf: TextInForce): DerivedDefaults {
  const isReplay = kind === 'replay';
  const isTest = isReplay || kind === 'backtest';
  const hasEnd = ends.some((name) => textOf(name) !== undefined);
  const isBounded = isTest || hasEnd;
  const isEndless = kind === 'backtest' && !hasEnd && textOf('iter') === undefined;
  const funding = kind === 'venues' ? undefined : isReplay ? { primary: '0', hedge: '0' } : usualFundingBps;
  const iter = textOf('iter') ?? (isBounded ? undefined : iterations);
  return {
    ticker: isReplay ? undefined : primary.base,
    primaryFees: feesText(primary.fees),
    hedgeFees: feesText(hedge.fees),
    quoteRate: hedge.quote === primary.quote ? undefined : `${hedge.quote}=1`,
    iter,
    // What is usual must be known before an edge can be expected.
    basisWindow: textOf('strategy') === 'best-edge' ? basisWindowOfBestEdge : undefined,
    maxAttempts: iter === undefined ? undefined : attemptsFor(iter),
    maxPosition: positionLimits[primary.base] ?? largestSize(textOf),
    maxDailyLoss: isTest ? undefined : dailyLoss,
    duration: isEndless ? backtestSeconds : undefined,
    speed: isTest ? 'max' : 'real',
    primaryFunding: funding?.primary,
    hedgeFunding: funding?.hedge,
  };
}

/** The end of the range of sizes, or the one size. */
export const largestSize = (textOf: TextInForce): string | undefined =>
  textOf('size')?.split('..').at(-1)?.trim();

const attemptsFor = (iter: string): string => `${BigInt(iter) * BigInt(limits.attemptsPerIteration)}`;

const feesText = ({ maker, taker }: FeeSchedule): string =>
  `${formatFeeRateBps(maker)}/${formatFeeRateBps(taker)}`;
