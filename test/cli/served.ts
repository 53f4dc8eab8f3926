// Venue servers of another process, as `evenkeel venues serve` starts them, and what it prints for those who look for them.
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { program } from './evenkeel.ts';

interface Told {
  readonly venues: readonly {
    readonly venue: string;
    readonly origin: string;
    readonly credentials: Readonly<Record<string, string>>;
  }[];
}

export class Served {
  /** Where each venue is. */
  readonly origins: Readonly<Record<string, string>>;
  /** The same, and the keys that they accept. */
  readonly environment: Readonly<Record<string, string>>;
  readonly #servers: ChildProcess;

  private constructor(servers: ChildProcess, { venues }: Told) {
    this.#servers = servers;
    this.origins = Object.fromEntries(
      venues.map(({ venue, origin }) => [`${venue.toUpperCase()}_LOCAL_ORIGIN`, origin]),
    );
    this.environment = Object.fromEntries([
      ...Object.entries(this.origins),
      ...venues.flatMap(({ credentials }) => Object.entries(credentials)),
    ]);
  }

  /** Names as on a command line: `backpack,grvt` and `ETH,SOL`. */
  static async start(venues: string, tickers: string): Promise<Served> {
    const servers = spawn(
      process.execPath,
      [program, 'venues', 'serve', '--venues', venues, '--tickers', tickers, '--json'],
      { stdio: ['ignore', 'pipe', 'inherit'] },
    );
    const [line] = (await once(createInterface(servers.stdout), 'line')) as [string];
    return new Served(servers, JSON.parse(line) as Told);
  }

  async stop(): Promise<void> {
    this.#servers.kill('SIGTERM');
    await once(this.#servers, 'exit');
  }
}
