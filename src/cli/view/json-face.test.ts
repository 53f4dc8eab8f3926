import { describe, expect, it } from 'vitest';
import { JsonFace } from './json-face.ts';
import { Screen } from './testing/screen.ts';
import { bookedPair, summaryOf } from './testing/shown-run.ts';

describe('the face for programs', () => {
  it('writes one line of JSON at the end, and nothing before', () => {
    const screen = new Screen({ isTTY: false });
    const face = new JsonFace(screen);
    face.begin();
    face.update();
    face.alert();
    face.notice();
    expect(screen.written).toBe('');
    const summary = summaryOf(bookedPair());
    face.end(summary);
    expect(screen.written.split('\n')).toEqual([JSON.stringify(summary), '']);
  });
});
