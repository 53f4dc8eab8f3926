// The keys of instruments as they stand in a record: a handful, a million times over. Each is made once, so that a turn which is read
// back costs no new string, and two events of one instrument are told to be by their first glance.
import type { InstrumentKey } from '../core/instrument.ts';

const keysMax = 8;

export class KnownKeys {
  readonly #keys: { readonly bytes: Uint8Array; readonly key: InstrumentKey }[] = [];

  /** The key that these bytes spell: printable ASCII, so that a byte is a character. */
  keyOf(bytes: Uint8Array): InstrumentKey {
    for (const known of this.#keys) if (isSame(known.bytes, bytes)) return known.key;
    const key = Buffer.from(bytes).toString('latin1') as InstrumentKey;
    if (this.#keys.length < keysMax) this.#keys.push({ bytes: Uint8Array.from(bytes), key });
    return key;
  }
}

function isSame(left: Uint8Array, right: Uint8Array): boolean {
  if (left.length !== right.length) return false;
  for (let index = 0; index < left.length; index += 1) if (left[index] !== right[index]) return false;
  return true;
}
