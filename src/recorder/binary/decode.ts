// Bytes of an imported recording back to the recording. The checksum is compared before anything is believed, so a file
// that was cut short or damaged anywhere is refused.
import type { Buffer } from 'node:buffer';
import { crc32 } from 'node:zlib';
import { failed, succeeded, type Outcome } from '../failure.ts';
import { decodeLive } from '../live/decode-live.ts';
import { liveVersion } from '../live/layout.ts';
import type { Recording } from '../recording.ts';
import { decodeBody } from './body.ts';
import { factsSchema } from './facts-schema.ts';
import { checksumLength, formatVersion, prelude } from './layout.ts';
import { parseJson } from './parse-json.ts';

/** `bytes` begin with the magic; `path` is for the messages of failures. */
export function decodeRecording(bytes: Buffer, path: string): Outcome<Recording> {
  if (bytes.length < prelude.length + checksumLength) return truncated(path);
  const version = bytes.readUInt32LE(prelude.version);
  if (version === liveVersion) return decodeLive(bytes, path);
  if (version !== formatVersion) {
    return failed(
      'unsupported-version',
      `${path} is of format version ${version}, and this program reads versions ${formatVersion} and ${liveVersion}`,
      'import the raw recording again',
    );
  }
  const bodyStart = prelude.length + bytes.readUInt32LE(prelude.factsLength);
  const bodyEnd = bodyStart + bytes.readDoubleLE(prelude.bodyLength);
  if (bytes.length < bodyEnd + checksumLength) return truncated(path);
  const isIntact =
    bytes.length === bodyEnd + checksumLength &&
    crc32(bytes.subarray(0, bodyEnd)) === bytes.readUInt32LE(bodyEnd);
  if (!isIntact) {
    return failed(
      'corrupt',
      `${path} is damaged: its checksum does not match`,
      'import the raw recording again',
    );
  }

  const facts = factsSchema.safeParse(parseJson(bytes.toString('utf8', prelude.length, bodyStart)));
  const messages = facts.success
    ? decodeBody(
        bytes.subarray(bodyStart, bodyEnd),
        bytes.readUInt32LE(prelude.messageCount),
        bytes.readUInt32LE(prelude.levelCount),
        facts.data,
      )
    : undefined;
  if (facts.success && messages !== undefined) return succeeded({ facts: facts.data, messages });
  return failed('corrupt', `${path} contradicts its own format`, 'import the raw recording again');
}

function truncated(path: string): Outcome<never> {
  return failed(
    'truncated',
    `${path} ends before its end`,
    'copy the file again, or import the raw recording again',
  );
}
