// What the local server says to anybody: its instruments and their rules of margin, their books and tickers, its time.
import { formatDecimal, formatUnits } from '../../core/decimal.ts';
import { formatLots, formatPrice, priceUnits, type Instrument } from '../../core/instrument.ts';
import { formatQuote } from '../../core/money.ts';
import type { Side } from '../../core/side.ts';
import type { LocalExchange } from '../local/local-exchange.ts';
import type { ShownBook } from '../local/shown-book.ts';
import { nanosecondsText } from './frames.ts';
import type { ServerListing } from './server-order-check.ts';
import type { Json } from './server-views.ts';
import { errorOf, type VenueError } from './server-words.ts';

const levelsMax = 500;

export class ServerMarkets {
  readonly #exchange: LocalExchange;
  readonly #listings: ReadonlyMap<string, ServerListing>;

  constructor(exchange: LocalExchange, listings: ReadonlyMap<string, ServerListing>) {
    this.#exchange = exchange;
    this.#listings = listings;
  }

  time(): Json {
    return { server_time: Math.floor(this.#exchange.nowUs() / 1_000) };
  }

  instruments(): Json {
    return { result: this.#exchange.instruments.map((instrument) => this.#view(instrument)) };
  }

  instrument({ instrument: symbol }: Json): Json | VenueError {
    return this.#about(symbol, (instrument) => ({ result: this.#view(instrument) }));
  }

  currencies(): Json {
    const symbols = ['USDT', ...this.#exchange.instruments.map(({ base }) => base)];
    const result = symbols.map((symbol, index) => ({
      id: index + 3,
      symbol,
      balance_decimals: symbol === 'USDT' ? 6 : 9,
      quantity_multiplier: symbol === 'USDT' ? '1000000' : '1000000000',
    }));
    return { result };
  }

  marginRules({ instrument: symbol }: Json): Json | VenueError {
    return this.#about(symbol, ({ margin }) => ({
      instrument: symbol,
      max_position_size: '100000.0',
      risk_brackets: [
        {
          tier: 1,
          notional_floor: '0.0',
          maintenance_margin_rate: formatUnits(margin.maintenance, 8),
          initial_margin_rate: '0.02',
          max_leverage: 50,
          cumulative_maintenance_amount: '0.0',
        },
      ],
    }));
  }

  book({ instrument: symbol, depth }: Json): Json | VenueError {
    const levels = typeof depth === 'number' ? Math.min(depth, levelsMax) : levelsMax;
    return this.#about(symbol, (instrument, shown) => ({ result: bookView(instrument, shown, levels) }));
  }

  ticker({ instrument: symbol }: Json): Json | VenueError {
    return this.#about(symbol, (instrument) => ({ result: this.tickerOf(instrument) }));
  }

  /** Rates of funding are in percent. */
  tickerOf(instrument: Instrument): Json {
    const shown = this.#exchange.displayedBook(instrument.symbol);
    const terms = this.#exchange.fundingTerms(instrument.symbol);
    const bid = shown?.book.bids.bestPrice();
    const ask = shown?.book.asks.bestPrice();
    const text = (price: typeof bid): string =>
      price === undefined ? '0.0' : formatPrice(instrument, price);
    const mid =
      bid === undefined || ask === undefined
        ? '0.0'
        : formatUnits((priceUnits(instrument, bid) + priceUnits(instrument, ask)) / 2n);
    return {
      event_time: nanosecondsText(this.#exchange.nowUs()),
      instrument: instrument.symbol,
      mark_price: mid,
      index_price: mid,
      mid_price: mid,
      best_bid_price: text(bid),
      best_ask_price: text(ask),
      funding_rate: formatUnits(terms?.rate ?? 0n, 16),
      next_funding_time: nanosecondsText(terms?.nextAtUs ?? 0),
    };
  }

  #about(symbol: unknown, view: (instrument: Instrument, shown: ShownBook) => Json): Json | VenueError {
    const instrument = typeof symbol === 'string' ? this.#exchange.instrument(symbol) : undefined;
    const shown = instrument === undefined ? undefined : this.#exchange.displayedBook(instrument.symbol);
    return instrument === undefined || shown === undefined
      ? errorOf('unknown-instrument')
      : view(instrument, shown);
  }

  #view(instrument: Instrument): Json {
    const { symbol, base, quote, tickSize, lotSize, minNotional } = instrument;
    const hours = (this.#exchange.fundingTerms(symbol)?.intervalMs ?? 0) / 3_600_000;
    return {
      instrument: symbol,
      instrument_hash: this.#listings.get(symbol)?.assetId,
      base,
      quote,
      kind: 'PERPETUAL',
      venues: ['ORDERBOOK'],
      settlement_period: 'PERPETUAL',
      base_decimals: 9,
      quote_decimals: 6,
      tick_size: formatDecimal(tickSize),
      min_size: formatDecimal(lotSize),
      create_time: '1768040726362828205',
      max_position_size: '100000.0',
      funding_interval_hours: Math.max(1, Math.round(hours)),
      min_notional: formatQuote(minNotional),
    };
  }
}

/** Best prices first. */
export function bookView(instrument: Instrument, shown: ShownBook, levels: number): Json {
  return {
    event_time: nanosecondsText(shown.venueTimeUs),
    instrument: instrument.symbol,
    bids: sideView(instrument, shown, 'buy', levels),
    asks: sideView(instrument, shown, 'sell', levels),
  };
}

function sideView(instrument: Instrument, { book }: ShownBook, side: Side, count: number): Json[] {
  const levels = book.side(side);
  const rows: Json[] = [];
  for (const price of levels.prices()) {
    if (rows.length === count) break;
    const size = formatLots(instrument, levels.quantityOf(price));
    rows.push({ price: formatPrice(instrument, price), size, num_orders: 1 });
  }
  return rows;
}
