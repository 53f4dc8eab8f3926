// `evenkeel replay` on the command line. What it does is loaded only when it is asked for.
import { Command } from 'commander';
import type { ReplayFlags } from './replay-flags.ts';

export function replayCommand(): Command {
  return new Command('replay')
    .description(
      'Play a run again from its journal, through the engine that it ran on, and hold it against what the run said of itself: the same event log, the same figures.',
    )
    .argument('<run>', 'the folder of a run, or its name among the runs')
    .option('--until <turn>', 'stop after this turn, and print where the pair stood')
    .option('--explain', 'print what happened, turn by turn, and why each command was issued')
    .option('--from <turn>', 'the first turn to explain (default: 1)')
    .option('--runs-dir <folder>', 'where the runs are (default: runs)')
    .option('--json', 'print one JSON line, and nothing else')
    .addHelpText(
      'after',
      '\nNothing is sent anywhere. Exit codes: 0 as recorded (or stopped where it was told to), 2 bad input, 4 it differs.',
    )
    .action(async (run: string, flags: ReplayFlags) => (await import('./replay.ts')).replay(run, flags));
}
