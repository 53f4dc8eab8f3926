// `evenkeel canary` on the command line: the flags of `run` that say how the legs are traded and what no order may go beyond. What it
// does is loaded only when it is asked for.
import { Command } from 'commander';
import { runCommand } from '../run/command.ts';
import { kebabCase } from '../settings/setting.ts';
import { settingNames } from '../settings/table/table.ts';
import type { CanaryOptions } from './canary.ts';
import { canarySettings } from './canary-settings.ts';

/** What the size and the length of a canary leave no room for, and what has no meaning for it. */
const left: ReadonlySet<string | undefined> = new Set([
  ...settingNames.filter((name) => !canarySettings.has(name)).map((name) => `--${kebabCase(name)}`),
  '--replay-primary',
  '--replay-hedge',
]);

export function canaryCommand(): Command {
  const command = new Command('canary')
    .description(
      'One round trip of the smallest size on two venues, and then fees, fills, positions, streams and latency against what was expected.',
    )
    .addHelpText(
      'after',
      '\nA live run needs a canary that has passed: for the same version, accounts and instruments. With --local it proves the way,\nand counts for nothing else. Exit codes: 0 passed, 2 bad input, 3 halted safe, 4 exposure left, 5 ended flat and not passed.',
    )
    .action(async (options: CanaryOptions) => (await import('./canary.ts')).canary(options));
  for (const option of runCommand().options) if (!left.has(option.long)) command.addOption(option);
  return command;
}
