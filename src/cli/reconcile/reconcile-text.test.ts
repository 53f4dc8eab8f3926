// How a reconciliation is told to people: the verdict in the first line, and in a table what differs.
import { describe, expect, it } from 'vitest';
import type { BooksReport, ReconcileReport } from './reconcile-report.ts';
import { renderReconciliation } from './reconcile-text.ts';

const books: BooksReport = {
  fills: 2,
  fees: { USDC: '0.012' },
  payments: 1,
  funding: { USDC: '-0.03' },
  position: '0',
};
const leg = { symbol: 'ETH', here: books, there: books };
const equal: ReconcileReport = {
  verdict: 'equal',
  runDirectory: 'runs/a',
  world: 'live',
  baseAsset: 'ETH',
  legs: { primary: { ...leg, venue: 'north' }, hedge: { ...leg, venue: 'south' } },
  differences: [],
  notes: [],
};

const shown = (report: ReconcileReport, width = 120): string =>
  renderReconciliation(report, { width, useColour: false });

describe('a reconciliation', () => {
  it('of equal books says what was compared', () => {
    expect(shown(equal)).toBe(
      [
        '● EQUAL · 4 fills, 2 funding payments and both positions, to the smallest unit',
        '  ETH · north primary, south hedge · live',
        '',
        `venue  book     fills  fees        funding     position ${'─'.repeat(64)}`,
        'north  run          2  0.012 USDC  -0.03 USDC         0',
        '       history      2  0.012 USDC  -0.03 USDC         0',
        'south  run          2  0.012 USDC  -0.03 USDC         0',
        '       history      2  0.012 USDC  -0.03 USDC         0',
        '',
      ].join('\n'),
    );
  });

  it('of books that differ has a row for every difference, and what is to be known of the run’s', () => {
    const text = shown({
      ...equal,
      verdict: 'differs',
      differences: [
        {
          venue: 'north',
          symbol: 'ETH',
          what: 'fill',
          id: 't-1',
          venueTimeUs: 1_767_571_200_123_456,
          difference: 'missing-here',
          here: null,
          there: 'buy 0.1 at 3000, fee 0.1 USDC',
        },
        {
          venue: 'north',
          symbol: 'ETH',
          what: 'position',
          id: null,
          venueTimeUs: null,
          difference: 'position',
          here: '0',
          there: '0.1',
        },
      ],
      notes: ['what it was told is compared'],
    });
    const lines = text.split('\n');
    expect(lines[0]).toBe(
      '● DIFFERS · 2 differences between what the run has booked and what its venues say',
    );
    expect(lines[4]).toBe(
      'north  2026-01-05T00:00:00.123Z  fill t-1  missing in the run   –    buy 0.1 at 3000, fee 0.1 USDC',
    );
    expect(lines[5]).toMatch(/^north +position +at its end, and now +0 +0\.1$/);
    expect(text).toMatch(/\nwhat it was told is compared\n$/);
  });

  it('fits a narrow terminal by leaving the times out', () => {
    const difference = {
      venue: 'north',
      symbol: 'ETH',
      what: 'fill',
      id: 't-1',
      venueTimeUs: 0,
      difference: 'fee',
      here: '0.1 USDC',
      there: '0.2 USDC',
    } as const;
    const lines = shown({ ...equal, verdict: 'differs', differences: [difference] }, 70).split('\n');
    expect(lines[4]).toMatch(/^north +fill t-1 +fee +0\.1 USDC +0\.2 USDC$/);
  });
});
