// What somebody reads on a phone: of a whole session on simulated venues, and of a pair to which the worst happens.
import { describe, expect, it } from 'vitest';
import { inFolder } from '../../../test/cli/evenkeel.ts';
import { ScriptedPair } from '../../engine/testing/scripted-pair.ts';
import type { Notice } from '../../ports/notifier.ts';
import type { RunSummary } from '../../reports/run-summary.ts';
import type { RunReport } from '../run/report.ts';
import { runSession } from '../run/testing/run-session.ts';
import { DayBegun } from './day-begun.ts';
import { RunAlerts } from './run-alerts.ts';

const midnightUs = 1_767_571_200_000_000;
const secondUs = 1_000_000;

/** Of a pair whose alerts are told as a session tells them. */
function watched(pair: ScriptedPair = new ScriptedPair()) {
  const notices: Notice[] = [];
  const alerts = new RunAlerts({
    plan: { config: pair.pair.config, world: 'live', settings: { values: { nakedAlert: 5_000 } } as never },
    notifier: { notify: (notice) => notices.push(notice) },
    runDirectory: 'runs/of-tonight',
  });
  return { pair, notices, alerts };
}

/** +0.1 on the primary, and a hedge venue that fills nothing. */
function nakedPair(): ScriptedPair {
  const pair = new ScriptedPair();
  const { order } = pair.start();
  pair.accept(order);
  pair.fill(order, 100);
  return pair;
}

const day = (cycles: number, volume: string, grossPnl: string, netPnl: string): RunSummary =>
  ({
    cycles,
    attempts: { completed: cycles, failed: 0 },
    volume,
    grossPnl,
    netPnl,
    quoteAsset: 'USD',
  }) as never;

