// An imported recording as bytes: the same recording always gives the same bytes.
import { Buffer } from 'node:buffer';
import { crc32 } from 'node:zlib';
import type { Recording } from '../recording.ts';
import { encodeBody } from './body.ts';
import { checksumLength, formatVersion, magic, prelude } from './layout.ts';

export function encodeRecording({ facts, messages }: Recording): Buffer {
  const factsBytes = Buffer.from(JSON.stringify(facts), 'utf8');
  const body = encodeBody(messages, facts);
  const head = Buffer.alloc(prelude.length);
  magic.copy(head);
  head.writeUInt32LE(formatVersion, prelude.version);
  head.writeUInt32LE(factsBytes.length, prelude.factsLength);
  head.writeUInt32LE(messages.count, prelude.messageCount);
  head.writeUInt32LE(messages.lots.length, prelude.levelCount);
  head.writeDoubleLE(body.length, prelude.bodyLength);
  const content = Buffer.concat([head, factsBytes, body]);
  const checksum = Buffer.alloc(checksumLength);
  checksum.writeUInt32LE(crc32(content));
  return Buffer.concat([content, checksum]);
}
