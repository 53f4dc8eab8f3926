// Which local servers `evenkeel venues serve` starts, from its flags.
import { accepted, refused, type Checked } from '../../core/checked.ts';
import type { LocalVenueServer } from '../../venues/local/local-venue-server.ts';
import type { VenueRegistry } from '../../venues/registry.ts';
import { simulatedTickers } from '../../venues/simulated/instruments.ts';
import { namesOf } from '../access/command-access.ts';
import { refuseUnknown } from '../access/find-adapter.ts';
import { variablesOf } from '../access/local-servers.ts';

/** As commander hands them over. */
export interface ServeFlags {
  readonly venues?: string;
  readonly portFrom?: string;
  readonly seed: string;
  readonly tickers: string;
  readonly manual?: boolean;
  readonly json?: boolean;
}

export interface ServePlan {
  /** Names of the registry, in the order of their ports. */
  readonly venues: readonly string[];
  /** Of the first venue; 0 takes any for each. */
  readonly portFrom: number;
  readonly seed: number;
  readonly tickers: readonly string[];
  readonly market: 'synthetic' | 'manual';
}

const portMax = 65_535;

export function planServe(flags: ServeFlags, registry: VenueRegistry): Checked<ServePlan> {
  const known = Object.keys(registry);
  const venues = flags.venues === undefined ? known : namesOf(flags.venues).map((name) => name.toLowerCase());
  const unknown = venues.find((name) => !known.includes(name));
  if (unknown !== undefined) return refuseUnknown('venue', unknown, known);
  const twice = venues.find((name, index) => venues.indexOf(name) < index);
  if (twice !== undefined)
    return refused('venue-twice', `--venues names ${twice} twice`, 'name each venue once');
  const tickers = namesOf(flags.tickers).map((name) => name.toUpperCase());
  const unlisted = tickers.find((name) => !simulatedTickers.includes(name));
  if (unlisted !== undefined) return refuseUnknown('ticker', unlisted, simulatedTickers);
  const portFrom = flags.portFrom === undefined ? 0 : wholeNumber(flags.portFrom);
  if (portFrom === undefined || (portFrom > 0 && portFrom + venues.length - 1 > portMax))
    return refused('bad-port', `--port-from is "${flags.portFrom}"`, `use a port up to ${portMax}`);
  const seed = wholeNumber(flags.seed);
  if (seed === undefined)
    return refused('bad-seed', `--seed is "${flags.seed}"`, 'use a whole number of up to 15 digits');
  return accepted({
    venues,
    portFrom,
    seed,
    tickers,
    market: flags.manual === true ? 'manual' : 'synthetic',
  });
}

/** What a shell or an `.env` file takes over: where the server is, and keys that only it accepts. */
export function environmentLines(servers: readonly LocalVenueServer[]): string {
  const lines = servers.flatMap((server) => [
    `# ${server.venue} on this machine`,
    ...Object.entries(variablesOf(server)).map(([name, value]) => `${name}=${value}`),
  ]);
  return `${lines.join('\n')}\n`;
}

const wholeNumber = (text: string): number | undefined =>
  /^\d{1,15}$/.test(text) ? Number(text) : undefined;
