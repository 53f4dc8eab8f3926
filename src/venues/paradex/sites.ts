// Where Paradex is in each of its environments, and on a local server.
import { accepted, refused, type Checked } from '../../core/checked.ts';
import type { VenueSite } from '../adapter.ts';

export interface ParadexSite {
  /** "https://api.prod.paradex.trade" */
  readonly origin: string;
  /** Of text frames: orders, and what happens to them. */
  readonly accountStream: string;
  /** Of binary frames: the market. */
  readonly marketStream: string;
}

export const environmentNames: readonly string[] = ['prod', 'testnet'];

export function siteOf(site: VenueSite): Checked<ParadexSite> {
  if (site.kind === 'local') return accepted(siteAt(site.origin, site.origin.replace(/^http/, 'ws')));
  if (environmentNames.includes(site.environment)) {
    const host = `api.${site.environment}.paradex.trade`;
    return accepted(siteAt(`https://${host}`, `wss://ws.${host}`));
  }
  const names = environmentNames.join(' and ');
  return refused(
    'unknown-environment',
    `paradex has no environment ${site.environment}`,
    `it has ${names}; try things on a local server, with --local`,
  );
}

/** The venue encodes public channels in binary (SBE) only, and says so by the parameters of the address. */
const siteAt = (origin: string, streams: string): ParadexSite => ({
  origin,
  accountStream: `${streams}${streamPath}`,
  marketStream: `${streams}${streamPath}?${schemaParameters}`,
});

export const streamPath = '/v1';
const schemaParameters = 'sbeSchemaId=1&sbeSchemaVersion=1';
