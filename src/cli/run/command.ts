// `evenkeel run` on the command line: its flags in words. What it does is loaded only when it is asked for.
import { Command } from 'commander';
import { hedgeModes, makerPolicies, primaryModes, strategies } from '../../core/pair.ts';
import { simulatedTickers } from '../../venues/simulated/instruments.ts';

export function runCommand(): Command {
  return new Command('run')
    .description('Make hedge cycles: on two simulated venues, or on recorded markets. No keys, no internet.')
    .option('--ticker <name>', `simulated market: ${simulatedTickers.join(', ')} (default: ETH)`)
    .option('--size <quantity>', 'order size in the base asset', '0.01')
    .option(
      '--iter <count>',
      'round trips, one BUILD and one UNWIND each (default: 10; recordings: until the data ends)',
    )
    .option('--strategy <name>', strategies.join(', '), 'alternate')
    .option('--side <side>', 'side of BUILD on the primary for alternate: buy, sell', 'buy')
    .option('--primary-mode <mode>', `price of the primary: ${primaryModes.join(', ')}`, 'bbo')
    .option('--hedge-mode <mode>', `price of the hedge: ${hedgeModes.join(', ')}`, 'market')
    .option('--maker-policy <name>', `when a quote is made anew: ${makerPolicies.join(', ')}`, 'follow-touch')
    .option('--fill-timeout <seconds>', 'when fixed-s5 gives a quote up (default: 5)')
    .option('--cancel-gap <seconds>', 'smallest time between two cancels on the primary', '0')
    .option(
      '--basis-window <seconds>',
      'compare mids against their median basis over this time (default: raw mids)',
    )
    .option('--duration <seconds>', 'ends the run, flat, after this time')
    .option('--volume <amount>', 'ends the run after this primary-leg volume, with the round trip under way')
    .option(
      '--max-attempts <count>',
      'ends the run after this many attempts (default: 20 for each of --iter)',
    )
    .option('--sleep <seconds>', 'pause between cycles', '0')
    .option(
      '--max-position <quantity>',
      'per leg; 0 means the order size (default: 5 for ETH, else the order size)',
    )
    .option(
      '--max-daily-loss <amount>',
      'net of fees, since 00:00 UTC; ends the run flat (default: 5; recordings: none)',
    )
    .option(
      '--max-drift <percent>',
      'net delta beyond which nothing that adds risk is sent, in % of the size',
      '1',
    )
    .option('--primary-fees <maker/taker>', 'in bps (default: listed, 2/5)')
    .option('--hedge-fees <maker/taker>', 'in bps (default: listed, 3/5.5)')
    .option('--quote-rate <asset=rate>', 'worth of an asset in the primary’s quote; repeatable', collect, [])
    .option(
      '--queue-model <name>',
      'when a resting order fills: risk-averse, probabilistic, traded-through',
      'risk-averse',
    )
    .option('--seed <number>', 'the same seed is the same run', '1')
    .option('--speed <pace>', 'real, max, or a multiple of real time (default: real; recordings: max)')
    .option('--replay-primary <file>', 'recorded market of the primary, raw, raw .gz or imported')
    .option('--replay-hedge <file>', 'recorded market of the hedge')
    .option('--runs-dir <folder>', 'where each run leaves its journal, fills.csv, log and summary', 'runs')
    .option('--json', 'print one JSON line at the end, and nothing else')
    .action(async (raw: unknown) => (await import('./run.ts')).run(raw));
}

function collect(value: string, values: readonly string[]): readonly string[] {
  return [...values, value];
}
