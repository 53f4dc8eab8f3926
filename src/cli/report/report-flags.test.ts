// Where a report goes, and as what.
import { describe, expect, it } from 'vitest';
import { reportTarget, type ReportFlags } from './report-flags.ts';

describe('a report', () => {
  it.each<[ReportFlags, object]>([
    [{}, { format: 'html', path: 'runs/monday/report.html' }],
    [{ format: 'md' }, { format: 'md', path: 'runs/monday/report.md' }],
    [{ out: 'monday.json' }, { format: 'json', path: 'monday.json' }],
    [{ out: 'monday.txt' }, { format: 'html', path: 'monday.txt' }],
    [
      { out: '-', format: 'json' },
      { format: 'json', path: undefined },
    ],
  ])('%j is taken', (flags, value) => {
    expect(reportTarget(flags, 'runs/monday')).toEqual({ ok: true, value });
  });

  it.each<[ReportFlags, string]>([
    [{ format: 'htm' }, 'bad-format'],
    [{ format: 'json', out: 'runs/./monday/summary.json' }, 'out-is-record'],
    [{ out: 'runs/monday/journal.sqlite' }, 'out-is-record'],
  ])('%j is refused', (flags, code) => {
    expect(reportTarget(flags, 'runs/monday')).toMatchObject({ ok: false, code });
  });
});
