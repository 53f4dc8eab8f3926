// Both venues, looked at at the same time, and what a run of the pair would be asked to do there.
import { checkAtPrices } from '../../core/check-at-prices.ts';
import { accepted, type Checked } from '../../core/checked.ts';
import { sizeStep, type PairConfig } from '../../core/pair.ts';
import { venueRegistry, type VenueRegistry } from '../../venues/registry.ts';
import { findAdapter } from '../access/find-adapter.ts';
import { configure, marginLimitsOf } from '../run/configure.ts';
import type { WireLeg } from '../run/wire/wire-leg.ts';
import type { FoundFile } from '../settings/env-file.ts';
import { settle } from '../settings/in-force.ts';
import type { Layers } from '../settings/layers.ts';
import type { DoctorFacts, LegFacts, PairFacts } from './facts.ts';
import { lookAtLeg, type Looking, type WhichLeg } from './look-at-leg.ts';

export interface WhichPair {
  readonly primary: string;
  readonly hedge: string;
  readonly ticker: string;
  readonly layers: Layers;
  readonly environmentFile: FoundFile | undefined;
  readonly isOrderTest: boolean;
}

export interface LookedAtPair {
  readonly facts: DoctorFacts;
  /** What it takes to trade the pair, where everything is there. */
  readonly trade: { readonly config: PairConfig; readonly legs: readonly [WireLeg, WireLeg] } | undefined;
}

export async function lookAtPair(
  looking: Looking,
  { primary, hedge, ticker, layers, environmentFile, isOrderTest }: WhichPair,
  registry: VenueRegistry = venueRegistry,
): Promise<Checked<LookedAtPair>> {
  const [first, second] = [await findAdapter(primary, registry), await findAdapter(hedge, registry)];
  if (!first.ok) return first;
  if (!second.ok) return second;
  const whichOf = (role: LegFacts['role'], adapter: typeof first.value): WhichLeg => ({
    role,
    venue: adapter.name,
    capabilities: adapter.capabilities,
    ticker,
  });
  const own = whichOf('primary', first.value);
  const other = whichOf('hedge', second.value);
  // One account is asked once: two at a time would be told each other's replies.
  const isOne = own.venue === other.venue;
  const [one, two] = await Promise.all([
    lookAtLeg(looking, own),
    isOne ? undefined : lookAtLeg(looking, other),
  ]);
  const legs = { primary: one.facts, hedge: two?.facts ?? { ...one.facts, role: 'hedge' } } as const;
  const { clock, startUs } = looking.access;
  const { pair, config } = planOf(layers, startUs, legs) ?? {};
  const facts = { environmentFile, ...legs, pair, nowUs: clock.nowUs(), isOrderTest };
  const isTradable = config !== undefined && one.leg !== undefined && two?.leg !== undefined;
  return accepted({ facts, trade: isTradable ? { config, legs: [one.leg, two.leg] } : undefined });
}

interface Plan {
  readonly pair: PairFacts;
  /** Where it contradicts neither itself nor the market. */
  readonly config: PairConfig | undefined;
}

function planOf(
  layers: Layers,
  startUs: number,
  { primary, hedge }: Pick<DoctorFacts, 'primary' | 'hedge'>,
): Plan | undefined {
  if (primary.instrument?.ok !== true || hedge.instrument?.ok !== true) return undefined;
  const market = {
    kind: 'venues',
    startUs,
    primary: primary.instrument.value,
    hedge: hedge.instrument.value,
  } as const;
  const { values } = settle(layers, market);
  const configured = configure(layers, market);
  const contradiction = configured.ok
    ? contradictionAtPrices(configured.value.config, primary, hedge)
    : configured;
  const pair = {
    size: values.size.most,
    sizeStep: sizeStep(market),
    marginLimits: marginLimitsOf(values),
    primaryFees: values.primaryFees,
    hedgeFees: values.hedgeFees,
    contradiction,
  };
  const isSound = configured.ok && contradiction === undefined;
  return { pair, config: isSound ? configured.value.config : undefined };
}

/** What only prices can tell, where both are known. */
function contradictionAtPrices(
  config: PairConfig,
  primary: LegFacts,
  hedge: LegFacts,
): PairFacts['contradiction'] {
  const [own, other] = [primary.book?.touch, hedge.book?.touch];
  return own === undefined || other === undefined
    ? undefined
    : checkAtPrices(config, { primary: own, hedge: other });
}
