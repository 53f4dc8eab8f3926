// The Random port on a seeded generator: one number describes a whole run. A stream forks by label, so that every part of
// a world draws from its own stream and one part's draws never shift another's.
import { uniformFloat64 } from 'pure-rand/distribution/uniformFloat64';
import { uniformInt } from 'pure-rand/distribution/uniformInt';
import { xoroshiro128plusFromState } from 'pure-rand/generator/xoroshiro128plus';
import type { RandomGenerator } from 'pure-rand/types/RandomGenerator';
import { assert } from '../../core/assert.ts';
import type { Random } from '../../ports/random.ts';

/** The root stream of a run. `seed` is any safe integer. */
export function createSeededRandom(seed: number): Random {
  assert(Number.isSafeInteger(seed), `a seed is a safe integer, not ${seed}`);
  return new SeededRandom(String(seed));
}

class SeededRandom implements Random {
  readonly #path: string;
  readonly #generator: RandomGenerator;
  #spareNormal: number | undefined;

  constructor(path: string) {
    this.#path = path;
    this.#generator = xoroshiro128plusFromState(stateOf(path));
  }

  uniform(): number {
    return uniformFloat64(this.#generator);
  }

  below(bound: number): number {
    assert(Number.isSafeInteger(bound) && bound >= 1, 'a bound is a positive integer');
    return uniformInt(this.#generator, 0, bound - 1);
  }

  /** Marsaglia's polar method: two independent normals from one point of the unit disc, the second kept for the next call. */
  normal(): number {
    const spare = this.#spareNormal;
    if (spare !== undefined) {
      this.#spareNormal = undefined;
      return spare;
    }
    for (;;) {
      const x = 2 * this.uniform() - 1;
      const y = 2 * this.uniform() - 1;
      const square = x * x + y * y;
      if (square >= 1 || square === 0) continue;
      const factor = Math.sqrt((-2 * Math.log(square)) / square);
      this.#spareNormal = y * factor;
      return x * factor;
    }
  }

  exponential(mean: number): number {
    return -mean * Math.log(1 - this.uniform());
  }

  /** Depends on the seed and the labels on the way here, never on what was drawn. */
  fork(label: string): Random {
    return new SeededRandom(`${this.#path}/${label}`);
  }
}

const lanes = [
  { offset: 0x811c9dc5, multiplier: 0x01000193 },
  { offset: 0x9e3779b9, multiplier: 0x9e3779b1 },
  { offset: 0x85ebca6b, multiplier: 0x85ebca77 },
  { offset: 0xc2b2ae35, multiplier: 0xc2b2ae3d },
] as const;

/** 128 bits of state from text: FNV-1a in four lanes of their own, each finished as in MurmurHash3. */
function stateOf(path: string): number[] {
  return lanes.map(({ offset, multiplier }) => {
    let hash: number = offset;
    for (let index = 0; index < path.length; index += 1) {
      hash = Math.imul(hash ^ path.charCodeAt(index), multiplier);
    }
    hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
    hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
    return hash ^ (hash >>> 16);
  });
}