describe('the alerts of a run', () => {
  it('a session tells of its beginning and of its end, without a sound', async () => {
    const notices: Notice[] = [];
    const notifier = { notify: (notice: Notice) => notices.push(notice) };
    await inFolder((folder) => runSession(folder, { iter: '1' }, { notifier }));
    expect(notices.map(({ severity }) => severity)).toEqual(['info', 'info']);
    expect(notices[0]?.text).toMatch(
      /^🟢 started · ETH sim-a\/sim-b · simulated\nSize 0\.01 ETH\.\nNaked: nothing \(sim-a 0, sim-b 0\)\nEngine: .+\n00:00:\d\d UTC · .+runs.+$/,
    );
    expect(notices[1]?.text).toMatch(
      /^🟢 ended · ETH sim-a\/sim-b · simulated\nFlat after .+: iterations-done\.\nNaked: nothing \(sim-a 0, sim-b 0\)\n2 cycles, volume [\d.,]+ USDC, fill rate .+ %; gross .+, net .+, cost per 1M .+\n.+ UTC · .+$/,
    );
  });

  it('a halt: what, where, how much is naked and worth, what the engine does, and what to do', () => {
    const { pair, notices, alerts } = watched(nakedPair());
    const halted = pair.operator('kill').find((command) => command.kind === 'alert');
    if (halted === undefined) throw new Error('a halt is alerted');
    alerts.onAlert(halted, pair.pair, midnightUs + 11_527 * secondUs);
    expect(notices).toEqual([
      {
        severity: 'critical',
        kind: 'kill-switch',
        text: expect.stringMatching(
          /^🔴 kill-switch · ETH alpha\/beta · live\n[^\n]+\nNaked: \+0\.1 ETH, about 300\.\d\d USD \(alpha 0\.1, beta 0\)\nEngine: quotes no more, and goes on reducing what is naked\nYou: Find out who made the file, and why\. [^\n]+\n03:12:07 UTC · [^\n]+ · runs\/of-tonight$/,
        ),
      },
    ]);
  });

  it('what stays naked is told after its patience, with the figure', () => {
    const { pair, notices, alerts } = watched(nakedPair());
    const lookUp = (): void => alerts.lookUp(pair.pair, () => day(0, '0', '0', '0'), pair.pair.nowUs);
    pair.pass(4_900);
    lookUp();
    expect(notices).toEqual([]);
    pair.pass(150);
    lookUp();
    expect(notices[0]).toMatchObject({ severity: 'critical' });
    expect(notices[0]?.text).toMatch(
      /^🔴 naked · .*\nNaked for 5\.\d s now\.\nNaked: \+0\.1 ETH.*\nEngine: hedging net delta 0\.1/,
    );
  });

  it('a day is told after 00:00 UTC, once, as what came in it', () => {
    const { pair, notices, alerts } = watched();
    let summary = day(4, '1200', '-0.5', '-1.5');
    const lookUp = (atUs: number): void => alerts.lookUp(pair.pair, () => summary, atUs);
    const beganUs = midnightUs - 3_600 * secondUs;
    alerts.begin(pair.pair, { atUs: beganUs, figures: summary }, beganUs);
    summary = day(10, '3200', '0.25', '-3.1');
    lookUp(midnightUs - secondUs);
    lookUp(midnightUs);
    lookUp(midnightUs + 3_600 * secondUs);
    summary = day(12, '4200', '0.25', '-4.1');
    lookUp(midnightUs + 86_400 * secondUs);
    const texts = notices.slice(1).map(({ text }) => text.split('\n').slice(0, 3).join('\n'));
    expect(texts).toEqual([
      '🟢 daily-summary · ETH alpha/beta · live\n2026-01-04, since 2026-01-04T23:00Z: 6 cycles, volume 2,000.00 USD, fill rate 100.0 %; gross +0.7500, net -1.6000, cost per 1M 800.00\nNet so far in this run: -3.1000 USD.',
      '🟢 daily-summary · ETH alpha/beta · live\n2026-01-05: 2 cycles, volume 1,000.00 USD, fill rate 100.0 %; gross 0.0000, net -1.0000, cost per 1M 1,000.00\nNet so far in this run: -4.1000 USD.',
    ]);
  });

  it('a day of a run that was taken up is that of all its processes, also where nobody was there at its end', () => {
    const { pair, notices, alerts } = watched();
    const yesterday = { atUs: midnightUs - 86_400 * secondUs, figures: day(4, '1200', '-0.5', '-1.5') };
    const summary = day(10, '3200', '0.25', '-3.1');
    const told = (nowUs: number): string | undefined => {
      alerts.begin(pair.pair, yesterday, nowUs);
      alerts.lookUp(pair.pair, () => summary, nowUs);
      return notices.at(-1)?.text.split('\n')[1];
    };
    expect(told(midnightUs + 60 * secondUs)).toMatch(/^2026-01-04: 6 cycles, volume 2,000\.00 USD/);
    expect(told(midnightUs + 86_460 * secondUs)).toMatch(
      /^2026-01-04 to 2026-01-05, since 2026-01-04T00:00Z: 6 cycles/,
    );
  });

  it('a day begins with the first turn of it on record, whichever process wrote that', () => {
    const { pair } = nakedPair();
    const begun = new DayBegun();
    const { ledger } = pair;
    begun.onTurn({ nowUs: midnightUs - 5, ledger: new ScriptedPair().pair.ledger });
    expect(begun.latest).toMatchObject({ atUs: midnightUs - 5, figures: { netPnl: '0' } });
    for (const nowUs of [midnightUs + 1, midnightUs + 2]) begun.onTurn({ nowUs, ledger });
    expect(begun.latest?.atUs).toBe(midnightUs + 1);
    expect(begun.latest?.figures.netPnl).not.toBe('0');
  });

  it.each<[RunReport['outcome'], string, Notice['severity'], RegExp]>([
    ['flat', 'max-duration', 'info', /^🟢 ended.*\nFlat after 2 s: max-duration\./],
    ['flat', 'daily-loss-limit', 'warning', /^🟠 ended.*\nFlat .*\nYou: Nothing now: it ends flat/s],
    [
      'halted-safe',
      'consecutive-failures',
      'critical',
      /^🔴 ended.*\nHalted after.*\nYou: Look at the hedge venue/s,
    ],
    [
      'exposure-left',
      'interrupted',
      'critical',
      /EXPOSURE IS LEFT after.*\nYou: Look at both venues now, and close/s,
    ],
  ])('an end that is %s by %s is told as %s', (outcome, endReason, severity, expected) => {
    const { notices, alerts } = watched();
    const legs = { primary: { venue: 'a' }, hedge: { venue: 'b' } };
    const report = {
      ...day(0, '0', '0', '0'),
      outcome,
      endReason,
      legs,
      durationSeconds: '2.000',
      netDelta: '0',
      baseAsset: 'ETH',
      costPerMillion: null,
      fillRate: null,
      positions: { primary: '0', hedge: '0' },
    };
    alerts.end(report as never, midnightUs);
    expect(notices).toEqual([{ severity, kind: 'ended', text: expect.stringMatching(expected) }]);
  });
});
