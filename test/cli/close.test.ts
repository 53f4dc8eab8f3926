// `evenkeel close` as a user starts it, on local servers that another process serves.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { afterEach, describe, expect, it } from 'vitest';
import { ServedVenues } from '../../src/cli/access/testing/served-venues.ts';
import { inFolder, program } from './evenkeel.ts';

const patient = { timeout: 60_000 };
let served: ServedVenues | undefined;

afterEach(async () => {
  await served?.close();
  served = undefined;
});

async function serve(...venues: string[]): Promise<ServedVenues> {
  served = await ServedVenues.start(venues);
  return served;
}

interface Ended {
  readonly exitCode: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** In a folder whose `.env` has what the servers print, and whatever else is told. */
async function close(lines: Readonly<Record<string, string>>, ...args: string[]): Promise<Ended> {
  return inFolder(async (folder) => {
    const variables = { ...served?.environment, ...lines };
    const file = Object.entries(variables).map(([name, value]) => `${name}=${value}\n`);
    writeFileSync(join(folder, '.env'), file.join(''), { mode: 0o600 });
    const child = spawn(process.execPath, [program, 'close', ...args], {
      cwd: folder,
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    const [stdout, stderr, [exitCode]] = await Promise.all([
      text(child.stdout),
      text(child.stderr),
      once(child, 'exit'),
    ]);
    const secrets = Object.keys(variables).filter((name) => /SECRET|PRIVATE|API_KEY/.test(name));
    for (const name of secrets) expect(stdout + stderr).not.toContain(variables[name]);
    return { exitCode: exitCode as number, stdout, stderr };
  });
}

describe('evenkeel close', () => {
  it('closes a pair, and says so in one JSON line', patient, async () => {
    const venues = await serve('backpack', 'grvt');
    venues.of('backpack').hold('0.5');
    venues.of('grvt').hold('-0.5');
    venues.of('grvt').rest('buy', '0.1');
    const { exitCode, stdout, stderr } = await close({}, '--ticker', 'eth', '--yes', '--json');
    expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: '' });
    expect(stdout.trim().split('\n')).toHaveLength(1);
    expect(JSON.parse(stdout)).toMatchObject({
      ticker: 'ETH',
      outcome: 'flat',
      venues: [
        { account: 'backpack/main', before: { position: '0.5' }, after: { position: '0' }, traded: '0.5' },
        {
          account: 'grvt/main',
          before: { position: '-0.5', openOrders: 1 },
          after: { position: '0', openOrders: 0 },
        },
      ],
      troubles: [],
    });
    expect(venues.of('backpack').position).toBe(0);
    expect(venues.of('grvt').openOrders).toEqual([]);
  });

  it('tells a person what it closes, every fill, and the verdict', patient, async () => {
    (await serve('paradex')).of('paradex').hold('0.05');
    const { exitCode, stdout } = await close({}, '--ticker', 'ETH', '--yes');
    expect(exitCode).toBe(0);
    expect(stdout).toMatch(/^paradex\/main +ETH-USD-PERP +\+0\.05 +0$/m);
    expect(stdout).toMatch(/^paradex sold 0\.05 ETH at 2999\.9/m);
    expect(stdout).toMatch(/^FLAT: no position and no order in ETH on paradex \(local server\)$/m);
  });

  it(
    'where an order cannot be cancelled, nothing is closed, and the exit code says that something is left',
    patient,
    async () => {
      const venue = (await serve('backpack')).of('backpack');
      venue.hold('0.05');
      venue.rest('sell', '0.05');
      venue.server.faults.start({ kind: 'refuse', reason: 'not-trading' });
      venue.server.faults.start({ kind: 'rate-limit', retryAfterMs: 60_000, purposes: ['cancel'] });
      const { exitCode, stdout, stderr } = await close({}, '--ticker', 'ETH', '--yes');
      expect(exitCode).toBe(4);
      expect(stdout).toMatch(/^NOT FLAT in ETH: \+0\.05 ETH and 1 order on backpack; net delta \+0\.05$/m);
      expect(stderr).toMatch(/^evenkeel: backpack: too many requests/m);
    },
  );

  it.each<[string, Readonly<Record<string, string>>, readonly string[], RegExp]>([
    ['without a terminal to answer in', {}, ['--ticker', 'ETH'], /no terminal to answer in: add --yes/],
    ['without an asset', {}, ['--yes'], /required option '--ticker <coin>' not specified/],
    ['an unknown asset', {}, ['--ticker', 'ETHX', '--yes'], /ETHX.*ETH/],
    ['an unknown venue', {}, ['--ticker', 'ETH', '--venues', 'grvtt', '--yes'], /did you mean grvt\?/],
    [
      'a key that the venue does not know',
      { GRVT_API_KEY: 'YW5vdGhlcktleVRoYXRJc05vdEtub3du' },
      ['--ticker', 'ETH', '--yes'],
      /grvt refuses the login.*check GRVT_API_KEY/,
    ],
  ])('refuses %s in one line', patient, async (_name, lines, args, expected) => {
    await serve('grvt');
    const ended = await close(lines, ...args);
    expect(ended).toMatchObject({ exitCode: 2, stdout: '' });
    expect(ended.stderr.trim().split('\n')).toHaveLength(1);
    expect(ended.stderr).toMatch(expected);
  });
});
