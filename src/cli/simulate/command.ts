// `evenkeel simulate` on the command line. The simulator stands outside production code: this is the one place that reaches for
// it, and only when it is asked for.
import { Command } from 'commander';
import type { SimulateOptions } from './options.ts';

export function simulateCommand(): Command {
  return new Command('simulate')
    .description(
      'Prove it: whole runs of the engine under faults, each from a seed, judged by the simulated venues’ own ledgers.',
    )
    .option('--seeds <count>', 'how many seeds to run (default: 1000)')
    .option('--from <seed>', 'the first seed, or "commit" for a number derived from the commit (default: 1)')
    .option(
      '--plant <name>',
      'a bug to plant and look for, until it is found or the seeds are used up; "all" takes every one in turn',
    )
    .option('--without-faults', 'only the market: no fault, crash or operator')
    .option('--threads <count>', 'how many seeds to run side by side (default: one a core)')
    .option('--shrink <folder>', 'make the first violations as small as they get, and write them there')
    .option('--scenario <file>', 'run one scenario that --shrink has written, instead of seeds')
    .option(
      '--state <file>',
      'where to keep what was done until the end (default: a file of its own in runs/)',
    )
    .option('--anew', 'begin again, whatever was done before')
    .option('--json', 'print one JSON line at the end, and nothing else')
    .addHelpText(
      'after',
      '\nThe same seed and commit give the same run to the byte. Ctrl-C keeps what was done, and the same command goes on from there.\nExit codes: 0 no violation (with --plant: every bug was found), 1 violated (a bug was not found), 2 bad input, 130 stopped.',
    )
    .action(async (options: SimulateOptions) =>
      (await import('../../../simulator/command/simulate.ts')).simulate(options),
    );
}
