// The budget of requests: a sliding window that never allows more than was agreed, and remembers no more than it needs.
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isRateQuotable, leastQuotableRequests, RequestBudget, unreservedRequests } from './rate-limit.ts';

const second = 1_000_000;

describe('a budget of requests', () => {
  it('is used up by what was sent, and free again when that is older than its window', () => {
    const budget = new RequestBudget({ requests: 2, perMs: 1_000 });
    budget.record(10 * second);
    budget.record(10 * second + 400_000);
    expect(budget.hasRoom(11 * second - 1)).toBe(false);
    expect(budget.used(11 * second)).toBe(1);
    expect(budget.hasRoom(11 * second)).toBe(true);
    expect(budget.used(11 * second + 400_000)).toBe(0);
  });

  it('keeps 40 % back from what can wait, rounded in favour of the reserve', () => {
    expect(unreservedRequests({ requests: 10, perMs: 1 })).toBe(6);
    expect(unreservedRequests({ requests: 4, perMs: 1 })).toBe(2);
    const budget = new RequestBudget({ requests: 10, perMs: 1_000 });
    for (let sent = 0; sent < 5; sent += 1) budget.record(second);
    expect(budget.hasUnreservedRoom(second)).toBe(true);
    expect(budget.hasUnreservedRoom(second, 2)).toBe(false);
    expect(budget.hasRoom(second, 5)).toBe(true);
    expect(budget.hasRoom(second, 6)).toBe(false);
  });

  it('is shared: the runs on an account divide what quotes may use, and hedges see the whole of it', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 500 }), fc.integer({ min: 0, max: 9 }), (requests, others) => {
        const budget = new RequestBudget({ requests, perMs: 1_000 });
        const alone = budget.unreserved;
        budget.shareWith(others);
        expect(budget.unreserved * (others + 1)).toBeLessThanOrEqual(alone);
        expect(budget.hasRoom(second, requests)).toBe(true);
        budget.shareWith(0);
        expect(budget.unreserved).toBe(alone);
      }),
    );
  });

  it('stays full while more than it allows was sent, because cancels are always sent', () => {
    const budget = new RequestBudget({ requests: 2, perMs: 1_000 });
    for (const atUs of [1, 2, 3, 4]) budget.record(second + atUs);
    expect(budget.used(2 * second + 2)).toBe(2);
    expect(budget.used(2 * second + 3)).toBe(1);
  });

  it('counts what a plain count of the window would, up to the allowance', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 8 }),
        fc.integer({ min: 1, max: 50 }),
        fc.array(fc.tuple(fc.integer({ min: 0, max: 20_000 }), fc.boolean()), { maxLength: 60 }),
        (requests, perMs, steps) => {
          const budget = new RequestBudget({ requests, perMs });
          const sent: number[] = [];
          const sentSince = (fromUs: number): number => sent.filter((atUs) => atUs > fromUs).length;
          let nowUs = second;
          for (const [passedUs, isSent] of steps) {
            nowUs += passedUs;
            if (isSent) {
              budget.record(nowUs);
              sent.push(nowUs);
            }
            expect(budget.used(nowUs)).toBe(Math.min(sentSince(nowUs - perMs * 1_000), requests));
          }
        },
      ),
    );
  });

  it('never lets more than the allowance into any window when room is asked for first', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 6 }),
        fc.array(fc.integer({ min: 0, max: 3_000 }), { maxLength: 80 }),
        (requests, gaps) => {
          const budget = new RequestBudget({ requests, perMs: 5 });
          const sent: number[] = [];
          let nowUs = second;
          for (const gap of gaps) {
            nowUs += gap;
            if (!budget.hasRoom(nowUs)) continue;
            budget.record(nowUs);
            sent.push(nowUs);
          }
          for (const atUs of sent)
            expect(sent.filter((other) => other >= atUs && other < atUs + 5_000).length).toBeLessThanOrEqual(
              requests,
            );
        },
      ),
    );
  });
});

describe('the least allowance that can quote', () => {
  it('has room for a quote and its cancel beside the reserve', () => {
    const requests = leastQuotableRequests(1, 1);
    expect(requests).toBe(4);
    expect(isRateQuotable({ requests, perMs: 1 }, 1)).toBe(true);
    expect(isRateQuotable({ requests: requests - 1, perMs: 1 }, 1)).toBe(false);
  });
});
