// EIP-712 in general, as a server needs it that checks what clients signed: hashes by the types that are named, and who signed them.
// The signing side has its own way to the same 32 bytes, so that neither hides a slip of the other.
import { secp256k1 } from '@noble/curves/secp256k1.js';
import { keccak_256 } from '@noble/hashes/sha3.js';
import { assertPresent } from '../../core/assert.ts';

/** Field name and type; a type of a struct's own, or a list of it, is named like "OrderLeg" or "OrderLeg[]". */
export type StructTypes = Readonly<Record<string, readonly (readonly [name: string, type: string])[]>>;
export type StructValue = Readonly<Record<string, unknown>>;

const domainFields = [
  ['name', 'string'],
  ['version', 'string'],
  ['chainId', 'uint256'],
] as const;

export interface TypedData {
  readonly chainId: number;
  readonly types: StructTypes;
  readonly primaryType: string;
  readonly value: StructValue;
}

const keccakText = (text: string): Buffer => Buffer.from(keccak_256(new TextEncoder().encode(text)));

export function digestOf({ chainId, types, primaryType, value }: TypedData): Uint8Array {
  const domain = { name: 'GRVT Exchange', version: '0', chainId };
  const separator = hashStruct({ EIP712Domain: domainFields }, 'EIP712Domain', domain);
  return keccak_256(
    Buffer.concat([Buffer.from([0x19, 0x01]), separator, hashStruct(types, primaryType, value)]),
  );
}

/** The address, in lower case, of whoever signed the digest; `undefined` when it is no signature. */
export function signerOf(digest: Uint8Array, r: string, s: string, v: number): string | undefined {
  const signature = Buffer.concat([Buffer.from([v - 27]), Buffer.from(r + s, 'hex')]);
  try {
    const publicKey = secp256k1.recoverPublicKey(signature, digest, { prehash: false });
    const point = secp256k1.Point.fromBytes(publicKey).toBytes(false);
    return `0x${Buffer.from(keccak_256(point.subarray(1)).subarray(12)).toString('hex')}`;
  } catch {
    return undefined;
  }
}

function hashStruct(types: StructTypes, name: string, value: StructValue): Buffer {
  const fields = fieldsOf(types, name);
  const words = fields.map(([field, type]) => encode(types, type, value[field]));
  return Buffer.from(keccak_256(Buffer.concat([keccakText(encodeType(types, name)), ...words])));
}

function encode(types: StructTypes, type: string, value: unknown): Buffer {
  if (type.endsWith('[]')) {
    const items = (value as readonly StructValue[]).map((item) => hashStruct(types, type.slice(0, -2), item));
    return Buffer.from(keccak_256(Buffer.concat(items)));
  }
  if (type in types) return hashStruct(types, type, value as StructValue);
  if (type === 'string') return keccakText(value as string);
  const number = typeof value === 'boolean' ? Number(value) : BigInt(value as string | number | bigint);
  return Buffer.from(number.toString(16).padStart(64, '0'), 'hex');
}

/** The struct, and behind it in the order of the alphabet those that it uses. */
function encodeType(types: StructTypes, name: string): string {
  const used = fieldsOf(types, name).map(([, type]) => type.replace('[]', ''));
  const others = [...new Set(used)].filter((type) => type in types && type !== name).sort();
  return [name, ...others]
    .map(
      (each) =>
        `${each}(${fieldsOf(types, each)
          .map(([field, type]) => `${type} ${field}`)
          .join(',')})`,
    )
    .join('');
}

const fieldsOf = (types: StructTypes, name: string): StructTypes[string] =>
  assertPresent(types[name], `the type ${name}`);
