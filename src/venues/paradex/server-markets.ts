// What the local server says to anybody: its markets, their books, its time and the chain that signatures are bound to.
import { formatDecimal, formatUnits } from '../../core/decimal.ts';
import { formatQuote, type FeeRate } from '../../core/money.ts';
import { shareScale } from '../../core/share.ts';
import type { Side } from '../../core/side.ts';
import type { LocalExchange } from '../local/local-exchange.ts';
import { jsonReply, type LocalRequest, type Reply } from '../local/request.ts';
import type { Route } from '../local/router.ts';
import { errorReply, millis, refusalError, type Listed } from './server-words.ts';

/** The chain of local servers: what is signed for them is worth nothing where money is. */
export const localChainId = 'PRIVATE_SN_LOCAL_SERVER';

const hourMs = 3_600_000;

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
      'GET /v1/system/time': open(() =>
        jsonReply(200, { server_time: String(millis(this.#exchange.nowUs())) }),
      ),
      'GET /v1/system/state': open(() => jsonReply(200, { status: 'ok' })),
      'GET /v1/system/config': open(() =>
        jsonReply(200, { paraclear_decimals: 8, starknet_chain_id: localChainId }),
      ),
      'GET /v1/markets': open(({ query }) => jsonReply(200, { results: this.#markets(query.get('market')) })),
      'GET /v1/orderbook/:market': open(({ parameters }) => this.#book(parameters['market'] ?? '')),
    };
  }

  /** Of a market's next payment. */
  fundingPeriodHours(market: string): number {
    const intervalMs = this.#exchange.fundingTerms(market)?.intervalMs ?? 8 * hourMs;
    return Math.max(1, Math.round(intervalMs / hourMs));
  }

  #markets(wanted: string | null): unknown[] {
    const chosen = [...this.#listings.values()].filter(
      ({ instrument }) => wanted === null || instrument.symbol === wanted,
    );
    return chosen.map(({ instrument }) => {
      const { symbol, base, quote, tickSize, lotSize, minNotional, margin, fees } = instrument;
      const fee = (rate: FeeRate) => ({ fee: formatFeeRate(rate) });
      return {
        asset_kind: 'PERP',
        base_currency: base,
        delta1_cross_margin_params: {
          imf_base: formatUnits(margin.initial, 8),
          imf_factor: '0',
          imf_shift: '0',
          mmf_factor: formatUnits((margin.maintenance * shareScale) / margin.initial, 8),
        },
        expiry_at: 0,
        fee_config: { api_fee: { maker_fee: fee(fees.maker), taker_fee: fee(fees.taker) } },
        funding_period_hours: this.fundingPeriodHours(symbol),
        market_kind: 'cross',
        max_open_orders: 100,
        max_order_size: '1000000',
        min_notional: formatQuote(minNotional),
        open_at: 0,
        order_size_increment: formatDecimal(lotSize),
        position_limit: '1000000',
        price_bands_width: '0.05',
        price_tick_size: formatDecimal(tickSize),
        quote_currency: 'USD',
        settlement_currency: quote,
        symbol,
        trading_mode: 'STANDARD',
      };
    });
  }

  #book(market: string): Reply {
    const shown = this.#exchange.displayedBook(market);
    const listing = this.#listings.get(market);
    if (shown === undefined || listing === undefined) return errorReply(refusalError('unknown-instrument'));
    const levels = (side: Side): string[][] =>
      [...shown.book.side(side).prices()]
        .slice(0, 100)
        .map((price) => [
          listing.grid.priceText(price),
          listing.grid.quantityText(shown.book.side(side).quantityOf(price)),
        ]);
    return jsonReply(200, {
      asks: levels('sell'),
      bids: levels('buy'),
      last_updated_at: millis(shown.venueTimeUs),
      market,
      seq_no: shown.sequence,
    });
  }
}

/** "0.0003" is 3 bps. */
export const formatFeeRate = (rate: FeeRate): string => formatUnits(rate, 8);
