// `evenkeel phone` on the command line. What it does is loaded only when it is asked for.
import { Command } from 'commander';
import type { PhoneFlags } from './phone.ts';

export function phoneCommand(): Command {
  return new Command('phone')
    .description(
      'Answer on Telegram for every run of this machine: /status, /pnl, /positions, /pause, /resume, /flatten, /halt. A process of its own, which no run waits for.',
    )
    .option('--runs-dir <folder>', 'where the runs are', 'runs')
    .option('--env-file <file>', 'variables to add to the environment (default: .env, if it is there)')
    .addHelpText(
      'after',
      '\nTELEGRAM_BOT_TOKEN and TELEGRAM_CHAT_ID set the bot up, and TELEGRAM_ALLOWED_USERS lists the users who are answered, by their numbers.\nNobody else is; an alert tells of them.',
    )
    .action(async (flags: PhoneFlags) => (await import('./phone.ts')).phone(flags));
}
