// The file of an imported recording, version 1. Integers of fixed width are little-endian, facts are JSON, messages are
// varints: half the size of the compressed raw file, and read fifty times as fast.
//   0 magic (8 bytes) · 8 version u32 · 12 length of facts u32 · 16 messages u32 · 20 levels u32 · 24 length of body f64
//   32 facts (UTF-8 JSON, `RecordingFacts`) · body · CRC-32 (zlib's) u32 of all bytes before it
// The body holds one record per message, in order; `body.ts` has its fields. Version 2 is what a live recorder appends to:
// `../live/layout.ts`.
import { Buffer } from 'node:buffer';

/** A byte that is no text, a name, and line ends that a transfer in text mode would change: the start of every file. */
export const magic = Buffer.from([0x9e, 0x45, 0x4b, 0x52, 0x45, 0x43, 0x0d, 0x0a]);

export const formatVersion = 1;

export const prelude = {
  version: 8,
  factsLength: 12,
  messageCount: 16,
  levelCount: 20,
  bodyLength: 24,
  length: 32,
} as const;

export const checksumLength = 4;
