// All commands, in the order in which somebody meets them, each with a line for `evenkeel --help`; what a command says of itself at length stands
// in its own help.
import type { Command } from 'commander';
import { alertsCommand } from './alerts/command.ts';
import { backtestCommand } from './backtest/command.ts';
import { balancesCommand, positionsCommand } from './accounts/command.ts';
import { canaryCommand } from './canary/command.ts';
import { closeCommand } from './close/command.ts';
import { compareCommand } from './compare/command.ts';
import { configCommand } from './config/command.ts';
import { dashboardCommand } from './dashboard/command.ts';
import { doctorCommand } from './doctor/command.ts';
import { importCommand } from './import/command.ts';
import { initCommand } from './init/command.ts';
import { phoneCommand } from './phone/command.ts';
import { pruneCommand } from './prune/command.ts';
import { rampCommand } from './ramp/command.ts';
import { reconcileCommand } from './reconcile/command.ts';
import { recordCommand } from './record/command.ts';
import { replayCommand } from './replay/command.ts';
import { reportCommand } from './report/command.ts';
import { resumeCommand } from './resume/command.ts';
import { runCommand } from './run/command.ts';
import { simulateCommand } from './simulate/command.ts';
import { sizesCommand } from './sizes/command.ts';
import { sweepCommand } from './sweep/command.ts';
import { venuesCommand } from './venues/command.ts';

export interface CommandGroup {
  readonly title: string;
  readonly commands: readonly (readonly [command: Command, summary: string])[];
}

export const commandGroups = (): readonly CommandGroup[] => [
  {
    title: 'Start here:',
    commands: [
      [initCommand(), 'set up this folder: a pair, a size, keys'],
      [venuesCommand(), 'what venues can do and cost, and servers of them'],
      [doctorCommand(), 'look at two venues before trading on them'],
      [configCommand(), 'every setting in force, and where it came from'],
      [alertsCommand(), 'how you are reached, and a test of it'],
    ],
  },
  {
    title: 'Trade:',
    commands: [
      [runCommand(), 'make hedge cycles: simulated, on paper, or live'],
      [rampCommand(), 'the same in stages of growing size'],
      [canaryCommand(), 'one smallest round trip before the first live run'],
      [resumeCommand(), 'lift a halt, once you have seen to its reason'],
      [closeCommand(), 'cancel and close everything in one coin'],
      [phoneCommand(), 'steer every run of this machine from Telegram'],
    ],
  },
  {
    title: 'Look:',
    commands: [
      [balancesCommand(), 'what the accounts hold'],
      [positionsCommand(), 'open positions and orders'],
      [dashboardCommand(), 'every run on one live page'],
      [reportCommand(), 'a page about a run: what it cost, and why'],
      [reconcileCommand(), 'a run against the histories of its venues'],
      [replayCommand(), 'a run again from its journal, explained turn by turn'],
      [pruneCommand(), 'remove old runs'],
    ],
  },
  {
    title: 'Prove:',
    commands: [
      [backtestCommand(), 'trade recorded or synthetic markets, with a verdict'],
      [compareCommand(), 'which of two is better, if it can be known yet'],
      [sweepCommand(), 'a grid of settings, chosen on the past'],
      [sizesCommand(), 'what each size costs to take from the real book'],
      [recordCommand(), 'record the market of a venue'],
      [importCommand(), 'make a raw recording fast to replay'],
      [simulateCommand(), 'whole runs under faults, judged'],
    ],
  },
];

export const examples = `
Three to begin with:
  evenkeel run --iter 3 --speed 5   three round trips on two simulated venues
  evenkeel init                     a pair of your own, first on paper
  evenkeel run --help               every setting, with its default

Exit codes: 0 flat, 1 a bug, 2 bad input, 3 halted safe, 4 exposure left.
`;
