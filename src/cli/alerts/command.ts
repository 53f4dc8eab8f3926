// `evenkeel alerts` on the command line. What it does is loaded only when it is asked for.
import { Command } from 'commander';
import type { AlertFlags } from './try-channels.ts';

export function alertsCommand(): Command {
  return new Command('alerts')
    .description('Which ways there are to reach you, and with --test a message by each of them.')
    .option('--test', 'send one message by each channel that is set, and say what came of it')
    .option('--env-file <file>', 'variables to add to the environment (default: .env, if it is there)')
    .action(async (flags: AlertFlags) => (await import('./try-channels.ts')).tryChannels(flags));
}
