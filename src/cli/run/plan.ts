// From layers of settings to a plan: which instruments, which markets, which limits. Everything that can be wrong is found
// here, before anything starts.
import { openRecording } from '../../recorder/open-recording.ts';
import { chooseMarket } from '../settings/market-choice.ts';
import type { Layers } from '../settings/layers.ts';
import type { Checked } from '../../core/checked.ts';
import { planReplay } from './plan-replay.ts';
import { planSimulated } from './plan-simulated.ts';
import type { SimulatedPlan } from './run-plan.ts';

/** `open` stands in where several runs replay one recording. */
export async function planRun(
  layers: Layers,
  open: typeof openRecording = openRecording,
): Promise<Checked<SimulatedPlan>> {
  const market = chooseMarket(layers);
  if (!market.ok) return market;
  return market.value.kind === 'simulated'
    ? planSimulated(layers, market.value.ticker)
    : await planReplay(layers, market.value, open);
}
