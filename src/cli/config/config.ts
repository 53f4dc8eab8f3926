// What `evenkeel config` does: what a run would be told, shown instead of started.
import { gatherSettings, type SettingOptions } from '../settings/gather.ts';
import { defaultSize, terminalOf, wantsColour } from '../view/terminal.ts';
import { describeConfig } from './config-json.ts';
import { renderConfig } from './config-text.ts';
import { stateOfCredentials } from './credential-state.ts';
import { settingsMarkdown } from './settings-markdown.ts';
import { shownConfig } from './shown-config.ts';
import { refuse } from '../refuse.ts';

/** As commander hands them over. */
export type ConfigOptions = SettingOptions & { readonly json?: boolean; readonly markdown?: boolean };

export async function config(options: ConfigOptions): Promise<void> {
  if (options.markdown === true) {
    terminalOf(process.stdout).write(settingsMarkdown());
    return;
  }
  const gathered = await gatherSettings(options, process.env);
  if (!gathered.ok) return refuse(gathered);
  const { layers, environment, warnings } = gathered.value;
  for (const warning of warnings) process.stderr.write(`evenkeel: ${warning}\n`);
  const shown = await shownConfig(layers, Date.now() * 1_000);
  if (!shown.ok) return refuse(shown);
  const credentials = stateOfCredentials(environment);
  const terminal = terminalOf(process.stdout);
  if (options.json === true) {
    terminal.write(`${JSON.stringify(describeConfig(shown.value, credentials))}\n`);
    return;
  }
  const { columns = defaultSize.columns } = terminal;
  const useColour = wantsColour(terminal, environment);
  terminal.write(renderConfig(shown.value, credentials, { width: columns, useColour }));
}
