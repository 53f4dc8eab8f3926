// From layers of settings to a plan: which instruments, which markets, which limits. Everything that can be wrong is found
// here, before anything starts.
import { refused, type Checked, type CheckFailure } from '../../core/checked.ts';
import { openRecording } from '../../recorder/open-recording.ts';
import type { Gathered } from '../settings/gather.ts';
import type { Layers } from '../settings/layers.ts';
import { chooseMarket, type VenuesChoice } from '../settings/market-choice.ts';
import { planReplay } from './plan-replay.ts';
import { planSimulated } from './plan-simulated.ts';
import type { RunPlan, SimulatedPlan } from './run-plan.ts';

/** A run in whichever world was asked for; `isLocal` takes local servers for the venues that are named. */
export async function planRun(
  gathered: Pick<Gathered, 'layers' | 'environment'>,
  isLocal: boolean,
): Promise<Checked<RunPlan>> {
  const market = chooseMarket(gathered.layers);
  if (!market.ok) return market;
  if (!isLocal) return planSimulatedRun(gathered.layers);
  if (market.value.kind === 'venues')
    return (await import('./wire/plan-wire.ts')).planWire(gathered, market.value, { isLocal });
  return refused(
    'local-without-venues',
    '--local is given, and no venues are',
    'name them: --primary backpack --hedge grvt',
  );
}

/** A run in virtual time; `open` stands in where several runs replay one recording. */
export async function planSimulatedRun(
  layers: Layers,
  open: typeof openRecording = openRecording,
): Promise<Checked<SimulatedPlan>> {
  const market = chooseMarket(layers);
  if (!market.ok) return market;
  switch (market.value.kind) {
    case 'simulated':
      return planSimulated(layers, market.value.ticker);
    case 'replay':
      return planReplay(layers, market.value, open);
    case 'venues':
      return onlyLocal(market.value);
  }
}

function onlyLocal({ primary, hedge }: VenuesChoice): CheckFailure {
  return refused(
    'venues-not-reached',
    `${primary} and ${hedge} are named, and their own markets are not traded by this version`,
    'use `evenkeel run` with --local, which trades on local servers of them, or leave the venues out',
  );
}
