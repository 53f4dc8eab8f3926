// What is simpler than a scenario, step by step: fewer faults first, then a shorter run, then a plainer one. Each step gives variants, the
// simplest first; each variant differs in one respect, and is a run that could be asked for.
import { checkPair } from '../../src/core/check-pair.ts';
import { limits } from '../../src/core/limits.ts';
import { pairConfigOf } from '../scenario/pair-config.ts';
import type {
  Crash,
  Fault,
  LimitsPlan,
  MarketPlan,
  OperatorAct,
  Scenario,
  Workload,
} from '../scenario/scenario.ts';
import { startOf } from '../scenario/start.ts';

export type SimplerStep = (scenario: Scenario) => Scenario[];

const second = 1_000_000;

const plainLimits: LimitsPlan = {
  entryEdgeBps: undefined,
  exitEdgeBps: undefined,
  unwindAdverseBps: undefined,
  unwindPatienceMs: undefined,
  waitMaxMs: undefined,
  basisWindowMs: undefined,
  durationMaxMs: undefined,
  attemptsMax: undefined,
  volumeMax: undefined,
  dailyLoss: undefined,
  notionalMax: undefined,
  failuresMax: limits.consecutiveFailuresMax,
};

const plainWorkload: Partial<Workload> = {
  strategy: 'alternate',
  primaryMode: 'bbo',
  hedgeMode: 'market',
  makerPolicy: 'follow-touch',
  isOneAccount: false,
  forgetsOrderIds: [],
  iterations: 1,
  sleepMs: 0,
  holdMs: undefined,
  orderRate: undefined,
  cancelGapMs: 0,
  collateral: '10000000',
};

const plainMarket: Partial<MarketPlan> = {
  jumpPpm: 0,
  speedBumpUs: 0,
  opensBeforeFundingMs: undefined,
  spreadTicks: 1,
  stepTicks: 2,
  levels: 5,
  levelPercent: 100,
  tradeSizePercent: 100,
  latencyUs: { primary: 1_000, hedge: 1_000 },
};

export const simplerSteps: readonly SimplerStep[] = [
  fewerParts,
  shorter,
  fewerIterations,
  plainerLimits,
  plainerWorkload,
  plainerInstruments,
  plainerMarket,
  plainerFaults,
  plainerCrashes,
  plainerActs,
].map((step) => (scenario) => step(scenario).filter(canBeAskedFor));

function canBeAskedFor(scenario: Scenario): boolean {
  return checkPair(pairConfigOf(scenario.workload, startOf(scenario))) === undefined;
}

/** Without all, without a half, without a quarter, … and without a single one of the faults, crashes and acts. */
function fewerParts({ faults, crashes, operator, ...rest }: Scenario): Scenario[] {
  const count = faults.length + crashes.length + operator.length;
  const variants: Scenario[] = [];
  for (let size = count; size >= 1; size = Math.floor(size / 2)) {
    for (let from = 0; from < count; from += size) {
      const isKept = (index: number): boolean => index < from || index >= from + size;
      variants.push({
        ...rest,
        faults: faults.filter((_, index) => isKept(index)),
        crashes: crashes.filter((_, index) => isKept(faults.length + index)),
        operator: operator.filter((_, index) => isKept(faults.length + crashes.length + index)),
      });
    }
  }
  return variants;
}

/** The safety phase as long as its faults last, or half of what is left of it after them. */
function shorter(scenario: Scenario): Scenario[] {
  const { faults, crashes, operator, safetyUs } = scenario;
  const ends = [
    ...faults.map(({ untilUs }) => untilUs),
    ...crashes.map(({ fromUs }) => fromUs),
    ...operator.map(({ atUs }) => atUs),
  ];
  const least = Math.ceil((Math.max(0, ...ends) + 1) / second) * second;
  return toward(safetyUs, least, second).map((value) => ({ ...scenario, safetyUs: value }));
}

function fewerIterations({ workload, ...rest }: Scenario): Scenario[] {
  return toward(workload.iterations, 1, 1).map((iterations) => ({
    ...rest,
    workload: { ...workload, iterations },
  }));
}

function plainerLimits({ workload, ...rest }: Scenario): Scenario[] {
  const variants = [plainLimits, ...oneByOne(workload.limits, plainLimits)];
  return variants.map((plan) => ({ ...rest, workload: { ...workload, limits: plan } }));
}

