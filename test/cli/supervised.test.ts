// `run --supervise` as a user starts it, with nobody there when its child is killed: on venue servers of this process, judged by their
// ledgers, and heard of by a stand-in of Telegram.
import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Departures } from '../../src/core/departures.ts';
import { isRecordFailure } from '../../src/journal/failure.ts';
import { readJournal } from '../../src/journal/read-journal.ts';
import { filesIn } from '../../src/journal/run-directory.ts';
import { bootOfMachine } from '../../src/journal/sent-mark.ts';
import { StandIn } from '../../src/notifier/testing/stand-in.ts';
import type { Started } from './started.ts';
import { next, pairFlags, TradedPair } from './traded-pair.ts';

const patient = { timeout: 300_000 };
const deathsMax = 5;
let telegram: StandIn;
let pair: TradedPair;

beforeAll(async () => {
  telegram = await StandIn.start({ status: 200, body: '{"ok":true}' });
  pair = await TradedPair.open(['backpack', 'grvt'], {
    TELEGRAM_BOT_TOKEN: '123456789:AAE-secret_secret_secret_secret_secr',
    TELEGRAM_CHAT_ID: '5',
    TELEGRAM_LOCAL_ORIGIN: telegram.origin,
  });
}, patient.timeout);

afterAll(async () => {
  await pair.close();
  await telegram.stop();
});

/** By the entry of the second process. */
function departuresIn(runDirectory: string): Departures | undefined {
  const reader = readJournal(filesIn(join(pair.folder, runDirectory)).journal);
  if (isRecordFailure(reader)) throw new Error(reader.text);
  const lives = [...reader.history()].flatMap((item) =>
    item.kind === 'entry' && item.entry.kind === 'life' ? [item.entry] : [],
  );
  reader.close();
  expect(lives).toHaveLength(2);
  return lives[1]?.departures;
}

function supervise(...flags: string[]): Started {
  telegram.received.length = 0;
  const live = ['--live', '--supervise', '--yes', '--json'];
  return pair.start('run', ...pairFlags, ...live, '--primary-mode', 'bbo_minus_1', '--sleep', '0', ...flags);
}

/** All messages that have arrived, one after the other. */
const told = (): string => telegram.received.map(({ body }) => (body as { text: string }).text).join('\n\n');

/** Kills the process that trades as soon as its quote is filled, and lets no hedge of it in before it is known to be dead. */
async function dieInMidPair(run: Started, whenDead: () => void = () => undefined): Promise<void> {
  const { faults } = pair.hedge.server;
  await next(pair.primary, 'filled', (_order, { liquidity }) => {
    if (liquidity !== 'maker') return false;
    faults.start({ kind: 'drop-request', purposes: ['place'] });
    pair.killTrader();
    return true;
  });
  const [primary, hedge] = pair.held;
  expect([primary === 0n, hedge]).toEqual([false, 0n]);
  await run.told(/^evenkeel: It died: ended by SIGKILL\. It is started again\.$/);
  whenDead();
  faults.stopAll();
}

/** As soon as any order of its is with the venue of the hedge; what it has sent before may still arrive when it is dead. */
async function dieWithAnOrder(run: Started, death: number): Promise<void> {
  await next(pair.hedge, 'accepted', () => pair.killTrader());
  await run.told(/^evenkeel: It died/, death);
}

/** What both venues have traded is on the run's books, to the last unit. */
async function expectEqualBooks(run: string): Promise<void> {
  const { exitCode, stdout } = await pair.ended('reconcile', run, '--json');
  expect({ exitCode, ...(JSON.parse(stdout) as object) }).toMatchObject({ exitCode: 0, verdict: 'equal' });
}

describe('a supervised run', () => {
  it(
    'that is killed between a fill and its hedge is started again, hedges it, and ends flat as it was asked to',
    patient,
    async () => {
      const run = supervise('--size', '0.1', '--iter', '1');
      await dieInMidPair(run);
      const { exitCode, stdout } = await run.ended;
      const report = JSON.parse(stdout) as { runDirectory: string };
      expect(exitCode).toBe(0);
      expect(report).toMatchObject({
        outcome: 'flat',
        endReason: 'iterations-done',
        roundTrips: { count: 1 },
      });
      expect(pair.isFlat).toBe(true);
      expect(told()).toMatch(/restarted · ETH backpack\/grvt · /);
      await expectEqualBooks(report.runDirectory);
      // The process that took over knew what the one that was killed may have sent, where the system tells boots apart.
      const isUnknown = departuresIn(report.runDirectory) === 'unknown';
      expect(isUnknown).toBe(bootOfMachine() === undefined);
    },
  );

  it('goes on by its record when its settings have become unreadable meanwhile', patient, async () => {
    const settings = join(pair.folder, 'evenkeel.yaml');
    writeFileSync(settings, 'size: 0.1\niter: 1\n');
    const run = supervise();
    await dieInMidPair(run, () => writeFileSync(settings, 'size: [0.1'));
    expect(await run.ended).toMatchObject({ exitCode: 0 });
    expect(pair.isFlat).toBe(true);
    rmSync(settings);
  });

  it('that may not go on when it has died ends flat, and says why', patient, async () => {
    const canaries = join(pair.folder, 'runs', 'state', 'canaries.json');
    const kept = readFileSync(canaries, 'utf8');
    const run = supervise('--size', '0.1');
    await dieInMidPair(run, () => rmSync(canaries));
    expect(await run.ended).toMatchObject({ exitCode: 3 });
    expect(pair.isFlat).toBe(true);
    expect(told()).toMatch(
      /given-up · .*\nIt may not go on: no canary has passed for .*\. It is started again, only to end flat\.\nYou: /,
    );
    writeFileSync(canaries, kept);
  });

  it('that dies again and again is made to end flat, which is no success', patient, async () => {
    const run = supervise('--size', '0.1');
    await dieInMidPair(run);
    for (let death = 2; death <= deathsMax; death += 1) await dieWithAnOrder(run, death);
    expect(await run.ended).toMatchObject({ exitCode: 3 });
    expect(pair.isFlat).toBe(true);
    expect(told()).toMatch(
      /given-up · .*\nIt died 5 times within 10 minutes, the last time: ended by SIGKILL\. It is started again, only to end flat\.\nYou: /,
    );
  });
});
