import { describe, expect, it } from 'vitest';
import { Redraw } from './redraw.ts';
import { Screen } from './testing/screen.ts';

function drawn(): { screen: Screen; redraw: Redraw } {
  const screen = new Screen();
  screen.write('above\n');
  return { screen, redraw: new Redraw(screen) };
}

describe('a block that is redrawn in place', () => {
  it('grows and shrinks under what stands above it', () => {
    const { screen, redraw } = drawn();
    redraw.draw(['one', 'two']);
    redraw.draw(['one', 'two, longer', 'three']);
    expect(screen.lines).toEqual(['above', 'one', 'two, longer', 'three']);
    redraw.draw(['1']);
    expect(screen.lines).toEqual(['above', '1']);
  });

  it('writes each frame in one piece, over the old one, which is never erased before', () => {
    const { screen, redraw } = drawn();
    redraw.draw(['one', 'two']);
    const before = screen.written;
    redraw.draw(['one', 'TWO']);
    const frame = screen.written.slice(before.length).replaceAll('\u001B', 'ESC');
    expect(frame).toBe('ESC[?2026h\rESC[2AoneESC[K\nTWOESC[K\nESC[JESC[?2026l');
  });

  it('is whole again after a key that moved the cursor', () => {
    const { screen, redraw } = drawn();
    redraw.draw(['one', 'two', 'three']);
    screen.write('^C\n');
    redraw.draw(['one', 'two', 'three']);
    expect(screen.lines.slice(-3)).toEqual(['one', 'two', 'three']);
  });

  it('goes away as if it had never been there', () => {
    const { screen, redraw } = drawn();
    redraw.draw(['one', 'two']);
    redraw.clear();
    screen.write('after\n');
    expect(screen.lines).toEqual(['above', 'after']);
    expect(screen.isCursorVisible).toBe(true);
  });
});
