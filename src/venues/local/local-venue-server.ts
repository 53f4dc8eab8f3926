// A local server that speaks a venue's protocol, as its starter sees it.
import type { Clock } from '../../ports/clock.ts';

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
}

export interface LocalVenueServer {
  readonly venue: string;
  /** "http://127.0.0.1:4101" */
  readonly origin: string;
  /** Variables and values that `readCredentials` takes and the server accepts; made for it, and worth nothing elsewhere. */
  readonly credentials: Readonly<Record<string, string>>;
  close(): Promise<void>;
}
