// Keccak-256 in WebAssembly: its lanes have 64 bits, which JavaScript has to take apart. An order is seven permutations, and in plain
// JavaScript they take twice as long as its signature.
import { assert } from '../../core/assert.ts';
import { instantiate, wasm, type WasmCode } from '../wire/wasm-module.ts';

const lanes = 25;
const rounds = 24;
const rateBytes = 136;
const stateBytes = lanes * 8;
/** Where messages lie, behind the state; a longer one is a bug. */
const messageAt = 256;
const messageBytesMax = 1_024;
/** Of each round, behind messages. */
const constantsAt = messageAt + messageBytesMax + rateBytes;
const constantsEnd = constantsAt + rounds * 8;

/** The only parameter, later the address of the round's constant, and behind it the lanes of the state, those of the next one, and the parities of columns. */
const block = 0;
const lane = (index: number): number => 1 + index;
const moved = (index: number): number => 1 + lanes + index;
const parity = (column: number): number => 1 + 2 * lanes + (column % 5);
const wideLocals = 2 * lanes + 5;

const { get, set, wide, exclusiveOr, and, rotateLeft, loadWide, storeWide, address } = wasm;
const { addAddress, loopWhile, areDifferent } = wasm;

interface Kernel {
  readonly bytes: Uint8Array;
  /** The state takes in the block at this address. */
  absorb(at: number): void;
}

let kernel: Kernel | undefined;

/** 32 bytes, the caller's own. */
export function keccak256(message: Uint8Array): Uint8Array {
  assert(message.length <= messageBytesMax, 'what is hashed is a short message');
  kernel ??= makeKernel();
  const { bytes } = kernel;
  const end = messageAt + (Math.floor(message.length / rateBytes) + 1) * rateBytes;
  const messageEnd = messageAt + message.length;
  bytes.fill(0, 0, stateBytes);
  bytes.set(message, messageAt);
  bytes.fill(0, messageEnd, end);
  bytes[messageEnd] = 1;
  bytes[end - 1] = (bytes[end - 1] as number) | 0x80;
  for (let at = messageAt; at < end; at += rateBytes) kernel.absorb(at);
  return bytes.slice(0, 32);
}

/** Made when it is first used: that takes some milliseconds, which nobody who only looks should wait for. */
function makeKernel(): Kernel {
  const made = instantiate([{ parameters: 1, wideLocals, body: absorbCode() }], constantsEnd);
  new BigInt64Array(made.memory, constantsAt, rounds).set(
    roundConstants().map((constant) => BigInt.asIntN(64, constant)),
  );
  const [absorb] = made.functions;
  assert(absorb !== undefined, 'the kernel has its one function');
  return { bytes: new Uint8Array(made.memory), absorb };
}

/** The state takes in one block, and is permuted. The rounds are one loop: written out they take more than twice as long. */
function absorbCode(): WasmCode {
  const code: number[] = [];
  for (let index = 0; index < lanes; index += 1) {
    code.push(...address(0), ...loadWide(index * 8));
    if (index * 8 < rateBytes) code.push(...get(block), ...loadWide(index * 8), ...exclusiveOr);
    code.push(...set(lane(index)));
  }
  code.push(...address(constantsAt), ...set(block));
  const next = [...get(block), ...address(8), ...addAddress, ...set(block)];
  const isOn = [...get(block), ...address(constantsEnd), ...areDifferent];
  code.push(...loopWhile([...round(rotations()), ...next], isOn));
  for (let index = 0; index < lanes; index += 1)
    code.push(...address(0), ...get(lane(index)), ...storeWide(index * 8));
  return code;
}

function round(turns: readonly number[]): WasmCode {
  const code: number[] = [];
  for (let column = 0; column < 5; column += 1) {
    code.push(...get(lane(column)));
    for (let row = 1; row < 5; row += 1) code.push(...get(lane(column + 5 * row)), ...exclusiveOr);
    code.push(...set(parity(column)));
  }
  for (let index = 0; index < lanes; index += 1) {
    const column = index % 5;
    const row = (index - column) / 5;
    code.push(...get(lane(index)), ...get(parity(column + 4)), ...exclusiveOr);
    code.push(...get(parity(column + 1)), ...wide(1n), ...rotateLeft, ...exclusiveOr);
    code.push(...wide(BigInt(turns[index] as number)), ...rotateLeft);
    code.push(...set(moved(row + 5 * ((2 * column + 3 * row) % 5))));
  }
  for (let index = 0; index < lanes; index += 1) {
    const column = index % 5;
    const row = index - column;
    code.push(...get(moved(row + ((column + 1) % 5))), ...wide(-1n), ...exclusiveOr);
    code.push(...get(moved(row + ((column + 2) % 5))), ...and);
    code.push(...get(moved(index)), ...exclusiveOr);
    if (index === 0) code.push(...get(block), ...loadWide(0), ...exclusiveOr);
    code.push(...set(lane(index)));
  }
  return code;
}

/** How far each lane is turned, in bits. */
function rotations(): readonly number[] {
  const turns = Array.from({ length: lanes }, () => 0);
  let [column, row] = [1, 0];
  for (let step = 0; step < rounds; step += 1) {
    turns[column + 5 * row] = (((step + 1) * (step + 2)) / 2) % 64;
    [column, row] = [row, (2 * column + 3 * row) % 5];
  }
  return turns;
}

/** From a shift register of eight bits, seven steps for each round. */
function roundConstants(): readonly bigint[] {
  let register = 1;
  return Array.from({ length: rounds }, () => {
    let constant = 0n;
    for (let bit = 0; bit < 7; bit += 1) {
      register = ((register << 1) ^ ((register >> 7) * 0x71)) % 256;
      if ((register & 2) !== 0) constant ^= 1n << ((1n << BigInt(bit)) - 1n);
    }
    return constant;
  });
}
