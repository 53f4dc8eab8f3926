// A journal that keeps nothing, of a run that is looked into: by a dashboard that asks as fast as it is told, and by one that asks a thousand
// times and reads hardly anything. Both are in another process, as they are in life.
import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { PairState } from '../../src/execution/pair-state.ts';
import { summarise } from '../../src/reports/summary.ts';
import { RunChannel } from '../../src/cli/status/run-channel.ts';
import type { RunIdentity } from '../../src/cli/status/identity.ts';
import type { Journal } from '../../src/ports/journal.ts';
import type { Clock } from '../../src/ports/clock.ts';
import type { RunSummary } from '../../src/reports/run-summary.ts';

const summaryMs = 100;

export class LookedAt {
  readonly #folder = mkdtempSync(join(tmpdir(), 'evenkeel-looked-at-'));
  #channel: RunChannel | undefined;

  begin(pair: PairState, clock: Clock): void {
    const { primary, hedge } = pair.config;
    const identity: RunIdentity = {
      name: 'bench',
      folder: this.#folder,
      pair: `${primary.base} ${primary.venue}/${hedge.venue}`,
      baseAsset: primary.base,
      quoteAsset: primary.quote,
      world: 'local',
      notice: '',
      processId: process.pid,
      engineVersion: 'bench',
      startedAtMs: Date.now(),
      speed: 'real time',
      settings: [],
    };
    let summary: RunSummary | undefined;
    // As a session does for its screen, ten times a second, whether anybody looks on or not.
    setInterval(() => {
      summary = summaryOf(pair);
    }, summaryMs).unref();
    this.#channel = new RunChannel(this.#folder, identity);
    this.#channel.begin(
      {
        pair,
        nowUs: () => clock.nowUs(),
        summary: () => (summary ??= summaryOf(pair)),
        onRequest: () => ({ isAccepted: false, text: 'this is a benchmark' }),
      },
      (text) => {
        throw new Error(text);
      },
    );
    const onlookers = spawn(
      process.execPath,
      [fileURLToPath(new URL('onlookers.js', import.meta.url)), this.#folder],
      {
        stdio: ['ignore', 'inherit', 'inherit'],
      },
    );
    onlookers.unref();
    process.on('exit', () => {
      onlookers.kill('SIGKILL');
      rmSync(this.#folder, { recursive: true, force: true });
    });
  }

  /** Keeps nothing. */
  readonly journal: Journal = {
    announce: () => true,
    append: () => {
      this.#channel?.onTurn();
      return undefined;
    },
  };
}

const summaryOf = ({ ledger, counters }: PairState): RunSummary =>
  summarise(ledger, {
    world: 'local',
    marks: ledger.lastMarks(),
    durationUs: 1_000_000,
    endReason: 'running',
    eventLogHash: '',
    hedgeFailures: counters.hedgeFailures,
    recoveries: counters.recoveries,
  });
