// `evenkeel reconcile` on the command line. What it does is loaded only when it is asked for.
import { Command } from 'commander';
import type { ReconcileFlags } from './reconcile.ts';

export function reconcileCommand(): Command {
  return new Command('reconcile')
    .description(
      'Hold what a run has booked against what its venues say: fill by fill, fee by fee, funding payment by payment, and the positions.',
    )
    .argument('<run>', 'the folder of a run, or its name among the runs')
    .option('--runs-dir <folder>', 'where the runs are (default: runs)')
    .option('--env-file <file>', 'variables to add to the environment (default: .env, if it is there)')
    .option('--json', 'print one JSON line, and nothing else')
    .addHelpText(
      'after',
      '\nNothing is traded. The positions are those that the venues show now. Exit codes: 0 equal, 2 bad input, or a venue that did not answer, 4 it differs.',
    )
    .action(async (run: string, flags: ReconcileFlags) =>
      (await import('./reconcile.ts')).reconcile(run, flags),
    );
}
