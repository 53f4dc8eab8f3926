// What was asked for on the command line, judged: markets, their defects, and a plan that holds for all of them. Everything that can be wrong is
// found here, before anything is played.
import { accepted, refused, type Checked } from '../../core/checked.ts';
import { parseQuote } from '../../core/money.ts';
import type { Recording } from '../../recorder/recording.ts';
import { planSimulatedRun } from '../run/plan.ts';
import type { SimulatedPlan } from '../run/run-plan.ts';
import { fitToWorld } from '../settings/idle.ts';
import type { Layers } from '../settings/layers.ts';
import { inspectMarkets, refuseDefects, refuseHalves } from './market-defects.ts';
import type { OpenRecording } from './play-market.ts';
import type { BacktestFacts, ReportedMarket } from './report.ts';
import { marketsOf, type TestMarket } from './test-markets.ts';

/** As commander hands them over. */
export interface BacktestFlags {
  readonly seeds?: string;
  readonly target?: string;
  readonly despiteDefects?: boolean;
}

export interface BacktestPlan extends BacktestFacts {
  readonly tests: readonly TestMarket[];
}

const marketsShown = 20;

export async function planBacktest(
  given: Layers,
  { seeds, target = '0', despiteDefects: goesOn = false }: BacktestFlags,
  open: OpenRecording,
): Promise<Checked<BacktestPlan>> {
  const wanted = parseQuote(target.trim());
  if (wanted === undefined)
    return refused(
      'bad-option',
      `--target is "${target}"`,
      'use a net cost per 1M of volume, such as 50; below 0 is a gain',
    );
  const fitted = fitToWorld(given, 'backtest');
  if (!fitted.ok) return fitted;
  const tests = marketsOf(fitted.value.layers, seeds);
  if (!tests.ok) return tests;
  const defects = await inspectMarkets(tests.value, open);
  if (!defects.ok) return defects;
  const { markets } = tests.value;
  if (markets.length === 0) return refuseHalves(defects.value);
  if (defects.value.length > 0 && !goesOn) return refuseDefects(defects.value);
  const plans: SimulatedPlan[] = [];
  const reported: ReportedMarket[] = [];
  const notes = new Set<string>(fitted.value.notes);
  // A seed is as good as any other, and only the first is planned; recordings differ in everything.
  for (const market of markets[0]?.files === undefined ? markets.slice(0, 1) : markets) {
    const plan = await planSimulatedRun(market.layers, open, { kind: 'backtest' });
    if (!plan.ok) return plan;
    plans.push(plan.value);
    for (const note of plan.value.notes) notes.add(note);
  }
  const [plan] = plans;
  if (plan === undefined)
    return refused('no-market', 'there is no market to trade on', 'give recordings, or --seeds');
  for (const market of markets) reported.push(await reportedMarket(market, plan, open));
  return accepted({
    tests: markets,
    plan,
    markets: reported,
    defects: defects.value,
    notes: [...notes].slice(0, marketsShown),
    target: target.trim(),
  });
}

async function reportedMarket(
  { name, files }: TestMarket,
  { config: { primary, hedge } }: SimulatedPlan,
  open: OpenRecording,
): Promise<ReportedMarket> {
  const symbols = { primary: `${primary.venue} ${primary.symbol}`, hedge: `${hedge.venue} ${hedge.symbol}` };
  if (files === undefined) return { name, key: syntheticKey(primary.base, name), ...symbols };
  const [left, right] = [await open(files.primary), await open(files.hedge)];
  const keys = [left, right].map((recording) => (recording.ok ? keyOf(recording.value) : ''));
  return { name, key: keys.join(' | '), ...symbols };
}

/** The same for a recording however it is stored, and another for another one. */
const keyOf = ({ facts: { symbol, startUs, endUs }, messages: { count } }: Recording): string =>
  `${symbol} ${startUs} ${endUs} ${count}`;

/** `name` is that of the seed: "seed 7". */
export const syntheticKey = (base: string, name: string): string => `synthetic ${base} ${name}`;
