// A strategy says which way the next BUILD goes, once per cycle, while flat. Everything else is execution.
import { assertNever } from '../core/assert.ts';
import type { PairConfig } from '../core/pair.ts';
import type { Side } from '../core/side.ts';
import { alternate } from './alternate.ts';
import { bestEdge } from './best-edge.ts';
import { meanReversion, momentum } from './basis-strategies.ts';

export interface StrategyView {
  readonly config: PairConfig;
  /** Twice (primary mid − hedge mid), in 10^−18 of the quote. */
  readonly twiceBasis: bigint;
  /** What is usual for it; 0 compares raw mids, `undefined` is not known yet. */
  readonly usualTwiceBasis: bigint | undefined;
  /** What a round trip that begins on this side is expected to make per unit of base, net; `undefined` is not known yet. */
  readonly expectedNet: (side: Side) => bigint | undefined;
}

/** The side of the next BUILD on the primary; `undefined` waits for a better moment. */
export function nextBuildSide(view: StrategyView): Side | undefined {
  const { strategy } = view.config;
  switch (strategy) {
    case 'alternate':
      return alternate(view.config);
    case 'mean-reversion':
      return meanReversion(view);
    case 'momentum':
      return momentum(view);
    case 'best-edge':
      return bestEdge(view);
    default:
      return assertNever(strategy);
  }
}
