// The touch that a quote was filled at is the last that the venue showed before the fill.
import { expect, it } from 'vitest';
import { ticks } from '../../core/money.ts';
import { TouchHistory } from './touch-history.ts';

const touch = (bid: number): { bid: ReturnType<typeof ticks>; ask: ReturnType<typeof ticks> } => ({
  bid: ticks(bid),
  ask: ticks(bid + 1),
});

it('a book of the moment of the fill, or later, is not what it was filled at', () => {
  const history = new TouchHistory();
  [10, 20, 30].forEach((venueTimeUs) => history.see(venueTimeUs, touch(venueTimeUs)));
  expect(history.before(25)).toEqual(touch(20));
  expect(history.before(20)).toEqual(touch(10));
});

it('where the venue had shown nothing yet, or has shown too much since, nothing is known', () => {
  const history = new TouchHistory();
  expect(history.before(5)).toBeUndefined();
  for (let venueTimeUs = 10; venueTimeUs < 2_000; venueTimeUs += 1)
    history.see(venueTimeUs, touch(venueTimeUs));
  expect(history.before(11)).toBeUndefined();
  expect(history.before(1_900)).toEqual(touch(1_899));
});
