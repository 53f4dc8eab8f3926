// All layers of the settings, from the places where they were looked for.
import { accepted, type Checked } from '../../core/checked.ts';
import { loadEnvironmentFile, type FoundFile } from './env-file.ts';
import { configFileVariable, readEnvironment } from './from-environment.ts';
import { readFlags, type TextsByName } from './from-flags.ts';
import { noFileLayers, type FileLayers, type Layers } from './layers.ts';
import { readTextFile } from './text-file.ts';

/** What commander hands over for the options of `addSettingOptions`. */
export type SettingOptions = TextsByName & { readonly config?: string; readonly envFile?: string };

export interface Gathered {
  readonly layers: Layers;
  /** With what the env file added. */
  readonly environment: NodeJS.ProcessEnv;
  /** What the user should hear of, though nothing is wrong. */
  readonly warnings: readonly string[];
  /** The file that variables were added from. */
  readonly environmentFile: FoundFile | undefined;
}

const defaultConfigFile = 'evenkeel.yaml';

/** `isOfRecord`: the settings are those of a run that goes on, and what a variable or a file would say by now is not even read. */
export async function gatherSettings(
  options: SettingOptions,
  environment: NodeJS.ProcessEnv,
  { isOfRecord = false }: { readonly isOfRecord?: boolean } = {},
): Promise<Checked<Gathered>> {
  const flags = readFlags(options);
  if (!flags.ok) return flags;
  const variables = loadEnvironmentFile(environment, options.envFile);
  if (!variables.ok) return variables;
  const { loaded, warning, found } = variables.value;
  const rest = {
    environment: variables.value.environment,
    warnings: warning === undefined ? [] : [warning],
    environmentFile: found,
  };
  if (isOfRecord)
    return accepted({ layers: { flags: flags.value, environment: new Map(), ...noFileLayers }, ...rest });
  const fromEnvironment = readEnvironment(variables.value.environment, loaded);
  if (!fromEnvironment.ok) return fromEnvironment;
  const variable = variables.value.environment[configFileVariable]?.trim();
  const fromFile = await readConfigFile(options.config ?? (variable === '' ? undefined : variable));
  if (!fromFile.ok) return fromFile;
  return accepted({
    layers: { flags: flags.value, environment: fromEnvironment.value, ...fromFile.value },
    ...rest,
  });
}

/** The parser is loaded only where there is something to parse. */
async function readConfigFile(named: string | undefined): Promise<Checked<FileLayers>> {
  const path = named ?? defaultConfigFile;
  const file = readTextFile(path, { isRequired: named !== undefined });
  if (!file.ok) return file;
  if (file.value === undefined) return accepted(noFileLayers);
  const { readFileLayers } = await import('./from-file.ts');
  return readFileLayers(file.value.text, path);
}
