// The book that all stages show: twenty levels on each side that stay, changes of their quantities, and now and then a better price.
import type { Side } from '../../src/core/side.ts';

/** What others have there now, in the venue's decimals. */
export type Level = readonly [price: string, quantity: string];

export interface BookChange {
  readonly side: Side;
  readonly level: Level;
}

const levelsShown = 20;
/** Inside the spread, where one stands who comes and goes. */
export const tightAsk = '3000.09';

export function restingBook(side: Side): Level[] {
  return Array.from({ length: levelsShown }, (_, depth) => [priceAt(side, depth), '25']);
}

/** One of a level's quantity, as most changes of a book are; every twentieth is of a best price. */
export function quantityChange(number: number): BookChange {
  const side = number % 2 === 0 ? 'buy' : 'sell';
  const depth = Math.floor(number / 2) % levelsShown;
  return { side, level: [priceAt(side, depth), String(20 + (number % 11))] };
}

/** One of the best price, which is worth a decision: the tight ask comes, or goes. */
export const touchChange = (isTight: boolean): BookChange => ({
  side: 'sell',
  level: [tightAsk, isTight ? '5' : '0'],
});

/** A tick of 0.01 and a spread of 0.20 around 3 000. */
export const priceAt = (side: Side, depth: number): string =>
  (3_000 + (side === 'buy' ? -1 : 1) * (0.1 + depth * 0.05)).toFixed(2);
