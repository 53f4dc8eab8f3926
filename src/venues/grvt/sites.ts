// Where GRVT is in each of its environments, and on a local server: three hosts, and the chain that signatures are bound to.
import { accepted, refused, type Checked } from '../../core/checked.ts';
import type { VenueSite } from '../adapter.ts';

export interface GrvtSite {
  /** Logins. */
  readonly edge: GrvtHost;
  readonly trades: GrvtHost;
  readonly marketData: GrvtHost;
  /** Of the EIP-712 domain: a signature for one environment is worth nothing in another. */
  readonly chainId: number;
}

export interface GrvtHost {
  /** "https://trades.grvt.io" */
  readonly origin: string;
  /** Before every path; "" on GRVT's own hosts. */
  readonly prefix: string;
  /** "wss://trades.grvt.io/ws/full" */
  readonly stream: string;
}

/** By the names that `GRVT_ENVIRONMENT` has; the domain that comes behind "trades.", and the chain. */
const environments: Readonly<Record<string, { readonly domain: string; readonly chainId: number }>> = {
  prod: { domain: 'grvt.io', chainId: 325 },
  testnet: { domain: 'testnet.grvt.io', chainId: 326 },
  staging: { domain: 'stg.gravitymarkets.io', chainId: 327 },
  dev: { domain: 'dev.gravitymarkets.io', chainId: 327 },
};

export const environmentNames: readonly string[] = Object.keys(environments);

/** What a local server calls the three hosts: one origin plays them all. */
export const localPrefixes = { edge: '/edge', trades: '/trades', marketData: '/market-data' } as const;

/** The chain of local servers, the test network's: what is signed for them is worth nothing where money is. */
export const localChainId = 326;

export function siteOf(site: VenueSite): Checked<GrvtSite> {
  if (site.kind === 'local') {
    const host = (prefix: string): GrvtHost => ({
      origin: site.origin,
      prefix,
      stream: `${site.origin.replace(/^http/, 'ws')}${prefix}/ws/full`,
    });
    const { edge, trades, marketData } = localPrefixes;
    return accepted({
      edge: host(edge),
      trades: host(trades),
      marketData: host(marketData),
      chainId: localChainId,
    });
  }
  const environment = environments[site.environment];
  if (environment === undefined) {
    return refused(
      'unknown-environment',
      `GRVT has no environment called ${site.environment}`,
      `use one of ${environmentNames.join(', ')}`,
    );
  }
  const host = (name: string): GrvtHost => ({
    origin: `https://${name}.${environment.domain}`,
    prefix: '',
    stream: `wss://${name}.${environment.domain}/ws/full`,
  });
  return accepted({
    edge: host('edge'),
    trades: host('trades'),
    marketData: host('market-data'),
    chainId: environment.chainId,
  });
}
