// A process that stood still: stopped, or held up by its disk. The time is nobody's patience, and what has waited comes in first.
import { describe, expect, it } from 'vitest';
import { limits } from '../core/limits.ts';
import type { OrderRequest } from '../core/order.ts';
import { RecordedPair } from './testing/recorded-pair.ts';
import { placedIn } from './testing/scripted-pair.ts';

class StoppedPair extends RecordedPair {
  stand(milliseconds: number): void {
    this.elapse(milliseconds);
  }
}

function naked(): { readonly pair: StoppedPair; readonly hedge: OrderRequest } {
  const pair = new StoppedPair();
  const { order } = pair.start();
  pair.accept(order);
  const [hedge] = placedIn(pair.fill(order, 100), 'hedge');
  if (hedge === undefined) throw new Error('a fill is hedged');
  return { pair, hedge };
}

describe('a process that stood still in the middle of a hedge', () => {
  it.each([3_000, 12_000, 60_000])('for %s ms makes its tries after it, and declares no emergency', (ms) => {
    const { pair, hedge } = naked();
    pair.stand(ms);
    pair.end(hedge, 'expired', 0);
    pair.pass(200);
    expect(pair.countPlaced('hedge')).toBe(2);
    expect(pair.alerts).toEqual([]);
    expect(pair.pair.emergency).toBeUndefined();
  });

  it('twice does not halt', () => {
    const { pair } = naked();
    for (let times = 0; times < 2; times += 1) {
      pair.stand(5_000);
      pair.end(pair.lastPlaced('hedge').order, 'expired', 0);
      pair.pass(200);
    }
    expect(pair.countPlaced('hedge')).toBe(3);
    expect(pair.pair.halt).toBeUndefined();
  });

  it('decides nothing before what has waited is in, whatever comes first', () => {
    const { pair, hedge } = naked();
    pair.stand(5_000);
    expect(pair.end(hedge, 'expired', 0)).toEqual([]);
    pair.turn(pair.fillEvent(hedge, 100));
    pair.moveVenue(hedge, 100);
    pair.pass(limits.settleMs);
    expect(pair.pair.netDelta).toBe(0n);
    expect(pair.countPlaced('hedge')).toBe(1);
  });

  it('was naked all that time: the exposure is as old as it is', () => {
    const { pair, hedge } = naked();
    const sinceUs = pair.pair.exposure?.sinceUs;
    pair.stand(5_000);
    pair.end(hedge, 'expired', 0);
    pair.pass(200);
    expect(pair.pair.exposure?.sinceUs).toBe(sinceUs);
  });
});
