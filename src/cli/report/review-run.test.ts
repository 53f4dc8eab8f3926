// Whole runs looked back on: what their review says is what they said of themselves, and a run that never came to its end is told as such.
import { copyFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'libsql';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { parseUnits } from '../../core/decimal.ts';
import { temporaryDirectory } from '../../journal/testing/temporary-directory.ts';
import type { RecordedTurn } from '../../journal/recorded.ts';
import type { RunReview } from '../../reports/review/run-review.ts';
import { renderHtml } from '../../reports/review/page/html.ts';
import { renderMarkdown } from '../../reports/review/page/markdown.ts';
import { pageOf } from '../../reports/review/page/page-of.ts';
import { copyJournal, openRun } from '../history/testing/recorded-runs.ts';
import type { RunReport } from '../run/report.ts';
import { runSession } from '../run/testing/run-session.ts';
import type { ProcessState } from './living.ts';
import { reviewRun } from './review-run.ts';

const runs = mkdtempSync(join(tmpdir(), 'evenkeel-review-'));
let run: RunReport;
let review: RunReview;

beforeAll(async () => {
  run = await runSession(runs, { iter: '4', seed: '11' });
  review = reviewOf(run.runDirectory);
}, 60_000);

afterAll(() => rmSync(runs, { recursive: true, force: true }));

/** Throws what a user would be refused with. */
function reviewOf(folder: string, process: ProcessState = 'not-known'): RunReview {
  const opened = openRun(folder);
  const reviewed = reviewRun(opened, { process });
  opened.journal.close();
  if (!reviewed.ok) throw new Error(`${reviewed.code}: ${reviewed.message}: ${reviewed.remedy}`);
  return reviewed.value;
}

/** The run with only those of its turns, and without a summary. */
function copied(keep: (turn: RecordedTurn) => RecordedTurn | undefined): string {
  const folder = temporaryDirectory();
  copyJournal(run.runDirectory, folder, { turn: keep });
  return folder;
}

const sum = (texts: readonly string[]): bigint =>
  texts.reduce((total, text) => total + (parseUnits(text) ?? 0n), 0n);
const total = (counts: readonly number[]): number => counts.reduce((all, count) => all + count, 0);

describe('a run that is looked back on', () => {
  it('has the summary that it had at its end, and is the same as its replay', () => {
    // What the venues confirmed at the end is their word, and on no journal.
    const { outcome, seed, runDirectory, notes, alerts, venuesAgree, ...summary } = run;
    expect(review.summary).toEqual(summary);
    expect(review.replay).toMatchObject({ verdict: 'same', differsAtTurn: null });
    expect(review.state).toEqual({
      outcome: 'flat',
      reason: 'iterations-done',
      process: null,
      halt: null,
    });
    expect([outcome, seed, review.run.folder, notes, alerts, venuesAgree]).toEqual([
      'flat',
      11,
      runDirectory,
      [],
      [],
      null,
    ]);
  });

  it('adds up: costs to −net, periods to the whole, the last of its timeline to the end', () => {
    const { cost, timeline, summary } = review;
    const net = parseUnits(summary.netPnl) ?? 0n;
    expect(sum(cost.parts.map(({ amount }) => amount))).toBe(-net);
    expect(sum(cost.parts.map(({ perMillion }) => perMillion ?? '0'))).toBe(
      parseUnits(cost.total.perMillion ?? ''),
    );
    expect(sum(timeline.periods.map(({ netPnl }) => netPnl))).toBe(net);
    expect(sum(timeline.periods.map(({ volume }) => volume))).toBe(parseUnits(summary.volume));
    expect(total(timeline.periods.map(({ cycles }) => cycles))).toBe(summary.cycles);
    expect(total(timeline.periods.map(({ attempts }) => attempts.failed))).toBe(summary.attempts.failed);
    expect(timeline.points.at(-1)).toMatchObject({ grossPnl: summary.grossPnl, netPnl: summary.netPnl });
  });

  it('knows of every quote at which touch it was filled: none was filled beyond the mid', () => {
    const maker = review.cost.parts.find(({ name }) => name === 'makerSpread');
    expect(maker?.amount).toMatch(/^-0\.\d*[1-9]/);
    expect(review.cost.horizons[0]?.measured).toBeGreaterThan(0);
  });

  it('has every cycle in its distribution, and was as naked as one order', () => {
    const { spreadBins, summary, netDelta, latency } = review;
    expect(total(spreadBins.buy.map(({ cycles }) => cycles))).toBe(summary.spreadBySide.buy.cycles);
    expect(total(spreadBins.sell.map(({ cycles }) => cycles))).toBe(summary.spreadBySide.sell.cycles);
    expect(netDelta).toMatchObject({ least: '-0.01', most: '0.01', isNakedNow: false, reduced: 0 });
    expect(total(latency.bins.map(({ count }) => count))).toBe(summary.hedgeLatency?.samples);
  });
});

describe('a run without an end on record', () => {
  it('is not over, and has the figures until its last turn', () => {
    const firstHalf = reviewOf(
      copied((turn) => (turn.sequence <= review.replay.turns / 2 ? turn : undefined)),
    );
    expect(firstHalf.state.outcome).toBe('open');
    expect(firstHalf.replay.verdict).toBe('nothing-to-compare');
    expect(firstHalf.summary.cycles).toBeLessThan(run.cycles);
    expect(renderHtml(pageOf(firstHalf))).toMatch(
      /NOT OVER.*still going on, or its process died: the figures are those until/s,
    );
  });

  it('is told apart: still going on where a process works on it, and died where none does', () => {
    const folder = copied((turn) => (turn.sequence <= 40 ? turn : undefined));
    expect(renderHtml(pageOf(reviewOf(folder, 'lives')))).toMatch(
      /GOING ON.*The run is still going on: the figures are/s,
    );
    expect(renderHtml(pageOf(reviewOf(folder, 'gone')))).toMatch(
      /DIED.*Its process died: the figures are those until/s,
    );
  });

  it('and without a turn has no figures, and a page all the same', () => {
    const nothing = reviewOf(copied(() => undefined));
    expect(nothing).toMatchObject({
      run: { startedAtUs: null },
      state: { outcome: 'open' },
      cost: { total: { amount: '0', perMillion: null } },
      timeline: { points: [], periods: [] },
    });
    expect(renderHtml(pageOf(nothing))).toContain('nothing has happened yet');
  });
});

describe('a page', () => {
  it('says that a run was taken up, and that it is halted, with what to do', () => {
    const halt = {
      code: 'kill-switch',
      text: 'the file stop exists',
      remedy: 'Remove it when trading is safe again.',
    };
    const page = pageOf({
      ...review,
      run: { ...review.run, processes: 2 },
      state: { outcome: 'halted-safe', reason: 'kill-switch', process: null, halt },
    });
    expect(page.verdict).toMatchObject({ tone: 'bad', word: 'HALTED' });
    expect(page.remarks).toContain(
      'Halted by kill-switch: the file stop exists. Remove it when trading is safe again.',
    );
    expect(page.remarks.some((remark) => remark.startsWith('2 processes worked on it'))).toBe(true);
  });

  it('shows as text whatever a venue has said, and be it markup', () => {
    const text = '<script>alert(1)</script> & "a|b" *c*';
    const told = { atUs: 1_767_571_200_000_000, severity: 'warning', code: 'held', text };
    const page = pageOf({ ...review, alerts: { count: 1, latest: [told] } });
    const html = renderHtml(page);
    expect(html).toContain('&lt;script&gt;alert(1)&lt;/script&gt; &amp; &quot;a|b&quot; *c*');
    expect(html).not.toContain('<script');
    expect(renderMarkdown(page)).toContain('\\<script\\>alert(1)\\</script\\> & "a\\|b" \\*c\\*');
  });
});

describe('a damaged run', () => {
  it('is refused with where it is damaged, and with what can still be looked at', () => {
    const folder = copied((turn) => turn);
    const database = new Database(join(folder, 'journal.sqlite'));
    database.exec('UPDATE turn SET at_us = at_us + 1 WHERE seq = 50');
    database.close();
    expect(() => reviewOf(folder)).toThrow(
      /^journal-corrupt: .*the checksum of turn 50 does not match.*`evenkeel replay .* --until 49` shows/,
    );
  });
});

describe('a run whose replay differs', () => {
  it('in a turn is told, and how far the figures go', () => {
    let changed = 0;
    const folder = copied((turn) => {
      if (changed > 0 || turn.commands.length === 0) return turn;
      changed = turn.sequence;
      return { ...turn, commands: [] };
    });
    const differing = reviewOf(folder);
    expect(differing.replay).toMatchObject({ verdict: 'differs', differsAtTurn: changed });
    expect(renderHtml(pageOf(differing))).toContain(`differs from turn ${changed} on`);
  });

  it('in a figure has both beside one another', () => {
    const folder = copied((turn) => turn);
    copyFileSync(join(run.runDirectory, 'summary.json'), join(folder, 'summary.json'));
    const summary = JSON.parse(readFileSync(join(folder, 'summary.json'), 'utf8')) as object;
    writeFileSync(join(folder, 'summary.json'), JSON.stringify({ ...summary, netPnl: '1000' }));
    const differing = reviewOf(folder);
    expect(differing.replay).toMatchObject({ verdict: 'differs', differsAtTurn: null });
    expect(differing.replay.figures).toContainEqual({
      name: 'net PnL',
      recorded: '1000',
      replayed: run.netPnl,
    });
  });
});
