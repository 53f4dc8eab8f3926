// What Prometheus reads: every family with its words and type, labels that cannot break a line, and nothing for what is not known.
import { describe, expect, it } from 'vitest';
import { knownStatus } from '../../status/testing/known-status.ts';
import { shownRun } from '../testing/shown-fleet.ts';
import { renderMetrics } from './exposition.ts';
import { runMetrics } from './run-metrics.ts';

const nowMs = knownStatus().madeAtMs + 1_500;
const run = shownRun({ name: 'run "1"' });
const lines = (text: string): string[] => text.split('\n').filter((line) => line !== '');

describe('the metrics of runs', () => {
  const text = runMetrics([run], nowMs);

  it('are the figures of the status, in base units, by run and venue', () => {
    expect(lines(text)).toEqual(
      expect.arrayContaining([
        '# HELP evenkeel_up Whether a process of the run answers.',
        '# TYPE evenkeel_up gauge',
        String.raw`evenkeel_up{run="run \"1\""} 1`,
        String.raw`evenkeel_verdict{run="run \"1\"",state="flat"} 1`,
        String.raw`evenkeel_verdict{run="run \"1\"",state="halted"} 0`,
        String.raw`evenkeel_status_age_seconds{run="run \"1\""} 1.5`,
        String.raw`evenkeel_pnl_gross_quote{run="run \"1\""} -0.0024`,
        '# TYPE evenkeel_fees_quote_total counter',
      ]),
    );
    expect(text).toMatch(
      /^evenkeel_position_base\{run="run \\"1\\"",role="primary",venue="backpack",account="[^"]*"\} /m,
    );
    expect(text.endsWith('\n')).toBe(true);
  });

  it('name each family once, before its samples, and every sample is one number', () => {
    const families = lines(text).flatMap((line) => /^# TYPE (\S+) (?:gauge|counter)$/.exec(line)?.[1] ?? []);
    expect(new Set(families).size).toBe(families.length);
    for (const line of lines(text).filter((each) => !each.startsWith('#'))) {
      const [, name] =
        /^(evenkeel_[a-z0-9_]+)\{(?:[a-z_]+="(?:[^"\\]|\\.)*",?)+\} -?\d+(?:\.\d+)?$/.exec(line) ?? [];
      expect([line, families.includes(name ?? '')]).toEqual([line, true]);
    }
  });

  it('say of a run that does not answer that it is down, and nothing of one that is over', () => {
    const silent = { ...run, silence: { sinceMs: 0, reason: 'it has closed' } };
    expect(runMetrics([silent], nowMs)).toContain(String.raw`evenkeel_up{run="run \"1\""} 0`);
    expect(runMetrics([{ ...run, isOpen: false }], nowMs)).toBe('');
  });

  it('leave out what has no value', () => {
    const samples = [{ labels: { run: 'a\\b\nc' }, value: null }];
    expect(renderMetrics([{ name: 'x', type: 'gauge', help: 'x', samples }])).toBe('');
    const known = [{ labels: { run: 'a\\b\nc' }, value: '1.50' }];
    expect(renderMetrics([{ name: 'x', type: 'gauge', help: 'x', samples: known }])).toContain(
      String.raw`x{run="a\\b\nc"} 1.50`,
    );
  });
});
