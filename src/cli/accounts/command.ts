// `evenkeel balances` and `evenkeel positions` on the command line. What they do is loaded only when it is asked for.
import { Command } from 'commander';
import { addAccessOptions } from '../access/command-access.ts';
import type { AccountFlags } from './show-accounts.ts';

export const balancesCommand = (): Command =>
  accountCommand('balances', 'Print what the accounts hold, and what of it is free.');

export const positionsCommand = (): Command =>
  accountCommand('positions', 'Print the open positions of the accounts, and their open orders.');

function accountCommand(name: 'balances' | 'positions', description: string): Command {
  return addAccessOptions(new Command(name).description(description))
    .option('--json', 'print one JSON line, and nothing else')
    .action(async (flags: AccountFlags) => (await import('./show-accounts.ts')).showAccounts(name, flags));
}
