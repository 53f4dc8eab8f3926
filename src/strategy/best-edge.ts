// The direction of the better expected edge, net of fees and funding. What is better depends on where the basis stands against
// what is usual for it; whether that is good enough is the cost gate's word.
import type { Side } from '../core/side.ts';
import type { StrategyView } from './strategy.ts';

/** Waits while nothing is known; where both directions promise the same, it is the configured side. */
export function bestEdge({ config, expectedNet }: StrategyView): Side | undefined {
  const [buy, sell] = [expectedNet('buy'), expectedNet('sell')];
  if (buy === undefined || sell === undefined) return undefined;
  if (buy === sell) return config.buildSide;
  return buy > sell ? 'buy' : 'sell';
}
