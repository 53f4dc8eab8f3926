// A pair of local venues in this process, and runs of the built program on it as processes of their own: what they do is heard from the
// venues, on one clock, while it happens.
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { performance } from 'node:perf_hooks';
import { fileURLToPath } from 'node:url';
import { variablesOf } from '../../src/cli/access/local-servers.ts';
import { assertPresent } from '../../src/core/assert.ts';
import { lotsToBase } from '../../src/core/instrument.ts';
import type { Lots } from '../../src/core/money.ts';
import type { ExchangeListener } from '../../src/venues/local/exchange-listener.ts';
import { sharedStartUs } from '../../src/venues/local/local-market.ts';
import type { LocalVenueServer } from '../../src/venues/local/local-venue-server.ts';
import { venueRegistry } from '../../src/venues/registry.ts';
import { SystemClock } from '../../src/venues/wire/system-clock.ts';

export const program = fileURLToPath(new URL('../../../bin/evenkeel.js', import.meta.url));

/** In base units of 10^−18. */
const size = 10n ** 17n;
const ticker = 'ETH';
const pairFlags = ['--primary', 'backpack', '--hedge', 'grvt', '--ticker', ticker];
const runFlags = [
  '--size 0.1 --iter 1000 --primary-mode bbo_minus_1 --sleep 0 --max-daily-loss 1000000 --live --yes',
].flatMap((flags) => flags.split(' '));

export type LegName = 'primary' | 'hedge';

export class ServedPair {
  readonly #folder = mkdtempSync(join(tmpdir(), 'evenkeel-footprint-'));
  readonly #clock: SystemClock;
  readonly #servers: Readonly<Record<LegName, LocalVenueServer>>;

  private constructor(clock: SystemClock, servers: Readonly<Record<LegName, LocalVenueServer>>) {
    this.#clock = clock;
    this.#servers = servers;
  }

  /** With a canary, because a live run asks for it. */
  static async open(): Promise<ServedPair> {
    const clock = new SystemClock();
    const marketStartUs = sharedStartUs(clock.nowUs());
    const serve = async (venue: string): Promise<LocalVenueServer> => {
      const adapter = await assertPresent(venueRegistry[venue], venue)();
      return adapter.serve({
        port: 0,
        clock,
        seed: 1,
        tickers: [ticker],
        market: 'synthetic',
        marketStartUs,
      });
    };
    const pair = new ServedPair(clock, { primary: await serve('backpack'), hedge: await serve('grvt') });
    const [exitCode] = (await once(pair.#start(['canary', ...pairFlags, '--live', '--yes']), 'exit')) as [
      number,
    ];
    if (exitCode !== 0) throw new Error(`the canary ended with ${exitCode}`);
    return pair;
  }

  async close(): Promise<void> {
    for (const server of Object.values(this.#servers)) await server.close();
    this.#clock.stop();
    rmSync(this.#folder, { recursive: true, force: true });
  }

  /** The same command line each time: a run that died is gone on with. */
  startRun(): ChildProcess {
    return this.#start(['run', ...pairFlags, ...runFlags]);
  }

  /** Whether this is an order of the whole size, and so no probe. */
  isWhole(leg: LegName, quantity: Lots): boolean {
    const [instrument] = this.#servers[leg].exchange.instruments;
    return lotsToBase(assertPresent(instrument, 'it lists the coin'), quantity) === size;
  }

  faultsOf(leg: LegName): LocalVenueServer['faults'] {
    return this.#servers[leg].faults;
  }

  /** The moment, in ms of this process, of the first such event on a leg. */
  async next<Kind extends 'accepted' | 'filled'>(
    leg: LegName,
    kind: Kind,
    isIt: (...what: Parameters<NonNullable<ExchangeListener[Kind]>>) => boolean,
  ): Promise<number> {
    return new Promise((resolve) => {
      const stop = this.#servers[leg].exchange.listen({
        [kind]: (...what: Parameters<NonNullable<ExchangeListener[Kind]>>) => {
          if (!isIt(...what)) return;
          stop();
          resolve(performance.now());
        },
      });
    });
  }

  #start(args: readonly string[]): ChildProcess {
    const { primary, hedge } = this.#servers;
    return spawn(process.execPath, [program, ...args], {
      cwd: this.#folder,
      env: {
        PATH: process.env['PATH'],
        XDG_STATE_HOME: this.#folder,
        ...variablesOf(primary),
        ...variablesOf(hedge),
      },
      stdio: 'ignore',
    });
  }
}
