// What the numbers of a feed say.
import { describe, expect, test } from 'vitest';
import { Sequence } from './sequence.ts';

const frame = (sequence: number, previous = sequence - 1) => ({ sequence, previous });

describe('a sequence', () => {
  test('begins anywhere, and goes on with what names the last one', () => {
    const sequence = new Sequence();
    const words = [frame(7), frame(8), frame(12, 8)].map((each) => sequence.judge('order', each));
    expect(words).toEqual(['next', 'next', 'next']);
  });

  test.each([
    ['the same again', frame(8), 'repeated'],
    ['one too far', frame(10), 'gap'],
    ['one of before', frame(7), 'gap'],
    ['a snapshot', frame(0, 0), 'snapshot'],
  ] as const)('%s', (_name, next, word) => {
    const sequence = new Sequence();
    sequence.judge('order', frame(7));
    sequence.judge('order', frame(8));
    expect(sequence.judge('order', next)).toBe(word);
  });

  test('begins where the venue said, or with a gap', () => {
    const sequence = new Sequence();
    for (const feed of ['order', 'fill']) sequence.begin(feed, 7);
    expect(sequence.judge('order', frame(7))).toBe('next');
    expect(sequence.judge('fill', frame(8))).toBe('gap');
  });

  test('every feed has its own, and a new socket begins anew', () => {
    const sequence = new Sequence();
    sequence.judge('order', frame(7));
    expect(sequence.judge('fill', frame(100))).toBe('next');
    sequence.forget();
    expect(sequence.judge('order', frame(1))).toBe('next');
  });
});
