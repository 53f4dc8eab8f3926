// What `evenkeel sizes` does: the hedge's books, looked at once a second, and what each size would have cost to take from them.
import { accepted, refused, type Checked } from '../../core/checked.ts';
import {
  baseToLotsTowardsZero,
  formatLots,
  isMultipleOfLot,
  type Instrument,
} from '../../core/instrument.ts';
import type { Lots } from '../../core/money.ts';
import { Book } from '../../market/book.ts';
import type { MarketSource } from '../../ports/market-source.ts';
import { noticeOf } from '../../reports/summary.ts';
import { openOnce } from '../backtest/open-once.ts';
import { planBacktest, type BacktestFlags } from '../backtest/plan-backtest.ts';
import { exitCodes } from '../exit-codes.ts';
import { gatherSettings, type SettingOptions } from '../settings/gather.ts';
import { parsePositiveBase } from '../settings/read-amount.ts';
import { usageLine } from '../usage-line.ts';
import { bestSize, SizeCosts, type SizeCost } from './size-costs.ts';
import { renderSizes, type SizesReport } from './sizes-text.ts';

export type SizesOptions = SettingOptions &
  Pick<BacktestFlags, 'despiteDefects'> & {
    readonly sizes?: string;
    readonly extra?: string;
    readonly json?: boolean;
  };

const lookEveryUs = 1_000_000;
/** Of a market that has no end of its own. */
const syntheticUs = 600_000_000;
const defaultSizes = '0.01,0.1,0.5,1,5,10';

export async function sizes(options: SizesOptions): Promise<void> {
  const report = await measure(options);
  if (!report.ok) {
    process.stderr.write(usageLine(report));
    process.exitCode = exitCodes.badInput;
    return;
  }
  process.stdout.write(
    options.json === true ? `${JSON.stringify(report.value)}\n` : renderSizes(report.value),
  );
}

async function measure({
  sizes: list = defaultSizes,
  extra = '0.1',
  ...options
}: SizesOptions): Promise<Checked<SizesReport>> {
  const extraBps = Number(extra.trim());
  if (!/^\d{1,4}(\.\d{1,4})?$/.test(extra.trim()))
    return refused('bad-option', `--extra is "${extra}"`, 'use basis points from 0, such as 0.1');
  const gathered = await gatherSettings(options, process.env);
  if (!gathered.ok) return gathered;
  const plan = await planBacktest(gathered.value.layers, options, openOnce());
  if (!plan.ok) return plan;
  const { config, sources, world } = plan.value.plan;
  const wanted = readSizes(list, config.hedge);
  if (!wanted.ok) return wanted;
  const costs = lookAt(sources.hedge, wanted.value);
  const inBase = ({ lots, ...cost }: SizeCost) => ({ size: formatLots(config.hedge, lots), ...cost });
  const best = bestSize(costs, extraBps);
  return accepted({
    command: 'sizes',
    notice: noticeOf(world),
    baseAsset: config.hedge.base,
    market: `${config.hedge.venue} ${config.hedge.symbol}`,
    extraBps,
    best: best === undefined ? null : formatLots(config.hedge, best.lots),
    sizes: costs.map(inBase),
  });
}

function readSizes(list: string, hedge: Instrument): Checked<readonly Lots[]> {
  const read: Lots[] = [];
  for (const text of list.split(',').map((each) => each.trim())) {
    const quantity = parsePositiveBase(text);
    if (quantity === undefined || !isMultipleOfLot(hedge, quantity))
      return refused(
        'bad-option',
        `--sizes has "${text}"`,
        `use multiples of a lot of ${hedge.symbol} above 0, such as 0.1,1`,
      );
    read.push(baseToLotsTowardsZero(hedge, quantity));
  }
  return accepted(read.sort((left, right) => left - right));
}

function lookAt(source: MarketSource, wanted: readonly Lots[]): SizeCost[] {
  const costs = new SizeCosts(wanted);
  const book = new Book();
  let lookAtUs = source.nextTimeUs() + lookEveryUs;
  const untilUs = source.nextTimeUs() + syntheticUs;
  while (source.nextTimeUs() <= untilUs) {
    for (; lookAtUs < source.nextTimeUs(); lookAtUs += lookEveryUs) costs.look(book);
    const message = source.take();
    if (message.kind !== 'trade') book.apply(message.levels, message.kind !== 'levels');
  }
  return costs.summary();
}
