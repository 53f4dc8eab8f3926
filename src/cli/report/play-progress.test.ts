// Progress is for a person who waits, and leaves nothing behind.
import { describe, expect, it } from 'vitest';
import { PlayProgress } from './play-progress.ts';

const midnightUs = 1_767_571_200_000_000;

function shownBy(isTTY: boolean, turns: readonly number[], turnMs: number): string[] {
  const written: string[] = [];
  let nowMs = 0;
  const progress = new PlayProgress({ isTTY, write: (text) => void written.push(text) }, () => nowMs);
  for (const turn of turns) {
    nowMs += turnMs;
    progress.onTurn(turn, midnightUs);
  }
  progress.end();
  return written;
}

describe('progress', () => {
  it('is one line, written over now and then and taken away at the end', () => {
    expect(shownBy(true, [4_096, 8_192, 12_288], 130)).toEqual([
      '\r\u001B[Kplaying it again: 2026-01-05 00:00 UTC, turn 8,192',
      '\r\u001B[K',
    ]);
  });

  it('is nothing where it is done at once, or nobody looks on', () => {
    expect(shownBy(true, [4_096, 8_192], 10)).toEqual([]);
    expect(shownBy(false, [4_096, 8_192], 1_000)).toEqual([]);
  });
});
