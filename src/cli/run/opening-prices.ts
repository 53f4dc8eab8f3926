// The prices at which a run would begin, read from a market of its own before anything starts: what only a price can tell is
// refused like any other contradiction, with nothing left behind.
import { checkAtPrices } from '../../core/check-at-prices.ts';
import { Book } from '../../market/book.ts';
import { touchOfOthers, type Touch } from '../../market/touch.ts';
import type { MarketSource } from '../../ports/market-source.ts';
import { refusedWith } from '../settings/refused-with.ts';
import type { CheckFailure } from '../../core/checked.ts';
import type { ConfiguredPair } from './configure.ts';
import type { MarketSources } from './run-plan.ts';

export interface OpeningPrices {
  readonly primary: Touch;
  readonly hedge: Touch;
}

/** Reads `sources` up to their first prices; a run needs others. `undefined` where a market never has any. */
export function openingPrices(sources: MarketSources): OpeningPrices | undefined {
  const primary = firstTouch(sources.primary);
  const hedge = firstTouch(sources.hedge);
  return primary === undefined || hedge === undefined ? undefined : { primary, hedge };
}

/** As `openingPrices`, of which it uses up the sources. A market without any price refuses nothing. */
export function checkOpeningPrices(
  { config, settings }: ConfiguredPair,
  sources: MarketSources,
): CheckFailure | undefined {
  const prices = openingPrices(sources);
  if (prices === undefined) return undefined;
  const failure = checkAtPrices(config, prices);
  return failure === undefined ? undefined : refusedWith(failure, settings);
}

function firstTouch(source: MarketSource): Touch | undefined {
  const book = new Book();
  while (source.nextTimeUs !== Infinity) {
    const message = source.take();
    if (message.kind === 'trade') continue;
    book.apply(message.levels, message.kind !== 'levels');
    const touch = touchOfOthers({ book, bookVenueTimeUs: message.venueTimeUs }, []);
    if (touch !== undefined) return touch;
  }
  return undefined;
}
