// `evenkeel doctor` on the command line: it takes every option of a run, and trades nothing unless it is asked to.
import { Command } from 'commander';
import { addSettingOptions } from '../settings/command-options.ts';
import type { DoctorOptions } from './doctor.ts';

export function doctorCommand(): Command {
  const command = new Command('doctor').description(
    'Look at two venues before trading on them: keys and what they may do, symbol, account, margin, streams, clock, latency, fees. Each with a verdict and what to do. It trades nothing unless it is asked to.',
  );
  return addSettingOptions(command)
    .option('--local', 'look at local servers that are started for this, instead of the venues themselves')
    .option(
      '--order-test',
      'also place a far post-only order of the smallest size on each venue, see it taken, and cancel it',
    )
    .option('--yes', 'agree to the order test, where it is not on local servers')
    .option('--json', 'print one JSON line, and nothing else')
    .action(async (options: DoctorOptions) => (await import('./doctor.ts')).doctor(options));
}
