// A whole session on the simulated venues without a screen: planned from settings as they would be typed, run, and told.
import type { PairState } from '../../../execution/pair-state.ts';
import { layersOf, type TextsByName } from '../../settings/from-flags.ts';
import type { Notifier } from '../../../ports/notifier.ts';
import { RunAlerts } from '../../alerts/run-alerts.ts';
import type { Face } from '../../view/face.ts';
import { openDayCarry } from '../day-carry.ts';
import { planSimulatedRun } from '../plan.ts';
import { createRecords } from '../records.ts';
import type { RunReport } from '../report.ts';
import { Session } from '../session.ts';

export interface Onlookers {
  readonly onNotice?: (text: string) => void;
  readonly notifier?: Notifier;
  /** After every turn that was recorded. */
  readonly onTurn?: (session: Session, pair: PairState) => void;
}

/** Throws what a user would be refused with. */
export async function runSession(
  folder: string,
  texts: TextsByName,
  { onNotice = () => undefined, notifier, onTurn }: Onlookers = {},
): Promise<RunReport> {
  const layers = layersOf({ speed: 'max', runsDir: `${folder}/runs`, ...texts });
  const plan = layers.ok ? await planSimulatedRun(layers.value) : layers;
  if (!plan.ok) throw new Error(`${plan.code}: ${plan.message}: ${plan.remedy}`);
  const day = openDayCarry(plan.value, ({ text }) => {
    throw new Error(text);
  });
  if (!day.ok) throw new Error(`${day.code}: ${day.message}: ${day.remedy}`);
  const records = createRecords(plan.value, undefined, day.value?.carried);
  if (!records.ok) throw new Error(`${records.code}: ${records.message}`);
  const nothing = (): void => undefined;
  const face: Face = { begin: nothing, update: nothing, alert: nothing, notice: onNotice, end: nothing };
  const session = new Session({
    plan: plan.value,
    face,
    records: records.value,
    day: day.value,
    alerts: notifier && new RunAlerts({ plan: plan.value, notifier, runDirectory: records.value.path }),
    onTurn: (_commands, pair) => onTurn?.(session, pair),
  });
  return await session.run();
}
