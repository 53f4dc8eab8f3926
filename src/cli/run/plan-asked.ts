// The run of the settings, or one that was named and is to go on with its own.
import type { Checked } from '../../core/checked.ts';
import type { Gathered } from '../settings/gather.ts';
import { runsFolder } from '../settings/runs-folder.ts';
import { planRun, type WorldFlags } from './plan.ts';
import type { RunPlan } from './run-plan.ts';

export async function planAsked(
  gathered: Gathered,
  named: string | undefined,
  world: WorldFlags,
): Promise<Checked<RunPlan>> {
  if (named === undefined) return planRun(gathered, world);
  const { layersOfRun, refuseAnotherRun, refuseContinueNowhere, runNamed } =
    await import('./take-up/continue.ts');
  const nowhere = refuseContinueNowhere(world.isLive);
  if (nowhere !== undefined) return nowhere;
  const directory = runNamed(named, runsFolder(gathered.layers, undefined));
  if (!directory.ok) return directory;
  const layers = layersOfRun(directory.value, gathered.layers);
  if (!layers.ok) return layers;
  const plan = await planRun({ ...gathered, layers: layers.value }, world);
  const other = plan.ok ? refuseAnotherRun(plan.value, directory.value) : undefined;
  if (plan.ok && other !== undefined && 'discard' in plan.value) await plan.value.discard();
  return other ?? plan;
}
