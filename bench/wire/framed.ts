// A frame of a server as it goes over the wire, so that many go out in one write.

const text = 0x81;
const binary = 0x82;
const longLength = 126;
const lengthMax = 2 ** 16 - 1;

export function framed(payload: string | Uint8Array): Uint8Array {
  const bytes = typeof payload === 'string' ? Buffer.from(payload) : payload;
  if (bytes.length > lengthMax) throw new Error('a frame of a benchmark is short');
  const headerBytes = bytes.length < longLength ? 2 : 4;
  const frame = Buffer.allocUnsafe(headerBytes + bytes.length);
  frame[0] = typeof payload === 'string' ? text : binary;
  if (headerBytes === 2) frame[1] = bytes.length;
  else {
    frame[1] = longLength;
    frame.writeUInt16BE(bytes.length, 2);
  }
  frame.set(bytes, headerBytes);
  return frame;
}
