// Where the runs of a backtest leave their folders: those of one market always, because somebody will want to look into it; those of many only when
// told to, because each hour of a market takes some 30 MB under each bound.
import { folderStamp, type RecordsPlace } from '../run/records.ts';
import type { BoundName } from './bounds.ts';
import type { BacktestPlan } from './plan-backtest.ts';

/** By the market's place among those of the backtest, from 0; `undefined` where its runs are not kept. */
export type Keeping = (market: number, bound: BoundName) => RecordsPlace | undefined;

export const keepsNothing: Keeping = () => undefined;

/** `isWanted` as it was typed; `undefined` where it was not. */
export function keepingOf(
  { tests, plan: { config, settings } }: Pick<BacktestPlan, 'tests' | 'plan'>,
  isWanted: boolean | undefined,
): Keeping {
  if (!(isWanted ?? tests.length === 1)) return keepsNothing;
  const label = `${folderStamp(new Date())}-${config.primary.base}-backtest`;
  return (market, bound) => ({
    base: settings.values.runsDir,
    name: [label, ...(tests.length === 1 ? [] : [shortName(tests, market)]), bound].join('-'),
  });
}

function shortName(tests: BacktestPlan['tests'], market: number): string {
  const { name = '', files } = tests[market] ?? {};
  return files === undefined ? name : `market ${market + 1}`;
}
