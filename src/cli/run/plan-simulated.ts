// A run on the synthetic market: listed instruments, endless data, and a clock that always starts at the same moment.
import { defineInstrument, type FeeSchedule, type Instrument } from '../../core/instrument.ts';
import { defaultSimulatedTicker, simulatedPair } from '../../venues/simulated/instruments.ts';
import { syntheticMarket } from '../../venues/simulated/market/synthetic-market.ts';
import { createSeededRandom } from '../../venues/simulated/seeded-random.ts';
import { settle } from '../settings/in-force.ts';
import type { Layers } from '../settings/layers.ts';
import { accepted, refused, type Checked } from '../usage-failure.ts';
import { configure } from './configure.ts';
import { checkOpeningPrices } from './opening-prices.ts';
import type { MarketSources, RunPlan } from './run-plan.ts';

/** The synthetic market always opens at this moment, so that a seed says everything: 2026-01-05 00:00 UTC. */
const startUs = 1_767_571_200_000_000;

export function planSimulated(layers: Layers, ticker: string = defaultSimulatedTicker): Checked<RunPlan> {
  const listed = simulatedPair(ticker);
  if ('kind' in listed) return refused('unknown-ticker', `--ticker is "${listed.ticker}"`, listed.remedy);
  const settings = settle(layers, { base: listed.primary.base, isReplay: false });
  const { primaryFees, hedgeFees, seed } = settings.values;
  const primary = withFees(listed.primary, primaryFees);
  const hedge = withFees(listed.hedge, hedgeFees);
  const config = configure(settings, { primary, hedge, startUs });
  if (!config.ok) return config;
  const openSources = (): MarketSources =>
    syntheticMarket({
      primary,
      hedge,
      startPrice: listed.startPrice,
      startUs,
      random: createSeededRandom(seed).fork('market'),
    });
  const failure = checkOpeningPrices(config.value, openSources());
  if (failure !== undefined) return failure;
  return accepted({
    world: 'simulated',
    settings,
    config: config.value,
    sources: openSources(),
    policies: { primary: {}, hedge: {} },
    stopAtUs: undefined,
    dataEndUs: undefined,
    notes: [],
  });
}

function withFees(instrument: Instrument, fees: FeeSchedule | undefined): Instrument {
  return fees === undefined ? instrument : defineInstrument({ ...instrument, fees });
}
