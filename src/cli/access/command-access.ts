// The flags by which a command that only looks, or only closes, is told which venues it is about, and what they come to.
import type { Command } from 'commander';
import { accepted, refused, type Checked } from '../../core/checked.ts';
import { credentialNames } from '../../venues/credentials.ts';
import { venueRegistry, type VenueRegistry } from '../../venues/registry.ts';
import { simulatedTickers } from '../../venues/simulated/instruments.ts';
import { loadEnvironmentFile } from '../settings/env-file.ts';
import { refuseUnknown } from './find-adapter.ts';
import type { LocalServersOptions } from './local-servers.ts';
import { valueIn, type Environment } from './variables.ts';

/** As commander hands them over. */
export interface AccessFlags {
  readonly venues?: string;
  readonly local?: boolean;
  readonly envFile?: string;
}

export function addAccessOptions(command: Command): Command {
  return command
    .option('--venues <names>', 'which ones, separated by commas (default: all that have keys)')
    .option('--local', 'local servers that are started for this, instead of the venues themselves')
    .option('--env-file <file>', 'variables to add to the environment (default: .env, if it is there)');
}

/** What the flags come to: names of the registry, and what their access is made of. */
export interface ChosenVenues {
  readonly names: readonly string[];
  readonly environment: Environment;
  readonly local?: LocalServersOptions;
  /** What the user should hear of, though nothing is wrong. */
  readonly warning: string | undefined;
}

export function chooseVenues(
  { venues, local: isLocal = false, envFile }: AccessFlags,
  variables: NodeJS.ProcessEnv,
  registry: VenueRegistry = venueRegistry,
): Checked<ChosenVenues> {
  const loaded = loadEnvironmentFile(variables, envFile);
  if (!loaded.ok) return loaded;
  const { environment, warning } = loaded.value;
  const known = Object.keys(registry);
  const names = venues === undefined ? undefined : namesOf(venues).map((name) => name.toLowerCase());
  const chosen = names ?? (isLocal ? known : known.filter((name) => hasKeys(name, environment)));
  const unknown = chosen.find((name) => !known.includes(name));
  if (unknown !== undefined) return refuseUnknown('venue', unknown, known);
  if (chosen.length === 0) return names === undefined ? noKeys(known) : noNames();
  return accepted({
    names: [...new Set(chosen)],
    environment,
    ...(isLocal ? { local: { seed: 1, tickers: simulatedTickers } } : {}),
    warning,
  });
}

/** Parts of a list as people type it. */
export const namesOf = (list: string): string[] =>
  list
    .split(',')
    .map((name) => name.trim())
    .filter((name) => name !== '');

/** An environment alone is no key: it may be there for public data. What else there is of them is meant. */
const hasKeys = (venue: string, environment: Environment): boolean =>
  (credentialNames[venue] ?? []).some(
    (name) => !name.endsWith('_ENVIRONMENT') && valueIn(environment, name) !== '',
  );

const noKeys = (known: readonly string[]): Checked<never> =>
  refused(
    'no-keys',
    `there are keys of no venue, neither in the environment nor in .env (${known.join(', ')})`,
    'put them there, or look at local servers with --local',
  );

const noNames = (): Checked<never> =>
  refused('no-venues', '--venues names none', 'name them, separated by commas, or leave it out');
