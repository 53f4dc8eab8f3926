// The file that a live recorder appends to, version 2 of the format: nothing that is written is ever written again, so that whatever a
// crash leaves can be read up to its last whole block. Integers of fixed width are little-endian, checksums are CRC-32 (zlib's).
//   0 magic (8 bytes) · 8 version u32 · 12 length of head u32 · head (UTF-8 JSON, `RecordingHead`) · checksum of all before it · blocks

export const liveVersion = 2;

export const livePrelude = { version: 8, headLength: 12, length: 16 } as const;

// A block has two lanes, of the book and of trades, each in its own order of arrival; readers merge them by venue time:
//   0 marker u32 · 4 length of the whole block u32 · 8 lane of the book · 36 lane of trades · 64 body of the book · body of trades ·
//   checksum of the block before it
// A lane: 0 messages u32 · 4 levels u32 · 8 length of body u32 · 12 start µs f64 · 20 clock offset µs f64. Bodies are as in version 1.

/** "EKB" and a byte that is no text. */
export const blockMarker = 0x9e424b45;

export const blockPrelude = { length: 4, bookLane: 8, tradeLane: 36, size: 64 } as const;

export const lanePrelude = { messages: 0, levels: 4, bodyLength: 8, startUs: 12, clockOffsetUs: 20 } as const;
