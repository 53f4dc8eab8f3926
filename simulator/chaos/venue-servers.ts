// The servers of all venues, in a process of their own as `evenkeel venues serve` starts them, and how they are asked and disturbed.
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { z } from 'zod';
import { controlPath } from '../../src/venues/local/control.ts';
import type { LedgerReport } from '../../src/venues/local/ledger-report.ts';
import { program } from './life.ts';
import type { LegName } from './round-plan.ts';

export type VenuePair = Readonly<Record<LegName, string>>;
export type PairLedgers = Readonly<Record<LegName, LedgerReport>>;

const servedShape = z.object({
  venues: z.array(
    z.object({ venue: z.string(), origin: z.string(), credentials: z.record(z.string(), z.string()) }),
  ),
});

type Served = z.infer<typeof servedShape>['venues'];

export class VenueServers {
  /** What a client needs in its environment. */
  readonly environment: Readonly<Record<string, string>>;
  readonly #child: ChildProcess;
  readonly #served: Served;

  private constructor(child: ChildProcess, served: Served) {
    this.#child = child;
    this.#served = served;
    this.environment = Object.fromEntries(
      served.flatMap(({ venue, origin, credentials }) => [
        [`${venue.toUpperCase()}_LOCAL_ORIGIN`, origin],
        ...Object.entries(credentials),
      ]),
    );
  }

  static async start(ticker: string, seed: number): Promise<VenueServers> {
    const args = ['venues', 'serve', '--tickers', ticker, '--seed', String(seed)];
    const child = spawn(process.execPath, [program, ...args, '--json'], {
      env: { PATH: process.env['PATH'] },
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    const [line] = (await once(createInterface({ input: child.stdout }), 'line')) as [string];
    return new VenueServers(child, servedShape.parse(JSON.parse(line)).venues);
  }

  /** What each venue of the pair holds to be true. */
  async ledgers({ primary, hedge }: VenuePair): Promise<PairLedgers> {
    const [ofPrimary, ofHedge] = await Promise.all([this.#ledger(primary), this.#ledger(hedge)]);
    return { primary: ofPrimary, hedge: ofHedge };
  }

  async freeze(venue: string, forMs: number): Promise<void> {
    await this.#ask(venue, 'POST', '/faults', { kind: 'freeze', forMs });
  }

  async cut(venue: string, which: 'private' | 'public' | 'all'): Promise<void> {
    await this.#ask(venue, 'POST', '/cut', { which });
  }

  /** Nothing is frozen any more. */
  async calm(): Promise<void> {
    await Promise.all(this.#served.map(({ venue }) => this.#ask(venue, 'POST', '/faults/stop', {})));
  }

  async stop(): Promise<void> {
    if (this.#child.exitCode !== null || this.#child.signalCode !== null) return;
    this.#child.kill('SIGKILL');
    await once(this.#child, 'exit');
  }

  async #ledger(venue: string): Promise<LedgerReport> {
    return (await this.#ask(venue, 'GET', '/ledger')) as LedgerReport;
  }

  async #ask(name: string, method: 'GET' | 'POST', path: string, body?: object): Promise<unknown> {
    const served = this.#served.find(({ venue }) => venue === name);
    const response = await fetch(`${served?.origin}${controlPath}${path}`, {
      method,
      ...(body !== undefined && { body: JSON.stringify(body) }),
    });
    if (!response.ok) throw new Error(`${name} answers ${path} with ${response.status}`);
    return response.json();
  }
}
