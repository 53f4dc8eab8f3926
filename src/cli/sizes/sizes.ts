// What `evenkeel sizes` does: the books of both legs, looked at once a second, and what each size would have cost to take from them.
import { accepted, refused, type Checked, type CheckFailure } from '../../core/checked.ts';
import {
  baseToLotsTowardsZero,
  formatLots,
  isMultipleOfLot,
  type Instrument,
} from '../../core/instrument.ts';
import { formatBase, lots, type BaseQuantity } from '../../core/money.ts';
import type { LegName } from '../../ledger/entries.ts';
import { Book } from '../../market/book.ts';
import type { MarketSource } from '../../ports/market-source.ts';
import { noticeOf } from '../../reports/summary.ts';
import { openOnce } from '../backtest/open-once.ts';
import { planBacktest, type BacktestFlags } from '../backtest/plan-backtest.ts';
import type { OpenRecording } from '../backtest/play-market.ts';
import { withSettings } from '../backtest/test-markets.ts';
import { planSimulatedRun } from '../run/plan.ts';
import { gatherSettings, type SettingOptions } from '../settings/gather.ts';
import type { Layers } from '../settings/layers.ts';
import { parsePositiveBase } from '../settings/read-amount.ts';
import { defaultSize, wantsColour } from '../view/terminal.ts';
import { bestSize, SizeCosts } from './size-costs.ts';
import { renderSizes, type LegSizes, type SizesReport } from './sizes-text.ts';
import { refuse } from '../refuse.ts';

export type SizesFlags = Pick<BacktestFlags, 'despiteDefects'> & {
  readonly sizes?: string;
  readonly extra?: string;
};
export type SizesOptions = SettingOptions & SizesFlags & { readonly json?: boolean };

const oneLot = lots(1);
const lookEveryUs = 1_000_000;
/** Of a market that has no end of its own. */
const syntheticUs = 600_000_000;
const defaultSizes = '0.01,0.1,0.5,1,5,10';

export async function sizes({ json: isJson = false, ...options }: SizesOptions): Promise<void> {
  const gathered = await gatherSettings(options, process.env);
  const report = gathered.ok ? await measureSizes(gathered.value.layers, options, openOnce()) : gathered;
  if (!report.ok) {
    refuse(report);
    return;
  }
  const { columns } = process.stdout;
  const width = process.stdout.isTTY ? columns : defaultSize.columns + 30;
  const useColour = wantsColour(process.stdout, process.env);
  process.stdout.write(
    isJson ? `${JSON.stringify(report.value)}\n` : renderSizes(report.value, { width, useColour }),
  );
}

export async function measureSizes(
  layers: Layers,
  { sizes: list = defaultSizes, extra = '0.1', despiteDefects = false }: SizesFlags,
  open: OpenRecording,
): Promise<Checked<SizesReport>> {
  const extraBps = Number(extra.trim());
  if (!/^\d{1,4}(\.\d{1,4})?$/.test(extra.trim()))
    return refused('bad-option', `--extra is "${extra}"`, 'use basis points from 0, such as 0.1');
  const wanted = readSizes(list);
  if (!wanted.ok) return wanted;
  // Nothing is traded; what is planned has the smallest size, so that no other setting stands in the way.
  const size = wanted.value.slice(0, 1).map(formatBase);
  const plan = await planBacktest(withSettings(layers, { size }), { despiteDefects }, open);
  if (!plan.ok) return plan;
  const { config, world } = plan.value.plan;
  const untradable = refuseUntradable(wanted.value, [config.hedge, config.primary]);
  if (untradable !== undefined) return untradable;
  const costsOn = (instrument: Instrument): SizeCosts =>
    new SizeCosts(wanted.value.map((each) => baseToLotsTowardsZero(instrument, each)));
  const costs = { primary: costsOn(config.primary), hedge: costsOn(config.hedge) };
  for (const { layers: own, name } of plan.value.tests) {
    const market = await planSimulatedRun(own, open, { kind: 'backtest' });
    if (!market.ok) return market;
    const other = otherInstrument(market.value.config, config);
    if (other !== undefined)
      return refused(
        'other-instrument',
        `${name} is of ${other}, and the first market is not`,
        'look at each by itself',
      );
    const { sources, dataEnd } = market.value;
    for (const leg of ['primary', 'hedge'] as const) lookAt(sources[leg], dataEnd?.atUs, costs[leg]);
  }
  const ofLeg = (leg: LegName): LegSizes => {
    const summary = costs[leg].summary();
    const best = bestSize(summary, extraBps);
    return {
      market: `${config[leg].venue} ${config[leg].symbol}`,
      best: best === undefined ? null : formatLots(config[leg], best.lots),
      sizes: summary.map(({ lots: count, ...cost }) => ({ size: formatLots(config[leg], count), ...cost })),
    };
  };
  return accepted({
    command: 'sizes',
    notice: noticeOf(world),
    baseAsset: config.hedge.base,
    markets: plan.value.tests.length,
    extraBps,
    hedge: ofLeg('hedge'),
    primary: ofLeg('primary'),
  });
}

/** Sizes are counted in lots, and what is another market is another question. */
function otherInstrument(
  found: Readonly<Record<LegName, Instrument>>,
  first: Readonly<Record<LegName, Instrument>>,
): string | undefined {
  const other = (['primary', 'hedge'] as const).find(
    (leg) =>
      found[leg].symbol !== first[leg].symbol || found[leg].baseUnitsPerLot !== first[leg].baseUnitsPerLot,
  );
  return other === undefined ? undefined : `${found[other].symbol} (lot ${formatLots(found[other], oneLot)})`;
}

/** The smallest first. */
function readSizes(list: string): Checked<readonly BaseQuantity[]> {
  const read: BaseQuantity[] = [];
  for (const text of list.split(',').map((each) => each.trim())) {
    const quantity = parsePositiveBase(text);
    if (quantity === undefined)
      return refused(
        'bad-option',
        `--sizes has "${text}"`,
        'use quantities above 0 with commas, such as 0.1,1',
      );
    read.push(quantity);
  }
  const twice = read.find((size, index) => read.indexOf(size) !== index);
  if (twice !== undefined)
    return refused('bad-option', `--sizes has ${formatBase(twice)} twice`, 'give each size once');
  return accepted(read.sort((left, right) => (left < right ? -1 : 1)));
}

function refuseUntradable(
  wanted: readonly BaseQuantity[],
  legs: readonly Instrument[],
): CheckFailure | undefined {
  for (const leg of legs) {
    const misfit = wanted.find((size) => !isMultipleOfLot(leg, size));
    if (misfit !== undefined)
      return refused(
        'bad-option',
        `--sizes has ${formatBase(misfit)}, which is no multiple of the lot of ${leg.venue} ${leg.symbol}`,
        `use multiples of ${formatLots(leg, oneLot)}`,
      );
  }
  return undefined;
}

/** `endUs` of a market that has no end is `undefined`. */
function lookAt(source: MarketSource, endUs: number | undefined, costs: SizeCosts): void {
  const book = new Book();
  let lookAtUs = source.nextTimeUs + lookEveryUs;
  const untilUs = endUs ?? source.nextTimeUs + syntheticUs;
  while (source.nextTimeUs <= untilUs) {
    for (; lookAtUs < source.nextTimeUs; lookAtUs += lookEveryUs) costs.look(book);
    const message = source.take();
    if (message.kind !== 'trade') book.apply(message.levels, message.kind !== 'levels');
  }
}
