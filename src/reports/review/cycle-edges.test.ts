import { expect, it } from 'vitest';
import { limits } from '../../core/limits.ts';
import { BookedPair } from '../../ledger/testing/booked-pair.ts';
import { CycleEdges } from './cycle-edges.ts';

it('the edges of cycles are those of all, also of those that the ledger keeps no more, in order', () => {
  const pair = new BookedPair();
  const edges = new CycleEdges(pair.ledger);
  for (let trip = 1; trip <= limits.cyclesKept; trip += 1) {
    pair.trade('build', trip, { side: 'buy', primary: '3000', hedge: `${3_000 + trip}`, quantity: '1' });
    pair.trade('unwind', trip, { side: 'sell', primary: '3000', hedge: '3000', quantity: '1' });
    pair.nowUs += 10_000_000;
  }
  expect(pair.ledger.cycle(1)).toBeUndefined();
  const bought = edges.all().filter(({ side }) => side === 'buy');
  expect(bought).toHaveLength(limits.cyclesKept);
  expect(bought.every(({ edge }, index) => index === 0 || edge > (bought[index - 1]?.edge ?? 0n))).toBe(true);
  expect(edges.all()).toHaveLength(2 * limits.cyclesKept);
});