function plainerWorkload({ workload, ...rest }: Scenario): Scenario[] {
  return [{ ...workload, ...plainWorkload }, ...oneByOne(workload, plainWorkload)].map((plainer) => ({
    ...rest,
    workload: plainer,
  }));
}

/** Both venues alike, without minima; one size, in round figures. */
function plainerInstruments({ workload, ...rest }: Scenario): Scenario[] {
  const { primary, hedge } = workload.instruments;
  const one = { lot: '0.001', minimumLots: 1, minimumNotional: '0' };
  const pairs = [
    [one, one],
    [primary, primary],
    [hedge, hedge],
    [
      { ...primary, minimumNotional: '0' },
      { ...hedge, minimumNotional: '0' },
    ],
    [
      { ...primary, minimumLots: 1 },
      { ...hedge, minimumLots: 1 },
    ],
  ] as const;
  const variants = pairs.map(([first, last]) => ({
    ...workload,
    instruments: { primary: first, hedge: last },
  }));
  const sizes = ['0.100', '1.000', workload.size].map((size) => ({
    ...workload,
    size,
    sizeMin: size,
    positionLimit: size,
  }));
  return [...variants, ...sizes].map((plainer) => ({ ...rest, workload: plainer }));
}

function plainerMarket({ market, ...rest }: Scenario): Scenario[] {
  return [{ ...market, ...plainMarket }, ...oneByOne(market, plainMarket)].map((plainer) => ({
    ...rest,
    market: plainer,
  }));
}

function plainerFaults({ faults, ...rest }: Scenario): Scenario[] {
  return eachChanged(faults, plainerFault).map((changed) => ({ ...rest, faults: changed }));
}

function plainerFault(fault: Fault): Fault[] {
  const { fromUs, untilUs, percent, amount } = fault;
  return [
    ...(percent === 100 ? [] : [{ ...fault, percent: 100 }]),
    ...toward(untilUs, fromUs, 1_000).map((value) => ({ ...fault, untilUs: value })),
    ...rounder(fromUs).map((value) => ({ ...fault, fromUs: value })),
    ...plainerAmounts(amount).map((value) => ({ ...fault, amount: value })),
  ];
}

/** One digit, and half of it. */
function plainerAmounts(amount: number): number[] {
  const scale = 10 ** Math.max(0, String(Math.abs(amount)).length - 1);
  return [Math.round(amount / scale) * scale, Math.trunc(amount / 2)].filter(
    (value) => value !== amount && value !== 0,
  );
}

function plainerCrashes({ crashes, ...rest }: Scenario): Scenario[] {
  const plainer = (crash: Crash): Crash[] => [
    ...toward(crash.awayUs, 1_000, 1_000).map((awayUs) => ({ ...crash, awayUs })),
    ...rounder(crash.fromUs).map((fromUs) => ({ ...crash, fromUs })),
    ...(crash.cutsPower === true ? [{ ...crash, cutsPower: false }] : []),
  ];
  return eachChanged(crashes, plainer).map((changed) => ({ ...rest, crashes: changed }));
}

function plainerActs({ operator, ...rest }: Scenario): Scenario[] {
  const plainer = (act: OperatorAct): OperatorAct[] => rounder(act.atUs).map((atUs) => ({ ...act, atUs }));
  return eachChanged(operator, plainer).map((changed) => ({ ...rest, operator: changed }));
}

/** Each list differs from `items` in one item. */
function eachChanged<Item>(items: readonly Item[], plainer: (item: Item) => Item[]): Item[][] {
  return items.flatMap((item, index) => plainer(item).map((changed) => items.with(index, changed)));
}

/** Each differs from `whole` in one field, which is as plain as in `plain`. */
function oneByOne<Whole extends object>(whole: Whole, plain: Partial<Whole>): Whole[] {
  return (Object.keys(plain) as (keyof Whole)[])
    .filter((key) => JSON.stringify(whole[key]) !== JSON.stringify(plain[key]))
    .map((key) => ({ ...whole, [key]: plain[key] }));
}

/** The goal, or half the way to it in whole steps; nothing where that is no step. `value` is not below `goal`. */
function toward(value: number, goal: number, step: number): number[] {
  const halfway = goal + Math.ceil((value - goal) / 2 / step) * step;
  return [goal, halfway].filter((each) => each < value);
}

/** In whole seconds, tenths of them, or milliseconds. */
const rounder = (us: number): number[] =>
  [second, second / 10, 1_000].map((step) => Math.floor(us / step) * step).filter((value) => value !== us);
