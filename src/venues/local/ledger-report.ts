// What a local venue's own ledger says, as decimal texts: the truth that another process holds its own books against.
import { assertPresent } from '../../core/assert.ts';
import { formatUnits } from '../../core/decimal.ts';
import { formatLots, formatPrice, type Instrument } from '../../core/instrument.ts';
import { formatQuote } from '../../core/money.ts';
import { equity } from '../simulated/margin.ts';
import type { VenueAccount } from '../simulated/venue-ledger.ts';
import type { VenueFill, VenueOrder } from '../simulated/venue-order.ts';
import type { LocalExchange } from './local-exchange.ts';

/** Amounts are in the quote asset, quantities in base coins; positions long > 0, fees charged > 0, funding received > 0. */
export interface LedgerReport {
  readonly accounts: Readonly<Record<string, AccountReport>>;
}

export interface AccountReport {
  readonly collateral: string;
  readonly equity: string;
  readonly holdings: Readonly<Record<string, HoldingReport>>;
  readonly openOrders: readonly OrderReport[];
  readonly fills: readonly FillReport[];
}

export interface HoldingReport {
  readonly position: string;
  /** What trading paid in (> 0) or out, fees and funding included. */
  readonly cash: string;
  readonly fees: string;
  readonly funding: string;
}

export interface OrderReport {
  readonly symbol: string;
  readonly venueOrderId: string;
  readonly clientId: string | undefined;
  readonly side: 'buy' | 'sell';
  readonly price: string;
  readonly quantity: string;
  readonly filled: string;
}

export interface FillReport {
  readonly symbol: string;
  readonly tradeId: string;
  readonly venueOrderId: string;
  readonly clientId: string | undefined;
  readonly side: 'buy' | 'sell';
  readonly price: string;
  readonly quantity: string;
  readonly liquidity: 'maker' | 'taker';
  readonly fee: string;
  readonly venueTimeUs: number;
}

export function reportLedger(exchange: LocalExchange): LedgerReport {
  const accounts = [...exchange.ledger.accounts()];
  return {
    accounts: Object.fromEntries(accounts.map((account) => [account.key, reportAccount(exchange, account)])),
  };
}

function reportAccount(exchange: LocalExchange, account: VenueAccount): AccountReport {
  const holdings = [...account.holdings].map(([symbol, { instrument, position, cash, fees, funding }]) => [
    symbol,
    {
      position: formatLots(instrument, position),
      cash: formatQuote(cash),
      fees: formatQuote(fees),
      funding: formatQuote(funding),
    },
  ]);
  return {
    collateral: formatQuote(account.collateral),
    equity: formatQuote(equity(exchange.ledger, account)),
    holdings: Object.fromEntries(holdings) as AccountReport['holdings'],
    openOrders: [...account.workingOrders].map((order) => reportOrder(exchange, order)),
    fills: account.fills.map((fill) => reportFill(exchange, fill)),
  };
}

function reportOrder(exchange: LocalExchange, order: VenueOrder): OrderReport {
  const instrument = listed(exchange, order.symbol);
  return {
    symbol: order.symbol,
    venueOrderId: order.venueOrderId,
    clientId: exchange.order(order.account, order)?.clientId,
    side: order.side,
    price: formatPrice(instrument, order.limit),
    quantity: formatLots(instrument, order.quantity),
    filled: formatLots(instrument, order.filled),
  };
}

function reportFill(exchange: LocalExchange, fill: VenueFill): FillReport {
  const instrument = listed(exchange, fill.symbol);
  return {
    symbol: fill.symbol,
    tradeId: fill.tradeId,
    venueOrderId: fill.venueOrderId,
    clientId: exchange.order(fill.account, fill)?.clientId,
    side: fill.side,
    price: formatPrice(instrument, fill.price),
    quantity: formatLots(instrument, fill.quantity),
    liquidity: fill.liquidity,
    fee: formatUnits(fill.fee.amount),
    venueTimeUs: fill.venueTimeUs,
  };
}

function listed(exchange: LocalExchange, symbol: string): Instrument {
  return assertPresent(exchange.instrument(symbol), `the instrument ${symbol}`);
}
