// A WebAssembly module put together at start, instruction by instruction: 64-bit integer arithmetic is what JavaScript lacks, and
// field arithmetic and hashes are nothing else. Knows only what our kernels need.
import { assert } from '../../core/assert.ts';

export type WasmCode = readonly number[];

export interface WasmFunction {
  /** All of them i32; they are the first locals. */
  readonly parameters: number;
  /** i64 locals behind the parameters. */
  readonly wideLocals: number;
  readonly body: WasmCode;
}

export interface WasmInstance {
  readonly memory: ArrayBuffer;
  readonly functions: readonly ((...parameters: number[]) => void)[];
}

const i32Type = 0x7f;
const i64Type = 0x7e;
const end = 0x0b;
const magicAndVersion: WasmCode = [0x00, 0x61, 0x73, 0x6d, 1, 0, 0, 0];

/** Instructions by name; loads and stores are of 32 bits unless they are wide. */
export const wasm = {
  get: (local: number): WasmCode => [0x20, ...unsigned(local)],
  set: (local: number): WasmCode => [0x21, ...unsigned(local)],
  tee: (local: number): WasmCode => [0x22, ...unsigned(local)],
  call: (index: number): WasmCode => [0x10, ...unsigned(index)],
  address: (value: number): WasmCode => [0x41, ...signed(BigInt(value))],
  addAddress: [0x6a] as WasmCode,
  wide: (value: bigint): WasmCode => [0x42, ...signed(value)],
  /** A signed 32-bit value at the address on the stack, as i64. */
  load: (offset: number): WasmCode => [0x34, 2, ...unsigned(offset)],
  /** The low 32 bits of the i64 on the stack, below it the address. */
  store: (offset: number): WasmCode => [0x3e, 2, ...unsigned(offset)],
  loadWide: (offset: number): WasmCode => [0x29, 3, ...unsigned(offset)],
  storeWide: (offset: number): WasmCode => [0x37, 3, ...unsigned(offset)],
  add: [0x7c] as WasmCode,
  subtract: [0x7d] as WasmCode,
  multiply: [0x7e] as WasmCode,
  and: [0x83] as WasmCode,
  exclusiveOr: [0x85] as WasmCode,
  rotateLeft: [0x89] as WasmCode,
  shiftLeft: [0x86] as WasmCode,
  /** Keeps the sign. */
  shiftRight: [0x87] as WasmCode,
  /** Over and over, while `condition` leaves anything but zero on the stack. */
  loopWhile: (body: WasmCode, condition: WasmCode): WasmCode => [
    0x03,
    0x40,
    ...body,
    ...condition,
    0x0d,
    0,
    end,
  ],
  /** Of two addresses. */
  areDifferent: [0x47] as WasmCode,
};

/** Compiles the functions over one memory of so many bytes. */
export function instantiate(functions: readonly WasmFunction[], memoryBytes: number): WasmInstance {
  const pages = Math.ceil(memoryBytes / 65_536);
  const types = functions.map(({ parameters }) => [0x60, ...vector(repeat(i32Type, parameters)), 0]);
  const exports = functions.map((_function, index) => [...name(`f${index}`), 0, ...unsigned(index)]);
  const codes = functions.map(({ wideLocals, body }) => {
    const locals = wideLocals === 0 ? [0] : [1, ...unsigned(wideLocals), i64Type];
    return vector([...locals, ...body, end]);
  });
  const bytes = [
    ...magicAndVersion,
    ...section(1, list(types)),
    ...section(3, list(functions.map((_function, index) => unsigned(index)))),
    ...section(5, list([[0, ...unsigned(pages)]])),
    ...section(7, list([[...name('m'), 2, 0], ...exports])),
    ...section(10, list(codes)),
  ];
  const { exports: made } = new WebAssembly.Instance(new WebAssembly.Module(Uint8Array.from(bytes)));
  const memory = made['m'];
  assert(typeof memory === 'object', 'the module exports its memory');
  return {
    memory: memory.buffer,
    functions: functions.map((_function, index) => {
      const exported = made[`f${index}`];
      assert(typeof exported === 'function', 'the module exports every function');
      return exported;
    }),
  };
}

function section(id: number, content: WasmCode): WasmCode {
  return [id, ...vector(content)];
}

const list = (items: readonly WasmCode[]): WasmCode => [...unsigned(items.length), ...items.flat()];
const vector = (bytes: WasmCode): WasmCode => [...unsigned(bytes.length), ...bytes];
const name = (text: string): WasmCode => vector([...new TextEncoder().encode(text)]);
const repeat = (value: number, count: number): WasmCode => Array.from({ length: count }, () => value);

/** LEB128. */
function unsigned(value: number): WasmCode {
  const bytes: number[] = [];
  let rest = value;
  while (rest >= 128) {
    bytes.push((rest & 127) | 128);
    rest >>>= 7;
  }
  return [...bytes, rest];
}

function signed(value: bigint): WasmCode {
  const bytes: number[] = [];
  let rest = value;
  while (rest < -64n || rest >= 64n) {
    bytes.push(Number(rest & 127n) | 128);
    rest >>= 7n;
  }
  return [...bytes, Number(rest & 127n)];
}

/** What the language's own types leave out unless a browser's are loaded. */
declare const WebAssembly: {
  readonly Module: new (bytes: Uint8Array) => object;
  readonly Instance: new (module: object) => {
    readonly exports: Readonly<
      Record<string, ((...parameters: number[]) => void) | { readonly buffer: ArrayBuffer }>
    >;
  };
};
