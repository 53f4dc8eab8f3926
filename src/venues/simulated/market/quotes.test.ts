// How makers quote: they let a quote stand while the fair price is near, pull it when it is not, and never cross.
import { beforeEach, describe, expect, it } from 'vitest';
import { LevelBuffer } from '../../../core/levels.ts';
import { lots } from '../../../core/money.ts';
import { createSeededRandom } from '../seeded-random.ts';
import { Depth } from './depth.ts';
import { DisplayedBook, type Executions } from './displayed-book.ts';
import { defaultMarketParameters } from './parameters.ts';
import { Quotes } from './quotes.ts';

const scale = { startTicks: 300_000, ticksPerBps: 30, lotsPerUsd: 1000 / 3000 };
const { quotes: parameters, depth: depthParameters } = defaultMarketParameters.primary;
const slackTicks = parameters.standingSlackBps * scale.ticksPerBps;
const start = 300_000.5;

let book: DisplayedBook;
let depth: Depth;
let quotes: Quotes;

beforeEach(() => {
  const random = createSeededRandom(8);
  book = new DisplayedBook(new LevelBuffer());
  depth = new Depth(book, random.fork('depth'), depthParameters, scale);
  quotes = new Quotes(book, depth, random.fork('quotes'), parameters, scale);
  quotes.open(start);
});

const touch = (): [number, number] => [book.best('buy'), book.best('sell')];

describe('quotes', () => {
  it('open one tick wide around the fair price, with all levels on both sides', () => {
    expect(touch()).toEqual([300_000, 300_001]);
    expect(book.side('buy').depth).toBe(depthParameters.levelsPerSide);
    expect(book.side('sell').depth).toBe(depthParameters.levelsPerSide);
  });

  it.each([
    { title: 'nothing while the fair price is between them', offset: 0, stale: undefined },
    { title: 'nothing while it is within the slack above', offset: slackTicks, stale: undefined },
    { title: 'the ask beyond the slack above', offset: slackTicks + 1, stale: 'sell' },
    { title: 'nothing while it is within the slack below', offset: -slackTicks, stale: undefined },
    { title: 'the bid beyond the slack below', offset: -slackTicks - 1, stale: 'buy' },
  ])('are stale: $title', ({ offset, stale }) => {
    expect(quotes.staleSide(start + offset)).toBe(stale);
  });

  it('are left standing by makers who tend to the book, even when stale: only a reaction moves them', () => {
    for (let turn = 0; turn < 50; turn += 1) quotes.tend(start + 5 * slackTicks);
    expect(touch()).toEqual([300_000, 300_001]);
  });

  it.each([1, -1])('follow the fair price to both sides of it, in direction %d', (direction) => {
    const fairTicks = start + direction * 100;
    quotes.follow(fairTicks);
    expect(quotes.staleSide(fairTicks)).toBeUndefined();
    const [bid, ask] = touch();
    expect(bid).toBeLessThan(ask);
    expect(direction > 0 ? bid : ask).not.toBe(direction > 0 ? 300_000 : 300_001);
  });

  it.each([1, -1])('survive a jump beyond every level, in direction %d', (direction) => {
    const fairTicks = start * (1 + direction * 0.01);
    quotes.follow(fairTicks);
    const [bid, ask] = touch();
    expect(bid).toBeLessThan(ask);
    expect(quotes.staleSide(fairTicks)).toBeUndefined();
    expect(book.side('buy').depth).toBeGreaterThan(1);
    expect(book.side('sell').depth).toBeGreaterThan(1);
  });

  it('close in again after an order went through levels', () => {
    const executions: Executions = { count: 0, prices: [], quantities: [] };
    book.take('sell', lots(300_000), -Infinity, executions);
    depth.restock('buy');
    expect(book.spreadTicks()).toBeGreaterThan(5);
    for (let turn = 0; turn < 100; turn += 1) quotes.tend(start);
    expect(book.spreadTicks()).toBeLessThan(5);
  });

  it('say how far the price leans, capped at ±1', () => {
    expect(quotes.lean(start)).toBe(0);
    expect(quotes.lean(start + (slackTicks + 0.5) / 2)).toBeCloseTo(0.5, 9);
    expect(quotes.lean(start - 10 * slackTicks)).toBe(-1);
  });
});

describe('depth', () => {
  it('thickens the side that the price leaves, and thins the side that it moves against', () => {
    for (let turn = 0; turn < 100; turn += 1) depth.update(0.5);
    expect(book.side('buy').bestQuantity()).toBeGreaterThan(2 * book.side('sell').bestQuantity());
  });

  it('quotes a new touch small, lets it grow, and most of the old touch comes along', () => {
    for (let turn = 0; turn < 100; turn += 1) depth.update(0);
    const old = book.best('buy');
    const oldQuantity = book.side('buy').bestQuantity();
    book.remove('sell', book.best('sell'));
    depth.openTouch('buy', (old + 1) as typeof old);
    expect(book.side('buy').quantityOf(old)).toBeLessThan(oldQuantity / 2);
    const fresh = book.side('buy').bestQuantity();
    for (let turn = 0; turn < 100; turn += 1) depth.update(0);
    expect(book.side('buy').bestQuantity()).toBeGreaterThan(5 * fresh);
  });

  it('keeps to its number of levels, all within reach', () => {
    for (let turn = 0; turn < 2000; turn += 1) depth.update(0);
    for (const side of ['buy', 'sell'] as const) {
      const levels = book.side(side);
      expect(levels.depth).toBeLessThanOrEqual(depthParameters.levelsPerSide);
      expect(levels.depth).toBeGreaterThan(depthParameters.levelsPerSide / 2);
      const reachTicks = Math.abs((levels.priceAt(levels.depth - 1) ?? 0) - book.best(side));
      expect(reachTicks).toBeLessThanOrEqual(depthParameters.reachBps * scale.ticksPerBps + 1);
    }
  });
});
