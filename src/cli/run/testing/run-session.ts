// A whole session on the simulated venues without a screen: planned from settings as they would be typed, run, and told.
import type { RunOutcome } from '../../../core/commands.ts';
import type { TextsByName } from '../../settings/from-flags.ts';
import { layersOf } from '../../settings/from-flags.ts';
import type { EndedRun, Face } from '../../view/face.ts';
import { planRun } from '../plan.ts';
import { createRecords } from '../records.ts';
import { Session } from '../session.ts';

export interface EndedSession {
  readonly outcome: RunOutcome;
  readonly run: EndedRun;
  readonly alerts: readonly string[];
}

/** `onLook` is called whenever a face would be shown something. Throws what a user would be refused with. */
export async function runSession(
  folder: string,
  texts: TextsByName,
  onLook: () => void = () => undefined,
): Promise<EndedSession> {
  const layers = layersOf({ speed: 'max', runsDir: `${folder}/runs`, ...texts });
  const plan = layers.ok ? await planRun(layers.value) : layers;
  if (!plan.ok) throw new Error(`${plan.code}: ${plan.message}: ${plan.remedy}`);
  const records = createRecords(plan.value);
  if (!records.ok) throw new Error(`${records.code}: ${records.message}`);
  const alerts: string[] = [];
  let ended: EndedRun | undefined;
  const face: Face = {
    begin: () => undefined,
    update: onLook,
    alert: ({ code }) => alerts.push(code),
    notice: () => undefined,
    end: (run) => {
      ended = run;
    },
  };
  const outcome = await new Session({ plan: plan.value, face, records: records.value }).run();
  if (ended === undefined) throw new Error('a session tells its end');
  return { outcome, run: ended, alerts };
}
