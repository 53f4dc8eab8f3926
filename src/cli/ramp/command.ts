// `evenkeel ramp` on the command line: every flag of `run` but size and iterations, which the stages say. What it does is
// loaded only when it is asked for.
import { Command } from 'commander';
import { runCommand } from '../run/command.ts';
import type { RampOptions } from './ramp.ts';
import { defaultStages } from './stages.ts';

/** What the stages say in their place, and where a ramp does not go. */
const replaced: ReadonlySet<string | undefined> = new Set(['--size', '--iter', '--local', '--live', '--yes']);

export function rampCommand(): Command {
  const command = new Command('ramp')
    .description(
      'Validate progressively: stages of growing size, each a run of its own. Stops at the first that fails its criteria.',
    )
    .option('--stages <list>', 'SIZExROUNDTRIPS of each stage, separated by commas', defaultStages)
    .addHelpText(
      'after',
      '\nEvery other flag means what it means for `evenkeel run`, for each stage by itself. Without --max-daily-loss the loss limit\nof a stage is 5, or 15 bps of the volume that it plans, whichever is more; without --speed it is max. Exit codes: 0 all stages passed, 2 bad input,\n3 halted safe, 4 exposure left, 5 ended flat and not passed.',
    )
    .action(async (options: RampOptions) => (await import('./ramp.ts')).ramp(options));
  for (const option of runCommand().options) if (!replaced.has(option.long)) command.addOption(option);
  return command;
}
