// What `evenkeel config` shows. A simulated or a recorded market is opened as a run would open it; venues are not asked: of them it has what
// their documentation says, and what only they can say (ticks, lots, prices, fees of an account) is left to `evenkeel doctor`.
import { accepted, refused, type Checked } from '../../core/checked.ts';
import { defaultSimulatedTicker } from '../../venues/simulated/instruments.ts';
import { venueRegistry } from '../../venues/registry.ts';
import { findAdapter } from '../access/find-adapter.ts';
import { planSimulatedRun } from '../run/plan.ts';
import { contradictionIn } from '../settings/contradictions.ts';
import type { ListedLeg } from '../settings/derived-defaults.ts';
import { settle, type SettingsInForce } from '../settings/in-force.ts';
import type { Layers } from '../settings/layers.ts';
import { chooseMarket, type VenuesChoice } from '../settings/market-choice.ts';
import { refusedWith } from '../settings/refused-with.ts';

export interface ShownLeg {
  readonly venue: string;
  readonly base: string;
  readonly quote: string;
  /** `venue/account/symbol`; of a venue that was not asked, its name. */
  readonly key: string;
}

export interface ShownConfig {
  readonly world: string;
  readonly primary: ShownLeg;
  readonly hedge: ShownLeg;
  readonly settings: SettingsInForce;
}

export async function shownConfig(layers: Layers, nowUs: number): Promise<Checked<ShownConfig>> {
  const market = chooseMarket(layers);
  if (!market.ok) return market;
  if (market.value.kind === 'venues') return onVenues(layers, market.value, nowUs);
  const plan = await planSimulatedRun(layers);
  if (!plan.ok) return plan;
  const { world, config, settings } = plan.value;
  return accepted({ world, primary: config.primary, hedge: config.hedge, settings });
}

async function onVenues(
  layers: Layers,
  { primary, hedge, ticker = defaultSimulatedTicker }: VenuesChoice,
  startUs: number,
): Promise<Checked<ShownConfig>> {
  if (primary === hedge)
    return refused('same-venue-twice', `primary and hedge are both ${primary}`, 'name two venues');
  const base = ticker.toUpperCase();
  const [own, other] = [await legOn(primary, base), await legOn(hedge, base)];
  if (!own.ok) return own;
  if (!other.ok) return other;
  const settings = settle(layers, { kind: 'venues', startUs, primary: own.value, hedge: other.value });
  const failure = contradictionIn(settings);
  return failure === undefined
    ? accepted({ world: 'venues', primary: own.value, hedge: other.value, settings })
    : refusedWith(failure, settings);
}

async function legOn(venue: string, base: string): Promise<Checked<ShownLeg & ListedLeg>> {
  const adapter = await findAdapter(venue, venueRegistry);
  if (!adapter.ok) return adapter;
  const { name, capabilities } = adapter.value;
  return accepted({
    venue: name,
    key: name,
    base,
    quote: capabilities.quoteAsset,
    fees: capabilities.listedFees,
  });
}
