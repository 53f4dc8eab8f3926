// A run on the synthetic market: listed instruments, endless data, and a clock that always starts at the same moment.
import { defaultSimulatedTicker, simulatedPair } from '../../venues/simulated/instruments.ts';
import { syntheticMarket } from '../../venues/simulated/market/synthetic-market.ts';
import { createSeededRandom } from '../../venues/simulated/seeded-random.ts';
import type { Layers } from '../settings/layers.ts';
import { accepted, refused, type Checked } from '../../core/checked.ts';
import { fundingOf } from './funding-policies.ts';
import { configure } from './configure.ts';
import { checkOpeningPrices } from './opening-prices.ts';
import type { MarketSources, SimulatedPlan } from './run-plan.ts';

/** The synthetic market always opens at this moment, so that a seed says everything: 2026-01-05 00:00 UTC. */
const startUs = 1_767_571_200_000_000;

export interface SimulatedWish {
  readonly ticker: string | undefined;
  /** To be watched, or to be tried out: that decides on the limits that nobody stated. */
  readonly kind: 'simulated' | 'backtest';
}

export function planSimulated(
  layers: Layers,
  { ticker = defaultSimulatedTicker, kind }: SimulatedWish = { ticker: undefined, kind: 'simulated' },
): Checked<SimulatedPlan> {
  const listed = simulatedPair(ticker);
  if ('kind' in listed) return refused('unknown-ticker', `--ticker is "${listed.ticker}"`, listed.remedy);
  const pair = configure(layers, { ...listed, kind, startUs });
  if (!pair.ok) return pair;
  const { settings, config } = pair.value;
  const { primary, hedge } = config;
  const openSources = (): MarketSources =>
    syntheticMarket({
      primary,
      hedge,
      startPrice: listed.startPrice,
      startUs,
      random: createSeededRandom(settings.values.seed).fork('market'),
    });
  const failure = checkOpeningPrices(pair.value, openSources());
  if (failure !== undefined) return failure;
  return accepted({
    world: 'simulated',
    settings,
    config,
    sources: openSources(),
    policies: fundingOf(settings.values),
    dataEnd: undefined,
    notes: [],
  });
}
