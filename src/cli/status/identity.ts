// Which run it is: what does not change while its process lives.
import { basename, resolve } from 'node:path';
import { noticeOf } from '../../reports/summary.ts';
import type { RunStatus } from '../../status/run-status.ts';
import type { RunPlan } from '../run/run-plan.ts';
import type { SettingName } from '../settings/table/table.ts';
import { kebabCase } from '../settings/setting.ts';
import { version } from '../version.ts';

export type RunIdentity = RunStatus['identity'];

/** Those that whoever looks on asks for; the rest is in the record. */
const shownSettings: readonly SettingName[] = [
  'size',
  'strategy',
  'side',
  'primaryMode',
  'hedgeMode',
  'makerPolicy',
  'primaryFees',
  'hedgeFees',
  'sleep',
  'hold',
  'maxCostPerMillion',
  'minEdgeBps',
  'exitEdgeBps',
  'maxPosition',
  'maxDailyLoss',
  'maxNotional',
  'killSwitch',
  'onStop',
];

export function identityOf(
  { config, settings, world }: Pick<RunPlan, 'config' | 'settings' | 'world'>,
  { folder, speed }: { readonly folder: string; readonly speed: string },
): RunIdentity {
  const { primary, hedge } = config;
  return {
    name: basename(folder),
    folder: resolve(folder),
    pair: `${primary.base} ${primary.venue}/${hedge.venue}`,
    baseAsset: primary.base,
    quoteAsset: primary.quote,
    world,
    notice: noticeOf(world),
    processId: process.pid,
    engineVersion: version,
    startedAtMs: Date.now(),
    speed,
    settings: shownSettings.flatMap((name) => {
      const texts = settings.given.get(name)?.texts ?? [];
      return texts.length === 0 ? [] : [{ name: kebabCase(name), value: texts.join(', ') }];
    }),
  };
}
