// What `evenkeel record` is to do, from its flags.
import { accepted, refused, type Checked } from '../../core/checked.ts';
import { venueRegistry, type VenueRegistry } from '../../venues/registry.ts';
import { simulatedTickers } from '../../venues/simulated/instruments.ts';
import { refuseUnknown } from '../access/find-adapter.ts';
import type { LocalServersOptions } from '../access/local-servers.ts';
import type { Environment } from '../access/variables.ts';
import { loadEnvironmentFile } from '../settings/env-file.ts';
import { parseTime, timeRemedy } from '../settings/read-time.ts';

/** As commander hands them over. */
export interface RecordFlags {
  readonly primary?: string;
  readonly hedge?: string;
  readonly ticker: string;
  readonly out?: string;
  readonly duration?: string;
  readonly local?: boolean;
  readonly envFile?: string;
  readonly json?: boolean;
}

export interface RecordPlan {
  /** Names of the registry: the primary, and the hedge where there is one. */
  readonly venues: readonly string[];
  /** The base coin, in capitals. */
  readonly ticker: string;
  readonly folder: string;
  /** `undefined` goes on until it is told to stop. */
  readonly durationMs: number | undefined;
  readonly environment: Environment;
  readonly local?: LocalServersOptions;
  /** What the user should hear of, though nothing is wrong. */
  readonly warning: string | undefined;
}

const durations = { isZeroAllowed: false, daysMost: 366 };

export function planRecord(
  flags: RecordFlags,
  variables: NodeJS.ProcessEnv,
  registry: VenueRegistry = venueRegistry,
): Checked<RecordPlan> {
  const venues = chooseVenues(flags, Object.keys(registry));
  if (!venues.ok) return venues;
  const { ticker: tickerText, out: folder = '', duration, local: isLocal = false, envFile } = flags;
  const ticker = tickerText.trim().toUpperCase();
  if (!/^[A-Z0-9]{1,20}$/.test(ticker))
    return refused('bad-ticker', `--ticker is "${tickerText}"`, 'name a base coin, such as ETH');
  if (isLocal && !simulatedTickers.includes(ticker)) return refuseUnknown('ticker', ticker, simulatedTickers);
  if (folder.trim() === '')
    return refused('no-folder', 'no folder is named for the files', 'name one: --out recordings');
  const durationMs = duration === undefined ? undefined : parseTime(duration.trim(), durations);
  if (duration !== undefined && durationMs === undefined)
    return refused('bad-duration', `--duration is "${duration}"`, timeRemedy(durations));
  const loaded = loadEnvironmentFile(variables, envFile);
  if (!loaded.ok) return loaded;
  const { environment, warning } = loaded.value;
  return accepted({
    venues: venues.value,
    ticker,
    folder,
    durationMs,
    environment,
    ...(isLocal ? { local: { seed: 1, tickers: [ticker] } } : {}),
    warning,
  });
}

function chooseVenues({ primary, hedge }: RecordFlags, known: readonly string[]): Checked<readonly string[]> {
  const named = [primary, hedge]
    .filter((name) => name !== undefined)
    .map((name) => name.trim().toLowerCase());
  if (named.length === 0)
    return refused('no-venues', 'no venue is named', 'name one or two: --primary backpack --hedge grvt');
  const unknown = named.find((name) => !known.includes(name));
  if (unknown !== undefined) return refuseUnknown('venue', unknown, known);
  if (named[0] === named[1])
    return refused('venue-twice', `${named[0]} is named twice`, 'name it once: its market is the same');
  return accepted(named);
}
