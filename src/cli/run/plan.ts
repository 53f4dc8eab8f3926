// From layers of settings to a plan: which instruments, which markets, which limits. Everything that can be wrong is found
// here, before anything starts.
import { accepted, refused, type Checked, type CheckFailure } from '../../core/checked.ts';
import type { openRecording } from '../../recorder/open-recording.ts';
import type { Gathered } from '../settings/gather.ts';
import { fitToWorld } from '../settings/idle.ts';
import type { Layers } from '../settings/layers.ts';
import { chooseMarket, tickerOf, type VenuesChoice } from '../settings/market-choice.ts';
import type { RecordedPart } from './plan-replay.ts';
import type { RunPlan, SimulatedPlan, WirePlan } from './run-plan.ts';
import type { WireOptions } from './wire/plan-wire.ts';

/** Where the venues that are named are traded; without either they are traded on paper. */
export interface WorldFlags {
  /** On servers that this process starts. */
  readonly isLocal: boolean;
  /** Where the keys belong. */
  readonly isLive: boolean;
}

/** A run in whichever world was asked for. */
export async function planRun(
  gathered: Pick<Gathered, 'layers' | 'environment'>,
  { isLocal, isLive }: WorldFlags,
): Promise<Checked<RunPlan>> {
  if (isLive) return planOverTheWire(gathered, { isLocal: false, takesUp: true });
  if (isLocal) return planOverTheWire(gathered, { isLocal });
  const market = chooseMarket(gathered.layers);
  if (!market.ok) return market;
  if (market.value.kind === 'venues')
    return (await import('./paper/plan-paper.ts')).planPaper(gathered, market.value);
  const fitted = fitToWorld(gathered.layers, market.value.kind, tickerOf(market.value));
  if (!fitted.ok) return fitted;
  const plan = await planSimulatedRun(fitted.value.layers);
  return plan.ok ? accepted({ ...plan.value, notes: [...fitted.value.notes, ...plan.value.notes] }) : plan;
}

/** A run that places orders on venues; what it opens stays open until the run is over, or is discarded. */
export async function planOverTheWire(
  gathered: Pick<Gathered, 'layers' | 'environment'>,
  options: WireOptions,
): Promise<Checked<WirePlan>> {
  const market = chooseMarket(gathered.layers);
  if (!market.ok) return market;
  if (market.value.kind === 'venues')
    return (await import('./wire/plan-wire.ts')).planWire(gathered, market.value, options);
  const flag = options.isLocal ? 'local' : 'live';
  return refused(
    `${flag}-without-venues`,
    `--${flag} is given, and no venues are`,
    'name them: --primary backpack --hedge grvt',
  );
}

export interface SimulationWish {
  /** What a synthetic market is for. */
  readonly kind?: 'simulated' | 'backtest';
  readonly part?: RecordedPart | undefined;
}

/**
 * A run in virtual time; `open` stands in where several runs replay one recording. What makes markets up is loaded only here: a run over the
 * wire is not to start later for it.
 */
export async function planSimulatedRun(
  layers: Layers,
  open?: typeof openRecording,
  { kind = 'simulated', part }: SimulationWish = {},
): Promise<Checked<SimulatedPlan>> {
  const market = chooseMarket(layers);
  if (!market.ok) return market;
  switch (market.value.kind) {
    case 'simulated':
      return (await import('./plan-simulated.ts')).planSimulated(layers, {
        ticker: market.value.ticker,
        kind,
      });
    case 'replay':
      return (await import('./plan-replay.ts')).planReplay(
        layers,
        { ...market.value, part },
        open ?? (await import('../../recorder/open-recording.ts')).openRecording,
      );
    case 'venues':
      return isTyped(layers) ? onlyRun(market.value) : withoutVenues(layers, market.value, kind);
  }
}

const isTyped = ({ flags }: Layers): boolean => flags.has('primary') || flags.has('hedge');

/** A file keeps venues for the runs on their markets; what trades on none of them is not kept from doing so. */
async function withoutVenues(
  layers: Layers,
  { primary, hedge, ticker }: VenuesChoice,
  kind: NonNullable<SimulationWish['kind']>,
): Promise<Checked<SimulatedPlan>> {
  const { planSimulated } = await import('./plan-simulated.ts');
  const plan = planSimulated(layers, { ticker, kind });
  const note = `a synthetic market: ${primary} and ${hedge}, which your settings name, are not asked`;
  return plan.ok ? accepted({ ...plan.value, notes: [note, ...plan.value.notes] }) : plan;
}

function onlyRun({ primary, hedge }: VenuesChoice): CheckFailure {
  return refused(
    'venues-not-simulated',
    `${primary} and ${hedge} are named, and only \`evenkeel run\` trades on their markets`,
    'use that, or leave the venues out',
  );
}
