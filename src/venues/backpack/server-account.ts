// What the local server says to an account about itself: settings and fees, balances, collateral, positions, fills and funding.
import { formatUnits, parseUnits, UNIT_DECIMALS } from '../../core/decimal.ts';
import { lotsToBase, type VenueAccountKey } from '../../core/instrument.ts';
import { absLots, formatFeeRateBps, type Lots } from '../../core/money.ts';
import { shareScale } from '../../core/share.ts';
import type { FaultBoard } from '../local/fault-board.ts';
import type { LocalExchange } from '../local/local-exchange.ts';
import { jsonReply, type LocalRequest, type Reply } from '../local/request.ts';
import { capabilities } from './rules.ts';
import { markOf } from './server-markets.ts';
import { pageOf } from './server-orders.ts';
import { errorReply, fillRow, naiveTime, type Listed } from './server-words.ts';

const leverageLimit = '10';
const oneUnit = 10n ** BigInt(UNIT_DECIMALS);

export class ServerAccount {
  readonly #exchange: LocalExchange;
  readonly #listings: ReadonlyMap<string, Listed>;
  readonly #faults: FaultBoard;

  constructor(exchange: LocalExchange, listings: ReadonlyMap<string, Listed>, faults: FaultBoard) {
    this.#exchange = exchange;
    this.#listings = listings;
    this.#faults = faults;
  }

  settings(account: VenueAccountKey): Reply {
    const { maker, taker } = capabilities.listedFees;
    return jsonReply(200, {
      autoBorrowSettlements: false,
      autoLend: false,
      autoRealizePnl: true,
      autoRepayBorrows: false,
      borrowLimit: '0',
      futuresMakerFee: formatFeeRateBps(maker),
      futuresTakerFee: formatFeeRateBps(taker),
      leverageLimit,
      limitOrders: this.#exchange.orders(account).length,
      liquidating: this.#faults.isOn('liquidating'),
      positionLimit: '0',
      spotMakerFee: '8',
      spotTakerFee: '10',
      triggerOrders: 0,
    });
  }

  balances(account: VenueAccountKey): Reply {
    const { equity, initialMargin } = this.#exchange.margin(account);
    const available = equity > initialMargin ? equity - initialMargin : 0n;
    return jsonReply(200, {
      [capabilities.quoteAsset]: {
        available: formatUnits(available),
        locked: formatUnits(equity - available),
        staked: '0',
      },
    });
  }

  collateral(account: VenueAccountKey): Reply {
    const { equity, initialMargin } = this.#exchange.margin(account);
    const available = equity > initialMargin ? equity - initialMargin : 0n;
    const [first] = this.#listings.values();
    const { initial = shareScale, maintenance = shareScale } = first?.instrument.margin ?? {};
    return jsonReply(200, {
      assetsValue: formatUnits(equity),
      borrowLiability: '0',
      collateral: [
        {
          symbol: capabilities.quoteAsset,
          assetMarkPrice: '1',
          totalQuantity: formatUnits(equity),
          balanceNotional: formatUnits(equity),
          collateralWeight: '1',
          collateralValue: formatUnits(equity),
          openOrderQuantity: '0',
          lendQuantity: '0',
          availableQuantity: formatUnits(available),
        },
      ],
      imf: formatUnits(initial, 8),
      unsettledEquity: '0',
      liabilitiesValue: '0',
      marginFraction: null,
      mmf: formatUnits(maintenance, 8),
      netEquity: formatUnits(equity),
      netEquityAvailable: formatUnits(available),
      netEquityLocked: formatUnits(equity - available),
      // All that positions can grow to, which is what the initial margin is taken of.
      netExposureFutures: formatUnits((initialMargin * shareScale) / initial),
      pnlUnrealized: '0',
    });
  }

  /** A flat instrument that is asked for by name is not found; without a name there is a list of what is held. */
  positions(account: VenueAccountKey, { query }: LocalRequest): Reply {
    const wanted = query.get('symbol');
    const rows = [...this.#listings.values()].flatMap((listing) => {
      const { symbol } = listing.instrument;
      const position = this.#exchange.position(account, symbol);
      if (position === 0 || (wanted !== null && wanted !== symbol)) return [];
      return [{ symbol, netQuantity: listing.grid.quantityText(position), ...this.#rest(listing, position) }];
    });
    if (wanted === null || rows.length > 0) return jsonReply(200, rows);
    return errorReply({ status: 404, code: 'RESOURCE_NOT_FOUND', message: 'Position not found' });
  }

  fills(account: VenueAccountKey, { query }: LocalRequest): Reply {
    const symbol = query.get('symbol') ?? undefined;
    const orderId = query.get('orderId');
    const untilUs = Number(query.get('to') ?? Number.MAX_SAFE_INTEGER / 1_000) * 1_000;
    const fills = this.#exchange
      .fillsSince(account, symbol, Number(query.get('from') ?? 0) * 1_000)
      .filter((fill) => fill.venueTimeUs <= untilUs && (orderId === null || fill.venueOrderId === orderId));
    const rows = pageOf(fills, query).flatMap((fill) => {
      const listing = this.#listings.get(fill.symbol);
      const clientId = this.#exchange.order(account, { venueOrderId: fill.venueOrderId })?.clientId;
      return listing === undefined ? [] : [fillRow(fill, clientId, listing)];
    });
    return jsonReply(200, rows);
  }

  funding(account: VenueAccountKey, { query }: LocalRequest): Reply {
    const wanted = query.get('symbol');
    const payments = [...this.#listings.keys()]
      .filter((symbol) => wanted === null || wanted === symbol)
      .flatMap((symbol) => this.#exchange.fundingPayments(account, symbol, 0));
    const rows = pageOf(payments, query).map(({ symbol, amount, venueTimeUs }) => ({
      userId: 1,
      subaccountId: 0,
      symbol,
      quantity: formatUnits(amount),
      intervalEndTimestamp: naiveTime(venueTimeUs),
      fundingRate: formatUnits(this.#exchange.fundingTerms(symbol)?.rate ?? 0n),
    }));
    return jsonReply(200, rows);
  }

  /** What nobody here reads, but clients expect in a position. */
  #rest({ instrument, grid }: Listed, position: Lots): Record<string, unknown> {
    const markPrice = markOf(this.#exchange, instrument);
    const value = ((parseUnits(markPrice) ?? 0n) * lotsToBase(instrument, position)) / oneUnit;
    const fraction = { base: formatUnits(instrument.margin.maintenance, 8), factor: '0', type: 'sqrt' };
    return {
      breakEvenPrice: markPrice,
      cumulativeFundingPayment: '0',
      cumulativeInterest: '0',
      entryPrice: markPrice,
      estLiquidationPrice: '0',
      imf: formatUnits(instrument.margin.initial, 8),
      imfFunction: fraction,
      markPrice,
      mmf: fraction.base,
      mmfFunction: fraction,
      netCost: formatUnits(value),
      netExposureNotional: formatUnits(value < 0n ? -value : value),
      netExposureQuantity: grid.quantityText(absLots(position)),
      pnlRealized: '0',
      pnlUnrealized: '0',
      positionId: '1',
      subaccountId: null,
      userId: 1,
    };
  }
}
