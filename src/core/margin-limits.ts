// How near the edge of an account's margin a pair may come: shares, because what is enough depends on what is held.
import type { ConfigFailure } from './check-pair.ts';
import { formatSharePercent, percent, share, wholeShare, type Share } from './share.ts';

export interface MarginLimits {
  /** The adverse move that a BUILD is judged after, on either venue. */
  readonly moveShare: Share;
  /** Of equity, after the trade and the move: with less free margin nothing is built. */
  readonly freeMarginShareMin: Share;
  /** After the trade and the move: with less way to liquidation nothing is built. */
  readonly liquidationDistanceMin: Share;
  /** Now: with less way to liquidation the pair is reduced on both legs. */
  readonly liquidationDistanceReduce: Share;
  /** Equity of one venue below this share of the other's is lopsided. */
  readonly lopsidedShare: Share;
}

/**
 * At the usual margin of 10 and 5 % a leg is built up to 4.7 times its equity, 15 % from liquidation, and reduced when two thirds
 * of that way are gone. A third: the poorer venue then bounds the pair at two thirds of what the money of both could carry.
 */
export const defaultMarginLimits: MarginLimits = {
  moveShare: percent(5),
  freeMarginShareMin: percent(10),
  liquidationDistanceMin: percent(10),
  liquidationDistanceReduce: percent(5),
  lopsidedShare: share(33_333_333n),
};

/** Limits that contradict each other, or themselves; `undefined` when they can be kept. */
export function checkMarginLimits(limits: MarginLimits): ConfigFailure | undefined {
  const { liquidationDistanceMin, liquidationDistanceReduce } = limits;
  const outside = Object.entries<Share>({ ...limits }).find(([, value]) => value < 0n || value >= wholeShare);
  if (outside !== undefined) {
    return {
      code: 'margin-limit-out-of-range',
      message: `${outside[0]} is ${formatSharePercent(outside[1])} %`,
      remedy: 'use 0 % or more, and less than 100 %',
    };
  }
  if (liquidationDistanceReduce >= liquidationDistanceMin) {
    return {
      code: 'margin-limits-contradict',
      message: `--reduce-liquidation-distance ${formatSharePercent(liquidationDistanceReduce)} is not below --min-liquidation-distance ${formatSharePercent(liquidationDistanceMin)}, so a pair would be reduced as soon as it is built`,
      remedy: `use --reduce-liquidation-distance below ${formatSharePercent(liquidationDistanceMin)}, or --min-liquidation-distance above ${formatSharePercent(liquidationDistanceReduce)}`,
    };
  }
  return undefined;
}
