import { stripVTControlCharacters } from 'node:util';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  beside,
  cut,
  fitTo,
  line,
  paint,
  printable,
  spread,
  toned,
  widthOf,
  wrap,
  type Line,
} from './styled-line.ts';

const plain = (pieces: Line): string => paint(pieces, false);

describe('a line of pieces', () => {
  it('is cut with an ellipsis, inside whatever piece the end falls', () => {
    const sample = line('net delta ', toned('bad', '+0.01 ETH'));
    expect(plain(cut(sample, 19))).toBe('net delta +0.01 ETH');
    expect(plain(cut(sample, 14))).toBe('net delta +0.…');
    expect(plain(cut(sample, 5))).toBe('net …');
    expect(plain(cut(sample, 0))).toBe('');
  });

  it('is filled or cut to exactly the width asked for', () => {
    fc.assert(
      fc.property(fc.array(fc.string()), fc.nat(40), (texts, width) => {
        expect(widthOf(fitTo(line(...texts), width))).toBe(width);
      }),
    );
  });

  it('stands at both ends of a width, and keeps the left part where there is no room for both', () => {
    expect(plain(spread(line('left'), line('right'), 14))).toBe('left     right');
    expect(plain(spread(line('left'), line('right'), 10))).toBe('left');
  });

  it('looks the same with and without colour, but for the colour', () => {
    const sample = line(toned('strong-good', '● FLAT'), ' · ', toned('quiet', 'nothing at risk  '));
    expect(paint(sample, false)).toBe('● FLAT · nothing at risk');
    expect(paint(sample, true)).not.toBe(paint(sample, false));
    expect(stripVTControlCharacters(paint(sample, true))).toBe(paint(sample, false));
  });
});

describe('blocks of lines', () => {
  it('stand side by side however many lines each has', () => {
    const blocks = beside([line('a')], [line('x'), line('y')], 4);
    expect(blocks.map(plain)).toEqual(['a   x', '    y']);
  });
});

describe('wrapping', () => {
  it('breaks between words', () => {
    expect(wrap('look at both venues, then start again', 12)).toEqual([
      'look at both',
      'venues, then',
      'start again',
    ]);
  });
});

describe('text from outside', () => {
  it.each([
    ['moves the cursor', 'refused\u001B[2J\u001B[H', 'refused?[2J?[H'],
    ['has lines of its own', 'refused:\r\n  no margin', 'refused:   no margin'],
    ['is wider than it is long', '注文 🚀 refused', '?? ? refused'],
    ['is invisible', 'a\u200Bb\u00ADc', 'a?b?c'],
    ['is harmless', 'net delta −0.01 × 2 · ≥ 5 µs', 'net delta −0.01 × 2 · ≥ 5 µs'],
  ])('that %s is shown as it is safe', (_, text, shown) => {
    expect(printable(text)).toBe(shown);
  });
});
