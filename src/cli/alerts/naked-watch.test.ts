import { expect, it } from 'vitest';
import { NakedWatch } from './naked-watch.ts';

const seconds = (count: number): number => count * 1_000_000;

/** What is told of an exposure that begins at 100 s and is looked at once a second, as "news at second". */
function told(patience: number, until: number): string[] {
  const watch = new NakedWatch(seconds(patience));
  const news: string[] = [];
  for (let second = 95; second <= until + 2; second += 1) {
    const isNaked = second >= 100 && second < until;
    const heard = watch.look(isNaked ? seconds(100) : undefined, seconds(second));
    if (heard !== undefined) news.push(`${heard.kind} for ${heard.forUs / 1_000_000} at ${second}`);
  }
  return news;
}

it('what is hedged in time is no news', () => {
  expect(told(5, 104)).toEqual([]);
});

it('what stays naked is told after the patience, each time it has been twice as long, and when it is over', () => {
  expect(told(5, 130)).toEqual([
    'naked for 5 at 105',
    'naked for 10 at 110',
    'naked for 20 at 120',
    'hedged-again for 30 at 130',
  ]);
});

it('a new exposure at once after the other has a patience of its own', () => {
  const watch = new NakedWatch(seconds(5));
  expect(watch.look(seconds(100), seconds(105))).toMatchObject({ kind: 'naked' });
  expect(watch.look(seconds(106), seconds(107))).toEqual({ kind: 'hedged-again', forUs: seconds(6) });
  expect(watch.look(seconds(106), seconds(110))).toBeUndefined();
  expect(watch.look(seconds(106), seconds(111))).toMatchObject({ kind: 'naked' });
});

it('who stood still for long is told of it once', () => {
  const watch = new NakedWatch(seconds(5));
  expect(watch.look(seconds(100), seconds(101))).toBeUndefined();
  expect(watch.look(seconds(100), seconds(161))).toMatchObject({ kind: 'naked', forUs: seconds(61) });
  expect(watch.look(seconds(100), seconds(162))).toBeUndefined();
});
