// Servers of its own, on which one round after the other is played, on pairs in turn: a canary before the first of each, because a live
// run asks for it.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { exitCodes } from '../../src/cli/exit-codes.ts';
import { assertPresent } from '../../src/core/assert.ts';
import { deltaPath, exposureOf } from './delta-path.ts';
import { readWritten, truthOf, type Evidence } from './evidence.ts';
import { InjectionLog } from './injection-log.ts';
import { judge } from './judge.ts';
import { keepFailure } from './kept-failure.ts';
import { program } from './life.ts';
import type { RoundPlan } from './round-plan.ts';
import { Round } from './round.ts';
import type { RoundResult } from './round-result.ts';
import { VenueServers, type VenuePair } from './venue-servers.ts';

export interface LaneOptions {
  /** They take turns. */
  readonly pairs: readonly VenuePair[];
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
  /** Pairs whose canary has passed on these servers. */
  readonly #canaries = new Set<string>();
  #turns = 0;

  constructor(options: LaneOptions) {
    this.#options = options;
  }

  /** Plays and judges one round on the pair whose turn it is; nothing of a failed one is left for the next. */
  async play(number: number, plan: RoundPlan): Promise<RoundResult> {
    const pair = this.#nextPair();
    const servers = await this.#readyFor(pair);
    const { folder, keepIn, seed, startPatienceMs, signal } = this.#options;
    const outputs = join(folder, `round-${number}`);
    mkdirSync(outputs, { recursive: true });
    const earlier = new Set(this.#runFolders());
    const before = await servers.ledgers(pair);
    const args = ['run', ...flagsOf(pair), ...settings, '--live', '--yes'];
    const log = new InjectionLog(join(outputs, 'injected.ndjson'));
    const round = new Round({ plan, servers, pair, args, folder, outputs, log, startPatienceMs, signal });
    const played = await round.play();
    // What was stopped in the middle is no result.
    signal.throwIfAborted();
    const after = await servers.ledgers(pair);
    const judgedAtUs = Date.now() * 1_000;
    const runs = this.#runFolders().filter((run) => !earlier.has(run));
    const truth = truthOf(before, after);
    const problems = judge({ ...played, truth, ...readWritten(runs) }, quantum);
    const isFailed = problems.length > 0;
    const isHalted = played.ended?.exitCode === exitCodes.haltedSafe;
    // A halt is no failure, and asks why all the same.
    const kept = isFailed || isHalted ? join(keepIn, `seed-${seed}-round-${number}`) : null;
    if (kept !== null)
      keepFailure(kept, { pair: nameOf(pair), plan, problems, ledgers: after, outputs, runs });
    if (isFailed || isHalted || !isClean(truth)) await this.#clear();
    else rmSync(outputs, { recursive: true });
    const path = deltaPath(truth);
    const { valueSecondsUnits, longestMs } = exposureOf(path, quantum, judgedAtUs);
    return {
      round: number,
      pair: nameOf(pair),
      deaths: [...played.deaths],
      disturbances: [...played.disturbances],
      refusedStarts: played.refusedStarts,
      isHalted,
      fills: path.length,
      exposureUnits: String(valueSecondsUnits),
      longestNakedMs: longestMs,
      problems: [...problems],
      kept,
    };
  }

  async close(): Promise<void> {
    await this.#servers?.stop();
    this.#servers = undefined;
    this.#canaries.clear();
  }

  #nextPair(): VenuePair {
    const { pairs } = this.#options;
    const pair = pairs[this.#turns % pairs.length];
    this.#turns += 1;
    return assertPresent(pair, 'a lane has a pair');
  }

  async #readyFor(pair: VenuePair): Promise<VenueServers> {
    const { seed, folder } = this.#options;
    mkdirSync(folder, { recursive: true });
    this.#servers ??= await VenueServers.start(ticker, seed);
    if (!this.#canaries.has(nameOf(pair))) await this.#flyCanary(pair, this.#servers);
    this.#canaries.add(nameOf(pair));
    return this.#servers;
  }

  async #flyCanary(pair: VenuePair, { environment }: VenueServers): Promise<void> {
    const { folder, signal } = this.#options;
    const child = spawn(process.execPath, [program, 'canary', ...flagsOf(pair), '--live', '--yes'], {
      cwd: folder,
      env: { PATH: process.env['PATH'], ...environment },
      stdio: ['ignore', 'pipe', 'pipe'],
      signal,
      killSignal: 'SIGKILL',
    });
    const ended = once(child, 'close') as Promise<[number | null]>;
    const [printed, told, [exitCode]] = await Promise.all([text(child.stdout), text(child.stderr), ended]);
    if (exitCode !== exitCodes.flat)
      throw new Error(`the canary of ${nameOf(pair)} ended with ${exitCode}:\n${told}${printed}`);
  }

  /** Of all runs here, canaries not among them. */
  #runFolders(): string[] {
    const runs = join(this.#options.folder, 'runs');
    if (!existsSync(runs)) return [];
    return readdirSync(runs, { withFileTypes: true })
      .filter((entry) => entry.isDirectory() && /^\d{4}-/.test(entry.name) && !entry.name.includes('canary'))
      .map(({ name }) => join(runs, name));
  }

  /** The next round begins on accounts of its own. */
  async #clear(): Promise<void> {
    await this.close();
    rmSync(this.#options.folder, { recursive: true, force: true });
  }
}

const nameOf = ({ primary, hedge }: VenuePair): string => `${primary}/${hedge}`;

const flagsOf = ({ primary, hedge }: VenuePair): string[] => [
  '--primary',
  primary,
  '--hedge',
  hedge,
  '--ticker',
  ticker,
];

const isClean = ({ primary, hedge }: Evidence['truth']): boolean =>
  [primary, hedge].every(({ position, openOrders }) => position === '0' && openOrders === 0);
