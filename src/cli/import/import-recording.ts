// What `evenkeel import` does: open, check, write, tell.
import { openRecording } from '../../recorder/open-recording.ts';
import type { OpenOptions } from '../../recorder/options.ts';
import { describeRecording } from '../../recorder/report.ts';
import { writeRecording } from '../../recorder/write-recording.ts';
import { refuse } from '../refuse.ts';

export async function importRecording(raw: string, imported: string, options: OpenOptions): Promise<void> {
  const recording = await openRecording(raw, options);
  const written = recording.ok ? await writeRecording(recording.value, imported) : recording;
  if (!recording.ok || !written.ok) {
    const { failure } = recording.ok ? (written as Extract<typeof written, { ok: false }>) : recording;
    refuse(failure);
    return;
  }
  process.stdout.write(
    `${describeRecording(recording.value).join('\n')}\nwritten: ${imported}, ${written.value} bytes\n`,
  );
}
