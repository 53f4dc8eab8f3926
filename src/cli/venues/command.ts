// `evenkeel venues` on the command line. What it does is loaded only when it is asked for.
import { Command, Option } from 'commander';
import type { ListFlags } from './list/show-venues.ts';
import type { ServeFlags } from './plan-serve.ts';

export function venuesCommand(): Command {
  const command = new Command('venues')
    .description(
      'What evenkeel knows of venues: what each can do, and what every pair of them costs in fees.',
    )
    .option('--pairs', 'every ordered pair, by what a million of volume costs in fees at least')
    .option('--runs-dir <folder>', 'where runs are kept, and which canaries have passed', 'runs')
    .option('--json', 'print one JSON line, and nothing else')
    .addOption(new Option('--markdown', 'the table of docs/venues.md').hideHelp())
    .action(async (flags: ListFlags) => (await import('./list/show-venues.ts')).showVenues(flags));
  return command.addCommand(
    new Command('serve')
      .description(
        'Start local servers that speak the protocols of venues, check real signatures and trade with play money. They stay until Ctrl-C.',
      )
      .option('--venues <names>', 'which ones, separated by commas (default: all)')
      .option('--port-from <port>', 'port of the first; the others follow (default: any that are free)')
      .option('--seed <number>', 'servers with the same seed have markets that belong together', '1')
      .option('--tickers <coins>', 'what they list, separated by commas', 'ETH,BTC,SOL')
      .option('--manual', 'markets stand still until they are moved over /__control')
      .option('--json', 'print one JSON line instead of lines for the environment')
      .action(async (flags: ServeFlags) => (await import('./serve.ts')).serve(flags)),
  );
}
