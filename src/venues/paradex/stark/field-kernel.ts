// Arithmetic modulo the Stark prime p = 2^251 + 17·2^192 + 1 as a WebAssembly module: nine signed limbs of 29 bits, products in
// 64-bit accumulators, Montgomery reduction with R = 2^261. A multiplication takes some 70 ns, ten times less than with BigInt.
import {
  instantiate,
  wasm,
  type WasmCode,
  type WasmFunction,
  type WasmInstance,
} from '../../wire/wasm-module.ts';

export const limbCount = 9;
export const limbBits = 29;
/** A field element in memory: limbs of 32 bits, the lowest first. Balanced: a limb is of −2^28…2^28, and so can the value be < 0. */
export const elementBytes = limbCount * 4;

/** Indices of the module's functions; all take addresses, the result's first, and it may be one of the operands. */
const multiplyIndex = 0;
const subtractIndex = 1;
const subtractTwiceIndex = 2;

export interface FieldKernel {
  readonly memory: ArrayBuffer;
  /** result = left · right ÷ R, balanced. Limbs may be sums: of a balanced ones times of b balanced ones, while a·b ≤ 9. */
  readonly multiply: (result: number, left: number, right: number) => void;
  /** acc += point: `acc` is the Jacobian point in `accumulator`, the address that of an affine x and y behind one another. */
  readonly addPoint: (point: number) => void;
}

/** Where things stand: the point that is added to, the temporaries of an addition, and then whatever the caller puts there. */
export const accumulator = { x: 0, y: elementBytes, z: 2 * elementBytes } as const;
const temporary = (index: number): number => (3 + index) * elementBytes;
export const freeMemory = temporary(10);

export function createFieldKernel(memoryBytes: number): FieldKernel {
  const { memory, functions }: WasmInstance = instantiate(
    [multiplyFunction(), subtractFunction(), subtractTwiceFunction(), addPointFunction()],
    memoryBytes,
  );
  const [multiply, , , addPoint] = functions as [Call, Call, Call, Call];
  return { memory, multiply, addPoint };
}

type Call = (...addresses: number[]) => void;

/** Of the prime, in limbs: all but three are zero. Its lowest is 1, so what cancels a column is the column itself, negated. */
const primeLimbs: readonly (readonly [index: number, value: bigint])[] = [
  [6, 17n << 18n],
  [8, 1n << 19n],
];

/** Column by column: all products that belong to it, what cancels its low limb, and the rest carried to the next. */
function multiplyFunction(): WasmFunction {
  const left = (index: number): number => 3 + index;
  const right = (index: number): number => 3 + limbCount + index;
  const cancelling = (index: number): number => 3 + 2 * limbCount + index;
  const column = 3 + 3 * limbCount;
  const body: number[] = [];
  const emit = (...parts: readonly WasmCode[]): void => {
    for (const part of parts) body.push(...part);
  };
  for (let limb = 0; limb < limbCount; limb += 1) {
    emit(wasm.get(1), wasm.load(limb * 4), wasm.set(left(limb)));
    emit(wasm.get(2), wasm.load(limb * 4), wasm.set(right(limb)));
  }
  emit(wasm.wide(0n), wasm.set(column));
  for (let place = 0; place < 2 * limbCount - 1; place += 1) {
    emit(wasm.get(column));
    for (let limb = Math.max(0, place - limbCount + 1); limb <= Math.min(place, limbCount - 1); limb += 1)
      emit(wasm.get(left(limb)), wasm.get(right(place - limb)), wasm.multiply, wasm.add);
    for (const [index, value] of primeLimbs) {
      const limb = place - index;
      if (limb >= 0 && limb < limbCount)
        emit(wasm.get(cancelling(limb)), wasm.wide(value), wasm.multiply, wasm.add);
    }
    emit(wasm.set(column));
    if (place < limbCount) {
      emit(wasm.wide(0n), lowLimb(column), wasm.subtract, wasm.set(cancelling(place)));
      emit(wasm.get(column), wasm.get(cancelling(place)), wasm.add);
      emit(wasm.wide(BigInt(limbBits)), wasm.shiftRight, wasm.set(column));
    } else {
      emit(storeLimb(place - limbCount, column));
    }
  }
  emit(wasm.get(0), wasm.get(column), wasm.store((limbCount - 1) * 4));
  return { parameters: 3, wideLocals: 3 * limbCount + 1, body };
}

