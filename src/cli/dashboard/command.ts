// `evenkeel dashboard` on the command line. What it does is loaded only when it is asked for.
import { Command, Option } from 'commander';
import type { DashboardFlags } from './dashboard.ts';

export function dashboardCommand(): Command {
  return new Command('dashboard')
    .description(
      'Show every run of this machine on one page, live: the verdict first, and what there is to do. A process of its own, which no run waits for.',
    )
    .option('--runs-dir <folder>', 'where the runs are (default: runs)')
    .option('--port <number>', 'where it listens (default: 8700)')
    .option(
      '--host <address>',
      'on which address (default: 127.0.0.1); beyond this machine a token is needed, to look, too',
    )
    .option('--env-file <file>', 'variables to add to the environment (default: .env, if it is there)')
    .option('--control', 'let who has the token pause, resume, flatten and halt; it is shown once')
    .addOption(new Option('--companion').hideHelp())
    .addHelpText(
      'after',
      '\nEVENKEEL_DASHBOARD_TOKEN holds a token of your own, of 16 characters or more.\nOn a server, reach it from elsewhere through a tunnel: `ssh -L 8700:localhost:8700 you@server`.',
    )
    .action(async (flags: DashboardFlags) => (await import('./dashboard.ts')).dashboard(flags));
}
