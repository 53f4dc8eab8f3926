// `evenkeel sizes` on the command line.
import { Command } from 'commander';
import { addSettingOptions } from '../settings/command-options.ts';
import type { SizesOptions } from './sizes.ts';

export function sizesCommand(): Command {
  return addSettingOptions(
    new Command('sizes').description(
      'What each order size would cost to take from the books of both legs, and the largest that their depth bears.',
    ),
    ['ticker', 'replayPrimary', 'replayHedge', 'seed'],
  )
    .option('--sizes <list>', 'sizes in the base asset, with commas (default: 0.01,0.1,0.5,1,5,10)')
    .option('--extra <bps>', 'how much more than the smallest the best may cost (default: 0.1)')
    .option('--despite-defects', 'go on although recordings have gaps, wrong order or a missing side')
    .option('--json', 'print one JSON line, and nothing else')
    .action(async (options: SizesOptions) => (await import('./sizes.ts')).sizes(options));
}
