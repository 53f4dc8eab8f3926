// The end of a canary as people read it: every check, what to do where one failed, and last whether live runs are let in.
import { describe, expect, it } from 'vitest';
import type { CanaryCheck } from './canary-checks.ts';
import { renderCanary, type CanaryReport } from './canary-report.ts';

const passed: CanaryCheck = {
  code: 'no-orders-left',
  isPassed: true,
  figures: 'alpha 0; beta 0',
  remedy: null,
};
const failed: CanaryCheck = {
  code: 'fees-as-reckoned',
  isPassed: false,
  figures: 'alpha as maker 2.5 bps charged, 2 reckoned; beta as taker 5 bps charged, 5 reckoned',
  remedy: 'reckon with what is charged: give --primary-fees 2.5/5, here and to every run',
};
const report = (checks: readonly CanaryCheck[], counts: boolean): CanaryReport => ({
  passed: checks.every(({ isPassed }) => isPassed),
  counts,
  outcome: 'flat',
  checks,
  run: { endReason: 'iterations-done' } as CanaryReport['run'],
});

describe('the report of a canary', () => {
  it('that passed says whom it lets in', () => {
    expect(renderCanary(report([passed], true), 100)).toBe(
      '  pass  no-orders-left  alpha 0; beta 0\n\n' +
        'canary PASSED: live runs of this pair are let in, with this version and on these accounts',
    );
    expect(renderCanary(report([passed], false), 100)).toMatch(
      /\n\ncanary PASSED: no live run is let in by it$/,
    );
  });

  it('that did not says what to do, and fits the terminal', () => {
    const text = renderCanary(report([passed, failed], false), 80);
    expect(text).toMatch(/^ {2}FAIL {2}fees-as-reckoned +alpha as maker 2\.5 bps charged/m);
    expect(text).toMatch(
      /^fees-as-reckoned: reckon with what is charged: give --primary-fees 2\.5\/5, here/m,
    );
    expect(text).toMatch(/\n\ncanary NOT PASSED \(iterations-done\): no live run of this pair$/);
    for (const line of text.split('\n')) expect(line.length).toBeLessThanOrEqual(80);
  });
});
