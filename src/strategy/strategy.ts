// A strategy says which way the next BUILD goes, once per cycle, while flat. Everything else is execution.
import { assertNever } from '../core/assert.ts';
import type { PairConfig } from '../core/pair.ts';
import type { Side } from '../core/side.ts';
import { alternate } from './alternate.ts';

/** The side of the next BUILD on the primary; `undefined` waits for a better moment. */
export function nextBuildSide(config: PairConfig): Side | undefined {
  const { strategy } = config;
  switch (strategy) {
    case 'alternate':
      return alternate(config);
    default:
      return assertNever(strategy);
  }
}
