// One pair of venues on servers of its own, on which one round after the other is played: a canary first, because a live run asks for it.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { cpSync, existsSync, mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { exitCodes } from '../../src/cli/exit-codes.ts';
import { deltaPath, exposureOf } from './delta-path.ts';
import { readWritten, truthOf, type Evidence } from './evidence.ts';
import { InjectionLog } from './injection-log.ts';
import { judge, type Problem } from './judge.ts';
import { program } from './life.ts';
import type { RoundPlan } from './round-plan.ts';
import { Round } from './round.ts';
import type { RoundResult } from './round-result.ts';
import { VenueServers, type PairLedgers, type VenuePair } from './venue-servers.ts';

export interface LaneOptions {
  readonly pair: VenuePair;
  readonly seed: number;
  /** Its own, to work in. */
  readonly folder: string;
  /** Where what a failure leaves is kept. */
  readonly keepIn: string;
  readonly startPatienceMs: number;
  readonly signal: AbortSignal;
}

const ticker = 'ETH';
/** The coarser lot of ETH on the local servers. */
const quantum = 10n ** 16n;
/** Endless, fast to fill, and with no limit of its own that would end it: a round ends when it is told to. */
const settings = '--size 0.1 --iter 1000 --primary-mode bbo_minus_1 --sleep 0 --max-daily-loss 1000000'.split(
  ' ',
);

export class Lane {
  readonly #options: LaneOptions;
  #servers: VenueServers | undefined;

  constructor(options: LaneOptions) {
    this.#options = options;
  }

  get name(): string {
    const { primary, hedge } = this.#options.pair;
    return `${primary}/${hedge}`;
  }

  /** Plays and judges one round; nothing of a failed one is left for the next. */
  async play(number: number, plan: RoundPlan): Promise<RoundResult> {
    const servers = await this.#ready();
    const { folder, startPatienceMs, signal } = this.#options;
    const outputs = join(folder, `round-${number}`);
    mkdirSync(outputs, { recursive: true });
    const earlier = new Set(this.#runFolders());
    const before = await servers.ledgers();
    const args = ['run', ...this.#venueFlags(), ...settings, '--live', '--yes'];
    const log = new InjectionLog(join(outputs, 'injected.ndjson'));
    const round = new Round({
      plan,
      servers,
      args,
      folder,
      outputs,
      log,
      startPatienceMs,
      signal,
    });
    const played = await round.play();
    const after = await servers.ledgers();
    const judgedAtUs = Date.now() * 1_000;
    const runs = this.#runFolders().filter((run) => !earlier.has(run));
    const truth = truthOf(before, after);
    const evidence: Evidence = { ...played, truth, ...readWritten(runs) };
    const problems: Problem[] =
      played.refusal === undefined
        ? [...judge(evidence, quantum)]
        : [{ code: 'not-started', text: played.refusal }, ...judge(evidence, quantum)];
    const isFailed = problems.length > 0;
    const kept = isFailed ? this.#keep({ round: number, plan, problems, after, outputs, runs }) : undefined;
    if (isFailed || !isClean(truth)) await this.#clear();
    else rmSync(outputs, { recursive: true });
    const path = deltaPath(truth);
    const { valueSecondsUnits, longestMs } = exposureOf(path, quantum, judgedAtUs);
    return {
      round: number,
      pair: this.name,
      deaths: [...played.deaths],
      disturbances: [...played.disturbances],
      refusedStarts: played.refusedStarts,
      isHalted: played.ended?.exitCode === exitCodes.haltedSafe,
      fills: path.length,
      exposureUnits: String(valueSecondsUnits),
      longestNakedMs: longestMs,
      problems,
      kept: kept ?? null,
    };
  }

  async close(): Promise<void> {
    await this.#servers?.stop();
    this.#servers = undefined;
  }

  async #ready(): Promise<VenueServers> {
    if (this.#servers !== undefined) return this.#servers;
    const { pair, seed, folder } = this.#options;
    mkdirSync(folder, { recursive: true });
    this.#servers = await VenueServers.start(pair, ticker, seed);
    await this.#flyCanary(this.#servers);
    return this.#servers;
  }

  async #flyCanary({ environment }: VenueServers): Promise<void> {
    const { folder, signal } = this.#options;
    const child = spawn(process.execPath, [program, 'canary', ...this.#venueFlags(), '--live', '--yes'], {
      cwd: folder,
      env: { PATH: process.env['PATH'], ...environment },
      stdio: ['ignore', 'pipe', 'pipe'],
      signal,
      killSignal: 'SIGKILL',
    });
    const ended = once(child, 'close') as Promise<[number | null]>;
    const [printed, told, [exitCode]] = await Promise.all([text(child.stdout), text(child.stderr), ended]);
    if (exitCode !== 0)
      throw new Error(`the canary of ${this.name} ended with ${exitCode}:\n${told}${printed}`);
  }

  #venueFlags(): string[] {
    const { primary, hedge } = this.#options.pair;
    return ['--primary', primary, '--hedge', hedge, '--ticker', ticker];
  }

  /** Of all runs here, canaries not among them. */
  #runFolders(): string[] {
    const runs = join(this.#options.folder, 'runs');
    if (!existsSync(runs)) return [];
    return readdirSync(runs, { withFileTypes: true })
      .filter((entry) => entry.isDirectory() && /^\d{4}-/.test(entry.name) && !entry.name.includes('canary'))
      .map(({ name }) => join(runs, name));
  }

  #keep(left: {
    readonly round: number;
    readonly plan: RoundPlan;
    readonly problems: readonly Problem[];
    readonly after: PairLedgers;
    readonly outputs: string;
    readonly runs: readonly string[];
  }): string {
    const { keepIn, seed } = this.#options;
    const kept = join(keepIn, `seed-${seed}-round-${left.round}`);
    rmSync(kept, { recursive: true, force: true });
    cpSync(left.outputs, kept, { recursive: true });
    for (const run of left.runs)
      cpSync(run, join(kept, 'runs', run.split('/').at(-1) ?? ''), { recursive: true });
    const write = (name: string, value: unknown): void =>
      writeFileSync(join(kept, name), `${JSON.stringify(value, undefined, 2)}\n`);
    write('problems.json', { pair: this.name, problems: left.problems, plan: left.plan });
    write('ledger-primary.json', left.after.primary);
    write('ledger-hedge.json', left.after.hedge);
    return kept;
  }

  /** The next round begins on accounts of its own. */
  async #clear(): Promise<void> {
    await this.close();
    rmSync(this.#options.folder, { recursive: true, force: true });
  }
}

const isClean = ({ primary, hedge }: Evidence['truth']): boolean =>
  [primary, hedge].every(({ position, openOrders }) => position === '0' && openOrders === 0);
