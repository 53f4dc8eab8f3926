import { describe, expect, it } from 'vitest';
import { createFace } from './create-face.ts';
import { JsonFace } from './json-face.ts';
import { LiveFace } from './live-face.ts';
import { PlainFace } from './plain-face.ts';
import { Screen } from './testing/screen.ts';

const terminal = { isTTY: true, columns: 80 };

describe('the face of a run', () => {
  it.each([
    ['a terminal', LiveFace, { ...terminal, isJson: false, TERM: 'xterm' }],
    ['a terminal of 60 columns', LiveFace, { ...terminal, columns: 60, isJson: false, TERM: 'xterm' }],
    [
      'a terminal too narrow for a frame',
      PlainFace,
      { ...terminal, columns: 59, isJson: false, TERM: 'xterm' },
    ],
    ['a terminal that cannot redraw', PlainFace, { ...terminal, isJson: false, TERM: 'dumb' }],
    ['a pipe', PlainFace, { ...terminal, isTTY: false, isJson: false, TERM: 'xterm' }],
    ['a program at a terminal', JsonFace, { ...terminal, isJson: true, TERM: 'xterm' }],
    ['a program at a pipe', JsonFace, { ...terminal, isTTY: false, isJson: true, TERM: 'xterm' }],
  ])('for %s is %o', (_, expected, { isJson, TERM, ...screen }) => {
    const face = createFace({
      isJson,
      runDirectory: 'runs/one',
      terminal: new Screen(screen),
      environment: { TERM },
    });
    expect(face).toBeInstanceOf(expected);
  });
});
