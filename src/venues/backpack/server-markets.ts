// What the local server says to anybody: its markets, their books, its time.
import { formatDecimal, formatUnits } from '../../core/decimal.ts';
import { formatPrice, priceUnits } from '../../core/instrument.ts';
import type { Side } from '../../core/side.ts';
import type { LocalExchange } from '../local/local-exchange.ts';
import { jsonReply, type LocalRequest, type Reply } from '../local/request.ts';
import type { Route } from '../local/router.ts';
import type { ShownBook } from '../local/shown-book.ts';
import { capabilities } from './rules.ts';
import { refusalReply, type Listed } from './server-words.ts';

const levelsMax = 1_000;

export class ServerMarkets {
  readonly #exchange: LocalExchange;
  readonly #listings: ReadonlyMap<string, Listed>;

  constructor(exchange: LocalExchange, listings: ReadonlyMap<string, Listed>) {
    this.#exchange = exchange;
    this.#listings = listings;
  }

  routes(): Record<string, Route> {
    const open = (answer: (request: LocalRequest) => Reply): Route => ({ purpose: 'public', answer });
    return {
      'GET /api/v1/assets': open(() => jsonReply(200, this.#assets())),
      'GET /api/v1/depth': open((request) => this.#depth(request)),
      'GET /api/v1/markets': open(() => jsonReply(200, this.#markets())),
      'GET /api/v1/markPrices': open((request) => this.#markPrices(request)),
      'GET /api/v1/ping': open(() => jsonReply(200, 'pong')),
      'GET /api/v1/status': open(() => jsonReply(200, { status: 'Ok', message: null })),
      'GET /api/v1/time': open(() => jsonReply(200, Math.floor(this.#exchange.nowUs() / 1_000))),
    };
  }

  #assets(): unknown[] {
    const bases = [...this.#listings.values()].map(({ instrument }) => instrument.base);
    return [capabilities.quoteAsset, ...bases].map((symbol) => ({
      coingeckoId: null,
      displayName: symbol,
      symbol,
      tokens: [],
    }));
  }

  #markets(): unknown[] {
    return [...this.#listings.values()].map(({ instrument, grid }) => ({
      baseSymbol: instrument.base,
      createdAt: '2025-01-21T06:34:54.691858',
      filters: {
        price: {
          maxPrice: null,
          minPrice: formatDecimal(instrument.tickSize),
          tickSize: formatDecimal(instrument.tickSize),
        },
        quantity: {
          maxQuantity: null,
          minQuantity: grid.quantityText(instrument.minQuantity),
          stepSize: formatDecimal(instrument.lotSize),
        },
      },
      fundingInterval: this.#exchange.fundingTerms(instrument.symbol)?.intervalMs ?? null,
      fundingRateLowerBound: '-100',
      fundingRateUpperBound: '100',
      imfFunction: { base: '0.02', factor: '0', type: 'sqrt' },
      marketType: 'PERP',
      mmfFunction: { base: formatUnits(instrument.margin.maintenance, 8), factor: '0', type: 'sqrt' },
      openInterestLimit: '0',
      orderBookState: 'Open',
      quoteSymbol: instrument.quote,
      symbol: instrument.symbol,
      visible: true,
    }));
  }

  #depth({ query }: LocalRequest): Reply {
    const symbol = query.get('symbol') ?? '';
    const shown = this.#exchange.displayedBook(symbol);
    const listing = this.#listings.get(symbol);
    if (shown === undefined || listing === undefined) return refusalReply({ reason: 'unknown-instrument' });
    return jsonReply(200, {
      asks: levelsOf(shown, 'sell', listing),
      // The venue shows its bids from the lowest.
      bids: levelsOf(shown, 'buy', listing).reverse(),
      lastUpdateId: String(shown.sequence),
      timestamp: shown.venueTimeUs,
    });
  }

  #markPrices({ query }: LocalRequest): Reply {
    const wanted = query.get('symbol');
    const chosen = [...this.#listings.values()].filter(
      ({ instrument }) => wanted === null || instrument.symbol === wanted,
    );
    if (chosen.length === 0) return refusalReply({ reason: 'unknown-instrument' });
    return jsonReply(
      200,
      chosen.map(({ instrument }) => {
        const { symbol } = instrument;
        const terms = this.#exchange.fundingTerms(symbol);
        const markPrice = markOf(this.#exchange, instrument);
        return {
          fundingRate: formatUnits(terms?.rate ?? 0n),
          indexPrice: markPrice,
          markPrice,
          nextFundingTimestamp: Math.floor((terms?.nextAtUs ?? 0) / 1_000),
          symbol,
        };
      }),
    );
  }
}

/** The mid of what is shown, at the one side that is there, or nothing. */
export function markOf(exchange: LocalExchange, instrument: Listed['instrument']): string {
  const book = exchange.displayedBook(instrument.symbol)?.book;
  const bid = book?.bids.bestPrice() ?? book?.asks.bestPrice();
  const ask = book?.asks.bestPrice() ?? bid;
  if (bid === undefined || ask === undefined) return '0';
  return formatUnits((priceUnits(instrument, bid) + priceUnits(instrument, ask)) / 2n);
}

function levelsOf({ book }: ShownBook, side: Side, { instrument, grid }: Listed): string[][] {
  const levels = book.side(side);
  const texts: string[][] = [];
  for (const price of levels.prices()) {
    if (texts.length === levelsMax) break;
    texts.push([formatPrice(instrument, price), grid.quantityText(levels.quantityOf(price))]);
  }
  return texts;
}
