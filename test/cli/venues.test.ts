// `evenkeel venues serve` as a user starts it: every venue answers where it says, and a signal ends them all.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { describe, expect, it } from 'vitest';
import { venueRegistry } from '../../src/venues/registry.ts';
import { evenkeel, inFolder, program } from './evenkeel.ts';

interface Told {
  readonly venues: readonly {
    readonly venue: string;
    readonly origin: string;
    readonly credentials: Readonly<Record<string, string>>;
  }[];
}

describe('evenkeel venues', () => {
  it('prints what each can do, and what each pair costs in fees, as text and as one JSON line', async () => {
    await inFolder((folder) => {
      const told = (...args: string[]) => {
        const ended = evenkeel(folder, 'venues', ...args);
        expect(ended).toMatchObject({ exitCode: 0, stderr: '' });
        return ended.stdout;
      };
      for (const venue of Object.keys(venueRegistry)) {
        expect(told()).toMatch(new RegExp(`^${venue} ─`, 'm'));
        expect(told('--pairs')).toMatch(new RegExp(`^${venue} `, 'm'));
      }
      expect(JSON.parse(told('--json'))).toHaveProperty('venues.0.quoteAsset');
      expect(JSON.parse(told('--pairs', '--json'))).toHaveProperty('pairs.0.feesPerMillion');
    });
  });
});

describe('evenkeel venues serve', () => {
  it.each(['SIGINT', 'SIGTERM'] as const)(
    'tells where each venue is and which keys it accepts, and stays until %s',
    { timeout: 60_000 },
    async (signal) => {
      const child = spawn(process.execPath, [program, 'venues', 'serve', '--tickers', 'ETH', '--json']);
      const [line] = (await once(createInterface(child.stdout), 'line')) as [string];
      const { venues } = JSON.parse(line) as Told;
      expect(venues.map(({ venue }) => venue)).toEqual(Object.keys(venueRegistry));
      for (const { venue, origin, credentials } of venues) {
        expect(Object.keys(credentials).every((name) => name.startsWith(venue.toUpperCase()))).toBe(true);
        const ledger: unknown = await (await fetch(`${origin}/__control/ledger`)).json();
        expect(ledger).toHaveProperty('accounts');
      }
      child.kill(signal);
      expect(await once(child, 'exit')).toEqual([0, null]);
    },
  );

  it('refuses what it does not know, with what it knows', async () => {
    await inFolder((folder) => {
      const ended = evenkeel(folder, 'venues', 'serve', '--venues', 'binance');
      expect(ended).toMatchObject({ exitCode: 2, stdout: '' });
      expect(ended.stderr).toMatch(/no venue "binance": there are .*paradex/);
    });
  });
});
