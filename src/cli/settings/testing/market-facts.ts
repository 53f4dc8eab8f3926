// A market for tests of settings: what the asset is, and whether it is recorded; the rest is always the same.
import { testInstrument } from '../../../core/testing/test-pair.ts';
import type { MarketFacts, MarketKind } from '../derived-defaults.ts';

/** The run's clock starts at 2026-01-05 00:00 UTC. */
export function marketFacts({
  base = 'ETH',
  kind = 'simulated',
}: {
  base?: string;
  kind?: MarketKind;
}): MarketFacts {
  const { fees } = testInstrument('north', '0.001');
  return {
    kind,
    startUs: 1_767_571_200_000_000,
    primary: { base, quote: 'USDC', fees },
    hedge: { base, quote: 'USDT', fees },
  };
}
