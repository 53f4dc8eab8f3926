// The options of a command that takes settings: one for each setting, in its group, and the ones that say where else to look.
import { Option, type Command } from 'commander';
import { kebabCase, type Setting } from './setting.ts';
import { groups, settingNames, settingOf, type SettingName } from './table/table.ts';

/**
 * Values stay text here: what they mean, and where a missing one comes from, is decided with all layers at hand. `offered` are those that the
 * command has a use for.
 */
export function addSettingOptions(command: Command, offered: readonly SettingName[] = settingNames): Command {
  for (const { title, names } of groups) {
    for (const name of names.filter((each) => offered.includes(each))) {
      const entry = settingOf(name);
      const option = new Option(`--${kebabCase(name)} <${entry.metavar}>`, helpOf(entry));
      option.helpGroup(`${capitalised(title)}:`);
      command.addOption(entry.isRepeatable === true ? option.argParser(collect) : option);
    }
  }
  return command
    .addOption(new Option('--config <file>', configHelp).helpGroup(filesTitle))
    .addOption(new Option('--env-file <file>', envFileHelp).helpGroup(filesTitle));
}

const filesTitle = 'Files:';
const configHelp = 'settings in YAML, with profiles by ticker (default: evenkeel.yaml, if it is there)';
const envFileHelp = 'variables to add to the environment (default: .env, if it is there)';

function helpOf(entry: Setting): string {
  const otherwise = entry.default ?? entry.defaultInWords;
  return otherwise === undefined || otherwise === 'none'
    ? entry.help
    : `${entry.help} (default: ${otherwise})`;
}

const capitalised = (title: string): string => `${title.charAt(0).toUpperCase()}${title.slice(1)}`;

function collect(value: string, values: readonly string[] = []): readonly string[] {
  return [...values, value];
}
