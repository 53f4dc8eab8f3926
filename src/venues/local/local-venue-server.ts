// A local server that speaks a venue's protocol, as its starter sees it; and the exchange behind it, the same for every venue.
import type { Clock } from '../../ports/clock.ts';
import { parseFundingRateBps, type FundingRate } from '../../core/funding.ts';
import type { Instrument } from '../../core/instrument.ts';
import { parseQuote, type QuoteAmount } from '../../core/money.ts';
import { fundingIntervalMs } from '../simulated/funding.ts';
import type { MarketParameters } from '../simulated/market/parameters.ts';
import type { FaultBoard } from './fault-board.ts';
import { LocalExchange } from './local-exchange.ts';
import { LocalMarket, sharedStartUs } from './local-market.ts';
import type { Streams } from './streams.ts';

export interface ServeOptions {
  /** 0 takes any that is free. */
  readonly port: number;
  readonly clock: Clock;
  /** The same for servers whose markets belong together. */
  readonly seed: number;
  /** Base coins. */
  readonly tickers: readonly string[];
  /** A market that moves by itself, or only by hand. */
  readonly market: 'synthetic' | 'manual';
  /** When the common price sets out, in µs since the epoch; the last full minute unless it is said. */
  readonly marketStartUs?: number;
  readonly marketParameters?: MarketParameters;
  /** What every account begins with, in the quote asset. */
  readonly collateral?: QuoteAmount;
  /** Of every payment. */
  readonly fundingRate?: FundingRate;
  readonly fundingIntervalMs?: number;
}

export interface LocalVenueServer {
  readonly venue: string;
  /** "http://127.0.0.1:4101" */
  readonly origin: string;
  /** Variables and values that `readCredentials` takes and the server accepts; made for it, and worth nothing elsewhere. */
  readonly credentials: Readonly<Record<string, string>>;
  readonly exchange: LocalExchange;
  readonly faults: FaultBoard;
  readonly streams: Streams;
  close(): Promise<void>;
}

/** Enough for any size that the books can bear, so that margin refuses only where a test asks for it. */
const usualCollateral = parseQuote('10000000') as QuoteAmount;
const usualFundingRate = parseFundingRateBps('1') as FundingRate;

/** The exchange of a venue that lists these instruments. */
export function exchangeFor(
  venue: string,
  instruments: readonly Instrument[],
  oversizedReduceOnly: 'cut' | 'refuse',
  options: ServeOptions,
): LocalExchange {
  const { clock, seed, marketParameters } = options;
  const startUs = options.marketStartUs ?? sharedStartUs(clock.nowUs());
  const parameters = marketParameters === undefined ? {} : { parameters: marketParameters };
  return new LocalExchange({
    venue,
    clock,
    instruments,
    market: options.market === 'manual' ? 'manual' : new LocalMarket({ seed, startUs, ...parameters }),
    collateral: options.collateral ?? usualCollateral,
    oversizedReduceOnly,
    funding: {
      rate: options.fundingRate ?? usualFundingRate,
      intervalMs: options.fundingIntervalMs ?? fundingIntervalMs,
    },
  });
}
