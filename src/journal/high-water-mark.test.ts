// A mark is read as it was written, or as the one before; never as one that nobody wrote.
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { ClientOrderId } from '../core/order.ts';
import { beginMark, MarkWriter, noMark, readMark, type Mark } from './high-water-mark.ts';
import { temporaryDirectory } from './testing/temporary-directory.ts';

const anyMark: fc.Arbitrary<Mark> = fc.record({
  turns: fc.maxSafeNat(),
  entries: fc.maxSafeNat(),
  lastOrderId: fc.option(
    fc.maxSafeNat().map((id) => id as ClientOrderId),
    { nil: undefined },
  ),
  isOver: fc.boolean(),
});

function written(...marks: readonly Mark[]): string {
  const path = join(temporaryDirectory(), 'mark');
  beginMark(path, 'me', noMark);
  const writer = new MarkWriter(path);
  for (const mark of marks) writer.write(mark);
  writer.close();
  return path;
}

const later = (mark: Mark): Mark => ({ ...mark, turns: mark.turns + 1 });
const first: Mark = {
  turns: 7,
  entries: 1,
  lastOrderId: 1_883_101_659_660_289 as ClientOrderId,
  isOver: false,
};

describe('a mark', () => {
  it('is read as it was written', () => {
    fc.assert(
      fc.property(anyMark, (mark) => {
        expect(readMark(written(mark))).toEqual({ owner: 'me', mark });
      }),
      { numRuns: 20 },
    );
  });

  it('is the furthest of those that were written', () => {
    expect(readMark(written(first, later(first), later(later(first))))?.mark).toEqual(later(later(first)));
  });

  it('that is not there is none, and one that cannot be read is no mark of nothing', () => {
    const folder = temporaryDirectory();
    expect(readMark(join(folder, 'mark'))).toBeUndefined();
    expect(readMark(folder)).toEqual({ owner: undefined, mark: undefined });
  });

  it('with any bit flipped is itself, or the one before, and its owner itself or nobody', () => {
    const path = written(first, later(first));
    const sound = readFileSync(path);
    for (let bit = 0; bit < sound.length * 8; bit += 1) {
      const bytes = Buffer.from(sound);
      bytes[bit >> 3] = (bytes[bit >> 3] as number) ^ (1 << (bit & 7));
      writeFileSync(path, bytes);
      const found = readMark(path);
      expect([first, later(first)]).toContainEqual(found?.mark);
      expect(['me', undefined]).toContain(found?.owner);
    }
  });

  it('that was cut anywhere is one that was written, or none', () => {
    const path = written(first, later(first));
    const sound = readFileSync(path);
    for (let length = 0; length < sound.length; length += 1) {
      writeFileSync(path, sound.subarray(0, length));
      expect([first, later(first), undefined]).toContainEqual(readMark(path)?.mark);
    }
  });
});
