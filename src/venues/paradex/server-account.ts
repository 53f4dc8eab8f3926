// What the local server says to an account about itself: margin, balances, fees, positions, fills and funding.
import { formatUnits } from '../../core/decimal.ts';
import { formatFeeRate } from './server-markets.ts';
import type { VenueAccountKey } from '../../core/instrument.ts';
import { absLots } from '../../core/money.ts';
import type { FaultBoard } from '../local/fault-board.ts';
import type { LocalExchange } from '../local/local-exchange.ts';
import { jsonReply, type LocalRequest, type Reply } from '../local/request.ts';
import { capabilities } from './rules.ts';
import { errorReply, fillBody, millis, paymentBody, refusalError, type Listed } from './server-words.ts';

export interface ServerAccountOptions {
  readonly exchange: LocalExchange;
  readonly listings: ReadonlyMap<string, Listed>;
  readonly address: string;
  readonly faults: FaultBoard;
}

const pageRowsMax = 5_000;
const mainKey = '0x3d9f2b2e5f50c1aade60ca540368cd7490160f41270c192c05729fe35b656a9';

export class ServerAccount {
  readonly #options: ServerAccountOptions;

  constructor(options: ServerAccountOptions) {
    this.#options = options;
  }

  summary(account: VenueAccountKey): Reply {
    const { exchange, address, faults } = this.#options;
    const { equity, initialMargin, maintenanceMargin } = exchange.margin(account);
    return jsonReply(200, {
      account: address,
      account_value: formatUnits(equity),
      free_collateral: formatUnits(equity > initialMargin ? equity - initialMargin : 0n),
      initial_margin_requirement: formatUnits(initialMargin),
      maintenance_margin_requirement: formatUnits(maintenanceMargin),
      margin_cushion: formatUnits(equity - maintenanceMargin),
      seq_no: exchange.nowUs() * 1_000,
      settlement_asset: capabilities.quoteAsset,
      status: faults.isOn('liquidating') ? 'LIQUIDATION' : 'ACTIVE',
      total_collateral: formatUnits(equity),
      updated_at: millis(exchange.nowUs()),
    });
  }

  /** The key that the server gives out is a subkey of an account that was made with another one. */
  info(publicKey: string): Reply {
    const { maker, taker } = capabilities.listedFees;
    return jsonReply(200, {
      results: [
        {
          account: this.#options.address,
          created_at: 1_700_000_000_000,
          fees: {
            commission_rate: '0',
            discount_rate: '0',
            maker_rate: formatFeeRate(maker),
            taker_rate: formatFeeRate(taker),
          },
          kind: 'main',
          public_key: this.#options.faults.isOn('broad-key') ? publicKey : mainKey,
        },
      ],
    });
  }

  marginSettings({ query }: LocalRequest): Reply {
    const { listings, address, faults } = this.#options;
    const market = query.get('market') ?? '';
    if (!listings.has(market)) return errorReply(refusalError('unknown-instrument'));
    const marginType = faults.isOn('isolated-margin') ? 'ISOLATED' : 'CROSS';
    return jsonReply(200, {
      account: address,
      configs: [{ isolated_margin_leverage: 10, leverage: 10, margin_type: marginType, market }],
      margin_methodology: 'cross_margin',
    });
  }

  balances(account: VenueAccountKey): Reply {
    const { exchange } = this.#options;
    return jsonReply(200, {
      results: [
        {
          last_updated_at: millis(exchange.nowUs()),
          size: formatUnits(exchange.margin(account).equity),
          token: capabilities.quoteAsset,
        },
      ],
    });
  }

  /** Of every market that was traded, closed positions too. */
  positions(account: VenueAccountKey): Reply {
    const { exchange, listings, address } = this.#options;
    const results = [...listings].flatMap(([market, { grid }]) => {
      const position = exchange.position(account, market);
      if (position === 0 && exchange.fillsSince(account, market, 0).length === 0) return [];
      return [
        {
          account: address,
          average_entry_price: '0',
          id: `${address}-${market}`,
          last_updated_at: millis(exchange.nowUs()),
          liquidation_price: '',
          market,
          realized_positional_pnl: '0',
          seq_no: exchange.nowUs() * 1_000,
          side: position < 0 ? 'SHORT' : 'LONG',
          size: grid.quantityText(absLots(position)),
          status: position === 0 ? 'CLOSED' : 'OPEN',
          unrealized_funding_pnl: '0',
          unrealized_pnl: '0',
        },
      ];
    });
    return jsonReply(200, { results });
  }

  fills(account: VenueAccountKey, { query }: LocalRequest): Reply {
    const { exchange, listings, address } = this.#options;
    const fills = exchange.fillsSince(account, query.get('market') ?? undefined, startUs(query));
    const rows = fills.flatMap((fill) => {
      const listing = listings.get(fill.symbol);
      const order = exchange.order(account, { venueOrderId: fill.venueOrderId });
      return listing === undefined ? [] : [fillBody(fill, order, listing, address)];
    });
    return pageOf(rows, query);
  }

  payments(account: VenueAccountKey, { query }: LocalRequest): Reply {
    const { exchange, address } = this.#options;
    const payments = exchange.fundingPayments(account, query.get('market') ?? '', startUs(query));
    return pageOf(
      payments.map((payment) => paymentBody(payment, address)),
      query,
    );
  }
}

const startUs = (query: URLSearchParams): number => Number(query.get('start_at') ?? 0) * 1_000;

/** The newest first. A cursor is the place where the next page begins. */
export function pageOf(oldestFirst: readonly Record<string, unknown>[], query: URLSearchParams): Reply {
  const endAt = Number(query.get('end_at') ?? Infinity);
  const rows = oldestFirst.filter((row) => Number(row['created_at']) <= endAt).reverse();
  const size = Math.min(pageRowsMax, Number(query.get('page_size') ?? 100));
  const from = Number(query.get('cursor') ?? 0);
  const until = from + size;
  return jsonReply(200, {
    next: until < rows.length ? String(until) : null,
    prev: null,
    results: rows.slice(from, until),
  });
}
