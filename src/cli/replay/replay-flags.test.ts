// The range of turns that a replay is asked for.
import { describe, expect, it } from 'vitest';
import { turnRange, type ReplayFlags } from './replay-flags.ts';

describe('the range of a replay', () => {
  it.each<[ReplayFlags, object]>([
    [{}, { from: 1, until: undefined }],
    [{ until: '7' }, { from: 1, until: 7 }],
    [
      { explain: true, from: '3', until: ' 7 ' },
      { from: 3, until: 7 },
    ],
  ])('%j is taken', (flags, value) => {
    expect(turnRange(flags)).toEqual({ ok: true, value });
  });

  it.each<[ReplayFlags, string]>([
    [{ until: '0' }, 'bad-turn'],
    [{ until: 'end' }, 'bad-turn'],
    [{ explain: true, from: '1.5' }, 'bad-turn'],
    [{ from: '3' }, 'from-without-explain'],
    [{ explain: true, from: '8', until: '7' }, 'empty-range'],
  ])('%j is refused', (flags, code) => {
    expect(turnRange(flags)).toMatchObject({ ok: false, code });
  });
});
