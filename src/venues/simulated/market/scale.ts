// Parameters are in bps and US dollars, so that one set serves every instrument; here they meet its tick and lot. Taken at the
// start price once: over a run's few percent of drift, nobody can tell.
import type { Instrument } from '../../../core/instrument.ts';
import { formatDecimal, type Decimal } from '../../../core/decimal.ts';

/** Floats: this is the nature that is simulated, not anybody's money. The quote asset counts as one dollar. */
export interface MarketScale {
  readonly startTicks: number;
  readonly ticksPerBps: number;
  readonly lotsPerUsd: number;
}

export function marketScale(instrument: Instrument, startPrice: Decimal): MarketScale {
  const start = Number(formatDecimal(startPrice));
  const startTicks = start / Number(formatDecimal(instrument.tickSize));
  return {
    startTicks,
    ticksPerBps: startTicks / 1e4,
    lotsPerUsd: 1 / (start * Number(formatDecimal(instrument.lotSize))),
  };
}
