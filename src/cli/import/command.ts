// `evenkeel import`: a raw recording becomes a compact one that replays without parsing, and its checks are told.
import { Command } from 'commander';
import { openRecording } from '../../recorder/open-recording.ts';
import type { OpenOptions } from '../../recorder/options.ts';
import { describeRecording } from '../../recorder/report.ts';
import { writeRecording } from '../../recorder/write-recording.ts';
import { exitCodes } from '../exit-codes.ts';
import { usageLine } from '../usage-failure.ts';

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
    .action(importRecording);
}

async function importRecording(raw: string, imported: string, options: OpenOptions): Promise<void> {
  const recording = await openRecording(raw, options);
  const written = recording.ok ? await writeRecording(recording.value, imported) : recording;
  if (!recording.ok || !written.ok) {
    const { failure } = recording.ok ? (written as Extract<typeof written, { ok: false }>) : recording;
    process.stderr.write(usageLine(failure));
    process.exitCode = exitCodes.badInput;
    return;
  }
  process.stdout.write(
    `${describeRecording(recording.value).join('\n')}\nwritten: ${imported}, ${written.value} bytes\n`,
  );
}
