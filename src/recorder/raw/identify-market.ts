// What is traded: the kind of market from the fields that its messages carry, base and quote from its symbol.
import { failed, succeeded, type Outcome } from '../failure.ts';
import type { MarketKind } from '../recording.ts';
import type { RawMessages } from './raw-messages.ts';

export interface Market {
  readonly kind: MarketKind;
  readonly symbol: string;
  readonly base: string;
  readonly quote: string;
}

/**
 * Only inverse (COIN-M) messages name the pair beside the symbol; of the others only futures link each depth message to
 * the update before it (`pu`), spot does not.
 */
export function identifyMarket(raw: RawMessages, statedQuote: string | undefined): Outcome<Market> {
  const { symbol, pair } = raw;
  if (symbol === undefined || raw.lines.depth === 0) {
    return failed(
      'no-depth',
      'the recording holds no depth stream',
      'record depth, bookTicker and trade together',
    );
  }
  if (raw.depthWithPrevious > 0 && raw.depthWithoutPrevious > 0) {
    return failed(
      'mixed-instruments',
      `${symbol} is recorded from spot and from futures`,
      'give one market per file',
    );
  }
  const kind =
    pair !== undefined ? 'inverse-perpetual' : raw.depthWithPrevious > 0 ? 'linear-perpetual' : 'spot';
  // Dated futures append their delivery day, COIN-M perpetuals "_PERP".
  const name = pair ?? symbol.replace(/_.*/, '');
  const quote = statedQuote ?? quoteAssets.find((asset) => name.endsWith(asset));
  if (quote === undefined || !name.endsWith(quote) || name === quote) {
    return failed(
      'unknown-quote',
      quote === undefined
        ? `${symbol} ends with no known quote asset`
        : `${symbol} does not end with ${quote}`,
      'state the quote asset (--quote)',
    );
  }
  return succeeded({ kind, symbol, base: name.slice(0, -quote.length), quote });
}

/** Binance writes base and quote without a separator. The longest code that fits is meant: FDUSD, not USD. */
const quoteAssets: readonly string[] = [
  'FDUSD USDT USDC TUSD BUSD USDP USDS USD1 USDE DAI VAI UST PAX AEUR EURI IDRT BIDR BVND BKRW',
  'BTC ETH BNB XRP TRX DOGE DOT SOL',
  'USD EUR TRY BRL GBP AUD RUB UAH NGN ZAR PLN RON ARS JPY MXN CZK COP',
]
  .flatMap((line) => line.split(' '))
  .sort((left, right) => right.length - left.length);
