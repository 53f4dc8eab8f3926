// A whole session on the simulated venues without a screen: planned from settings as they would be typed, run, and told.
import { layersOf, type TextsByName } from '../../settings/from-flags.ts';
import type { Face } from '../../view/face.ts';
import { planRun } from '../plan.ts';
import { createRecords } from '../records.ts';
import type { RunReport } from '../report.ts';
import { Session } from '../session.ts';

/** `onLook` is called whenever a face would be shown something. Throws what a user would be refused with. */
export async function runSession(
  folder: string,
  texts: TextsByName,
  onLook: () => void = () => undefined,
): Promise<RunReport> {
  const layers = layersOf({ speed: 'max', runsDir: `${folder}/runs`, ...texts });
  const plan = layers.ok ? await planRun(layers.value) : layers;
  if (!plan.ok) throw new Error(`${plan.code}: ${plan.message}: ${plan.remedy}`);
  const records = createRecords(plan.value);
  if (!records.ok) throw new Error(`${records.code}: ${records.message}`);
  const nothing = (): void => undefined;
  const face: Face = { begin: nothing, update: onLook, alert: nothing, notice: nothing, end: nothing };
  return await new Session({ plan: plan.value, face, records: records.value }).run();
}
