// `evenkeel record` on the command line. What it does is loaded only when it is asked for.
import { Command } from 'commander';
import type { RecordFlags } from './plan-record.ts';

export function recordCommand(): Command {
  return new Command('record')
    .description(
      'Record what one or two venues say of a market in public, book and trades, into files that `run` replays. No keys.',
    )
    .option('--primary <venue>', 'the venue that is recorded')
    .option('--hedge <venue>', 'a second one, recorded beside it')
    .option('--ticker <coin>', 'base coin', 'ETH')
    .option('--out <folder>', 'where the files go; a folder that has some already gets the next ones')
    .option('--duration <time>', 'how long, such as 90s, 30m or 8h (default: until Ctrl-C)')
    .option('--local', 'local servers that are started for this, instead of the venues themselves')
    .option('--env-file <file>', 'variables to add to the environment (default: .env, if it is there)')
    .option('--json', 'print one JSON line at the end, and nothing else')
    .addHelpText(
      'after',
      '\nA file ends at 32 MiB, for all venues at once, and the next begins: of one number they cover the same time.\nExit codes: 0 recorded, 2 bad input, nothing was started, 3 ended before its time, because a file could not be written.',
    )
    .action(async (flags: RecordFlags) => (await import('./record.ts')).record(flags));
}
