// Bytes of a live recording back to a recording, as far as its whole blocks go. A recorder that was stopped hard leaves part of a block:
// that is said, and the rest is good. What is damaged before its end is refused.
import type { Buffer } from 'node:buffer';
import { failed, succeeded, type Outcome } from '../failure.ts';
import type { Recording } from '../recording.ts';
import { decodeBlock, type Lanes } from './block.ts';
import { decodeHead } from './head.ts';
import { blockMarker } from './layout.ts';
import { mergeLanes } from './merge-lanes.ts';
import { factsOf } from './facts-of.ts';

/** `bytes` begin with the magic and the version; `path` is for the messages of failures. */
export function decodeLive(bytes: Buffer, path: string): Outcome<Recording> {
  const decoded = decodeHead(bytes);
  if (decoded === 'truncated') {
    return failed('truncated', `${path} ends before its first message`, 'give another file of the recording');
  }
  if (decoded === 'corrupt') return damaged(path);
  const blocks: Lanes[] = [];
  let end = decoded.end;
  for (let block = decodeBlock(bytes, end); block !== undefined; block = decodeBlock(bytes, end)) {
    blocks.push(block.lanes);
    end = block.end;
  }
  if (isFollowedByBlock(bytes, end)) return damaged(path);
  const messages = mergeLanes(blocks, decoded.head.venueClockAheadUs);
  if (messages.count === 0) {
    return failed('no-snapshot', `${path} holds no book yet`, 'record for longer');
  }
  return succeeded({ facts: factsOf(decoded.head, messages, bytes.length - end), messages });
}

/** Whether what is no whole block at `start` is followed by one, and therefore was whole once. */
function isFollowedByBlock(bytes: Buffer, start: number): boolean {
  const marker = Uint8Array.from([0, 8, 16, 24], (shift) => (blockMarker >>> shift) & 0xff);
  for (let at = bytes.indexOf(marker, start + 1); at >= 0; at = bytes.indexOf(marker, at + 1)) {
    if (decodeBlock(bytes, at) !== undefined) return true;
  }
  return false;
}

const damaged = (path: string): Outcome<never> =>
  failed('corrupt', `${path} is damaged: a checksum does not match`, 'copy the file again');
