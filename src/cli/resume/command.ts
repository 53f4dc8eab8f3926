// `evenkeel resume` on the command line. What it does is loaded only when it is asked for.
import { Command } from 'commander';
import type { ResumeOptions } from './resume.ts';

export function resumeCommand(): Command {
  return new Command('resume')
    .description(
      'Lift the halt of a run, once you have seen to its reason: the next start of its pair goes on with it. Nothing is traded.',
    )
    .argument('[run]', 'folder of the run; the one that is halted, unless it is given')
    .option('--runs-dir <folder>', 'where runs have left their folders', 'runs')
    .action(async (run: string | undefined, options: ResumeOptions) =>
      (await import('./resume.ts')).resume(run, options),
    );
}