/** Limb by limb, without carrying. */
function subtractFunction(): WasmFunction {
  const body: number[] = [];
  for (let offset = 0; offset < elementBytes; offset += 4) {
    body.push(...wasm.get(0), ...wasm.get(1), ...wasm.load(offset), ...wasm.get(2), ...wasm.load(offset));
    body.push(...wasm.subtract, ...wasm.store(offset));
  }
  return { parameters: 3, wideLocals: 0, body };
}

/** result = first − second − 2·third, carried, so that it is balanced again. */
function subtractTwiceFunction(): WasmFunction {
  const column = 4;
  const body: number[] = [...wasm.wide(0n), ...wasm.set(column)];
  for (let limb = 0; limb < limbCount; limb += 1) {
    const offset = limb * 4;
    body.push(...wasm.get(column), ...wasm.get(1), ...wasm.load(offset), ...wasm.add);
    body.push(...wasm.get(2), ...wasm.load(offset), ...wasm.subtract);
    body.push(...wasm.get(3), ...wasm.load(offset), ...wasm.wide(1n), ...wasm.shiftLeft, ...wasm.subtract);
    body.push(...wasm.set(column));
    if (limb < limbCount - 1) body.push(...storeLimb(limb, column));
    else body.push(...wasm.get(0), ...wasm.get(column), ...wasm.store(offset));
  }
  return { parameters: 4, wideLocals: 1, body };
}

/** The low 29 bits of a column, with their sign. */
const lowLimb = (column: number): WasmCode => [
  ...wasm.get(column),
  ...wasm.wide(64n - BigInt(limbBits)),
  ...wasm.shiftLeft,
  ...wasm.wide(64n - BigInt(limbBits)),
  ...wasm.shiftRight,
];

/** Stores the low limb of a column, and carries the rest. Rounds to nearest, because the low limb is balanced. */
const storeLimb = (limb: number, column: number): WasmCode => [
  ...wasm.get(0),
  ...lowLimb(column),
  ...wasm.store(limb * 4),
  ...wasm.get(column),
  ...wasm.wide(1n << BigInt(limbBits - 1)),
  ...wasm.add,
  ...wasm.wide(BigInt(limbBits)),
  ...wasm.shiftRight,
  ...wasm.set(column),
];

/** Mixed addition, Jacobian + affine, in eleven multiplications. Of equal or opposite points it makes z = 0. */
function addPointFunction(): WasmFunction {
  const { x, y, z } = accumulator;
  const point = 'x of the point';
  const pointY = 'y of the point';
  const [zz, zzz, h, r, hh, hhh, v, rr, vx, yhhh] = Array.from({ length: 10 }, (_, index) =>
    temporary(index),
  ) as [number, number, number, number, number, number, number, number, number, number];
  type Operand = number | typeof point | typeof pointY;
  const body: number[] = [];
  const operand = (at: Operand): WasmCode => {
    if (at === point) return wasm.get(0);
    if (at === pointY) return [...wasm.get(0), ...wasm.address(elementBytes), 0x6a];
    return wasm.address(at);
  };
  const call = (index: number, ...operands: readonly Operand[]): void => {
    body.push(...operands.flatMap(operand), ...wasm.call(index));
  };
  call(multiplyIndex, zz, z, z);
  call(multiplyIndex, zzz, zz, z);
  call(multiplyIndex, h, zz, point);
  call(subtractIndex, h, h, x);
  call(multiplyIndex, r, zzz, pointY);
  call(subtractIndex, r, r, y);
  call(multiplyIndex, hh, h, h);
  call(multiplyIndex, hhh, hh, h);
  call(multiplyIndex, v, x, hh);
  call(multiplyIndex, z, z, h);
  call(multiplyIndex, rr, r, r);
  call(subtractTwiceIndex, x, rr, hhh, v);
  call(subtractIndex, vx, v, x);
  call(multiplyIndex, yhhh, y, hhh);
  call(multiplyIndex, y, r, vx);
  call(subtractIndex, y, y, yhhh);
  return { parameters: 1, wideLocals: 0, body };
}
