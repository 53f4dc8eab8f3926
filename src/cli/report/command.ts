// `evenkeel report` on the command line. What it does is loaded only when it is asked for.
import { Command } from 'commander';
import type { ReportFlags } from './report-flags.ts';

export function reportCommand(): Command {
  return new Command('report')
    .description(
      'Look back on a run: a page of pictures and tables, made from its journal alone, and held against what the run said of itself.',
    )
    .argument('<run>', 'the folder of a run, or its name among the runs')
    .option('--format <format>', 'html, md or json (default: by the name of --out, else html)')
    .option(
      '--out <file>',
      'where to write it; - is the terminal (default: report.html in the folder of the run)',
    )
    .option('--runs-dir <folder>', 'where the runs are (default: runs)')
    .addHelpText(
      'after',
      '\nThe page is one file that needs neither network nor script. Runs that died, or are still going on, are reported as far as they have come, and told apart where that can be known.\nExit codes: 0 written, 2 bad input, 4 its own replay differs from the run.',
    )
    .action(async (run: string, flags: ReportFlags) => (await import('./report.ts')).report(run, flags));
}
