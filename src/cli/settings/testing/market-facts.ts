// A market for tests of settings: what the asset is, and whether it is recorded; the rest is always the same.
import { testInstrument } from '../../../core/testing/test-pair.ts';
import type { MarketFacts } from '../derived-defaults.ts';

/** The run's clock starts at 2026-01-05 00:00 UTC. */
export function marketFacts({
  base = 'ETH',
  isReplay = false,
}: {
  base?: string;
  isReplay?: boolean;
}): MarketFacts {
  const { fees } = testInstrument('north', '0.001');
  return {
    isReplay,
    startUs: 1_767_571_200_000_000,
    primary: { base, quote: 'USDC', fees },
    hedge: { base, quote: 'USDT', fees },
  };
}
