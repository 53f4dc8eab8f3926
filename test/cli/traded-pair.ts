// Venues of this process, a folder whose canary has passed on them, and commands of the built program that trade there. Who trades is
// known by the fence, and what happens is heard from the venues while it happens.
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ServedVenues, type ServedVenue } from '../../src/cli/access/testing/served-venues.ts';
import { fenceFolder } from '../../src/cli/run/wire/fence-pair.ts';
import { lotsToBase } from '../../src/core/instrument.ts';
import type { ExchangeListener } from '../../src/venues/local/exchange-listener.ts';
import type { Ended } from './evenkeel.ts';
import { Started } from './started.ts';

export const pairFlags = ['--primary', 'backpack', '--hedge', 'grvt', '--ticker', 'ETH'];

export class TradedPair {
  readonly folder = mkdtempSync(join(tmpdir(), 'evenkeel-pair-'));
  readonly served: ServedVenues;
  readonly #environment: Readonly<Record<string, string>>;

  private constructor(served: ServedVenues, environment: Readonly<Record<string, string>>) {
    this.served = served;
    this.#environment = environment;
  }

  static async open(
    venues: readonly string[],
    environment: Readonly<Record<string, string>> = {},
  ): Promise<TradedPair> {
    const served = await ServedVenues.start(venues, { market: 'synthetic' });
    const pair = new TradedPair(served, { ...served.environment, ...environment });
    const canary = await pair.start('canary', ...pairFlags, '--live', '--yes', '--json').ended;
    if (canary.exitCode !== 0) throw new Error(`the canary ended with ${canary.exitCode}:\n${canary.stderr}`);
    return pair;
  }

  async close(): Promise<void> {
    await this.served.close();
    rmSync(this.folder, { recursive: true });
  }

  start(...args: string[]): Started {
    return this.startIn(this.folder, ...args);
  }

  startIn(folder: string, ...args: string[]): Started {
    return new Started(args, { folder, environment: this.#environment });
  }

  ended(...args: string[]): Promise<Ended> {
    return this.start(...args).ended;
  }

  get primary(): ServedVenue {
    return this.served.of('backpack');
  }

  get hedge(): ServedVenue {
    return this.served.of('grvt');
  }

  /** Of both legs, in one unit of the base coin; long > 0. */
  get held(): readonly [bigint, bigint] {
    return [heldOn(this.primary), heldOn(this.hedge)];
  }

  /** Nothing is held, and nothing rests. */
  get isFlat(): boolean {
    return [this.primary, this.hedge].every(
      ({ position, openOrders }) => position === 0 && openOrders.length === 0,
    );
  }

  /** Kills the process that trades the pair at this moment, as nothing that it could do something about; `false` where there is none. */
  killTrader(): boolean {
    const folder = fenceFolder(this.#environment);
    const holder = readdirSync(folder).find((name) => name.startsWith('grvt') && name.endsWith('.holder'));
    const pid = Number(/\d+$/.exec(readFileSync(join(folder, holder ?? ''), 'utf8').trim())?.[0]);
    try {
      return process.kill(pid, 'SIGKILL');
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'ESRCH') return false;
      throw error;
    }
  }

  /** Where the runs of this pair are, canaries not among them. */
  get runs(): string[] {
    return readdirSync(join(this.folder, 'runs'))
      .filter((name) => name !== 'state' && !name.endsWith('canary'))
      .map((name) => join('runs', name));
  }
}

const heldOn = ({ instrument, position }: ServedVenue): bigint => lotsToBase(instrument, position);

/** Once, while it happens. */
export async function next<Kind extends 'accepted' | 'filled'>(
  { exchange }: ServedVenue,
  kind: Kind,
  act: (...what: Parameters<NonNullable<ExchangeListener[Kind]>>) => boolean,
): Promise<void> {
  return new Promise((resolve, reject) => {
    const hear = (...what: Parameters<NonNullable<ExchangeListener[Kind]>>): void => {
      try {
        if (!act(...what)) return;
        stop();
        resolve();
      } catch (error) {
        stop();
        reject(new Error('what was to be done then failed', { cause: error }));
      }
    };
    const stop = exchange.listen({ [kind]: hear });
  });
}
