// Runs a market for a while and measures it, from its messages alone.
import { assert } from '../../../../core/assert.ts';
import { formatDecimal, type Decimal } from '../../../../core/decimal.ts';
import { baseToLotsTowardsZero } from '../../../../core/instrument.ts';
import type { BaseQuantity } from '../../../../core/money.ts';
import { Book } from '../../../../market/book.ts';
import type { MarketSource } from '../../../../ports/market-source.ts';
import { FillWaits } from './fill-waits.ts';
import { MarketFigures } from './market-figures.ts';

export interface Measurement {
  /** By the names in the decision page. */
  readonly figures: ReadonlyMap<string, number>;
  readonly messagesPerSecond: number;
  /** Every 100 ms, in bps of the reference price. */
  readonly midsBps: readonly number[];
}

export interface MeasureOptions {
  /** What figures in bps and US dollars refer to. */
  readonly referencePrice: Decimal;
  readonly seconds: number;
  /** Size of the orders that join the touch. */
  readonly orderSize: BaseQuantity;
}

export function measure(source: MarketSource, options: MeasureOptions): Measurement {
  const { instrument } = source;
  const tick = Number(formatDecimal(instrument.tickSize));
  const lot = Number(formatDecimal(instrument.lotSize));
  const bpsPerTick = (tick / Number(formatDecimal(options.referencePrice))) * 1e4;
  const figures = new MarketFigures({ bpsPerTick, usdPerTickLot: tick * lot });
  const waits = new FillWaits(baseToLotsTowardsZero(instrument, options.orderSize));
  const book = new Book();
  const startUs = source.nextTimeUs;
  const endUs = startUs + options.seconds * 1e6;
  let messages = 0;
  while (source.nextTimeUs < endUs) {
    const message = source.take();
    const { kind, venueTimeUs } = message;
    messages += 1;
    if (kind === 'trade') {
      const sign = message.aggressor === 'buy' ? 1 : -1;
      figures.trade(venueTimeUs, message.price, message.quantity, sign);
      waits.trade(venueTimeUs, message.price, message.quantity, sign);
      continue;
    }
    book.apply(message.levels, kind === 'snapshot');
    const bid = book.bids.bestPrice();
    const ask = book.asks.bestPrice();
    assert(bid !== undefined && ask !== undefined && bid < ask, 'the book has two sides and is not crossed');
    figures.touch(venueTimeUs, bid, book.bids.bestQuantity(), ask, book.asks.bestQuantity());
    waits.touch(venueTimeUs, bid, book.bids.bestQuantity(), ask, book.asks.bestQuantity());
    figures.depth(venueTimeUs, book);
  }
  const fillFigures = waits.report(bpsPerTick, (timeUs) => figures.midAt(timeUs));
  return {
    figures: new Map([...figures.report(), ...fillFigures]),
    messagesPerSecond: messages / options.seconds,
    midsBps: figures.sampledMidsBps(),
  };
}
