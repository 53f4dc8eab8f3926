// The two files that `init` writes: settings that anybody may see, and keys that nobody else may. Each is replaced as a whole or not at all.
import { refused, type Checked, accepted } from '../../core/checked.ts';
import { replaceFile } from '../../journal/replace-file.ts';
import { kebabCase } from '../settings/setting.ts';
import type { Variables } from './ask-keys.ts';
import type { PairAnswers } from './ask-settings.ts';

export const settingsFile = 'evenkeel.yaml';
export const keysFile = '.env';

export function settingsText({ primary, hedge, ticker, size, maxDailyLoss }: PairAnswers): string {
  const settings = Object.entries({ primary, hedge, ticker, size, maxDailyLoss });
  return [
    '# Every command that is started in this folder takes these; a flag goes over',
    '# them. All settings: docs/configuration.md',
    ...settings.map(([name, value]) => `${kebabCase(name)}: ${value}`),
    '',
  ].join('\n');
}

/** What stood there stays as it is, but for variables that are given anew. */
export function keysText(before: string, variables: Variables): string {
  const isAnew = (line: string): boolean => {
    const [, name] = /^\s*(?:export\s+)?([A-Za-z_]\w*)\s*=/.exec(line) ?? [];
    return name !== undefined && name in variables;
  };
  const kept = before.split('\n').filter((line) => !isAnew(line));
  while (kept.at(-1) === '') kept.pop();
  return [...kept, ...Object.entries(variables).map(([name, value]) => `${name}=${value}`), ''].join('\n');
}

export function write(path: string, text: string): Checked<undefined> {
  const reason = replaceFile(path, text);
  return reason === undefined
    ? accepted(undefined)
    : refused('unwritable', `${path} cannot be written (${reason})`, 'work in a folder that is yours');
}
