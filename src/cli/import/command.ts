// `evenkeel import`: a raw recording becomes a compact one that replays without parsing, and its checks are told.
import { Command } from 'commander';
import type { OpenOptions } from '../../recorder/options.ts';

export function importCommand(): Command {
  return new Command('import')
    .description(
      'Turn a raw recording of a public feed into the compact format, and check it for gaps and crossed books.',
    )
    .argument('<raw>', 'raw recording, plain or .gz: lines of `local_time_ns json`')
    .argument('<imported>', 'where to write the compact recording')
    .option('--tick <size>', 'price step; read off the data unless given')
    .option('--lot <size>', 'quantity step in the base asset; read off the data unless given')
    .option('--quote <asset>', 'quote asset; read off the symbol unless given')
    .option('--contract-value <amount>', 'quote value of one contract of an inverse market (default: 100)')
    .action(async (raw: string, imported: string, options: OpenOptions) =>
      (await import('./import-recording.ts')).importRecording(raw, imported, options),
    );
}
