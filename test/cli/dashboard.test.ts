// The dashboard as its users meet it: real processes, and the page as a browser shows it.
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { RunStatus } from '../../src/status/run-status.ts';
import { inChromium, noChromium } from '../chromium.ts';
import { evenkeel, inFolder, program } from './evenkeel.ts';

const folder = mkdtempSync(join(tmpdir(), 'evenkeel-dashboard-'));
const token = 'a-token-of-some-length';
const children: ChildProcess[] = [];

/** A command that goes on. Resolves with the first of its lines that is like this one. */
async function start(
  args: readonly string[],
  like: RegExp,
  environment = {},
): Promise<[ChildProcess, string]> {
  const child = spawn(process.execPath, [program, ...args], {
    cwd: folder,
    env: { PATH: process.env['PATH'], ...environment },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  children.push(child);
  for await (const line of createInterface({ input: child.stdout }))
    if (like.test(line)) return [child, line];
  throw new Error(`${args.join(' ')} ended before it said so`);
}

const addressIn = (line: string): string => /http:\S+/.exec(line)?.[0] ?? '';
/** It trades for as long as the test looks on. */
const endless = ['run', '--iter', '100000', '--size', '0.1', '--hold', '3', '--max-daily-loss', '100000'];

afterAll(() => {
  for (const child of children) child.kill('SIGKILL');
  rmSync(folder, { recursive: true, force: true });
});

describe('evenkeel dashboard', () => {
  it.each([
    [['--port', 'eighty'], '--port eighty is no port'],
    [['--host', '0.0.0.0'], '--host 0.0.0.0 can be reached from elsewhere, and there is no token'],
    [['--host', '203.0.113.9', '--control'], 'cannot listen on 203.0.113.9'],
  ])('refuses %j in one line', async (args, said) => {
    await inFolder((empty) => {
      const { exitCode, stdout, stderr } = evenkeel(empty, 'dashboard', ...args);
      expect([exitCode, stdout]).toEqual([2, '']);
      expect(stderr).toContain(said);
      expect(stderr).toMatch(/^[^\n]+\n$/);
    });
  });

  it('begins nothing beside a run that would be over before anybody looks', async () => {
    await inFolder((empty) => {
      const { exitCode, stderr } = evenkeel(empty, 'run', '--iter', '1', '--speed', 'max', '--dashboard');
      expect([exitCode, stderr]).toEqual([
        2,
        'evenkeel: --dashboard shows runs that have a pace: leave --speed max out\n',
      ]);
    });
  });
});

describe.skipIf(noChromium !== undefined)(`its page in Chromium ${noChromium ?? ''}`, () => {
  let address: string;

  beforeAll(async () => {
    // One says where its dashboard is, and its companion shows both.
    await start([...endless, '--seed', '1'], /round trips/);
    const environment = { EVENKEEL_DASHBOARD_TOKEN: token };
    const [, line] = await start(['dashboard', '--port', '0'], /^The runs in/, environment);
    address = addressIn(line);
  }, 60_000);

  const json = async (): Promise<RunStatus> => {
    const response = await fetch(`${address}status.json`);
    const { runs } = (await response.json()) as { runs: { status: RunStatus; isOpen: boolean }[] };
    const run = runs.find(({ isOpen }) => isOpen);
    if (run === undefined) throw new Error('no run goes on');
    return run.status;
  };

  it.each([
    [390, 'light'],
    [390, 'dark'],
    [1_440, 'light'],
    [1_440, 'dark'],
  ] as const)(
    'fits a window of %d in %s, with the verdict in words, and complains of nothing',
    async (width, scheme) => {
      await inChromium(address, { width, scheme }, async (page, complaints) => {
        await page.waitForSelector('.headline');
        await page.waitForSelector('figure svg');
        const [needed = 0, has = 0] = await page.evaluate<number[]>(
          '[document.documentElement.scrollWidth, document.documentElement.clientWidth]',
        );
        expect(needed).toBeLessThanOrEqual(has);
        expect(await page.locator('.headline strong').first().innerText()).toMatch(
          /^(FLAT|BALANCED|HEDGING)$/,
        );
        expect(await page.title()).toMatch(/^(FLAT|BALANCED|HEDGING) · ETH sim-a\/sim-b · evenkeel$/);
        expect(await page.locator('button:visible').allInnerTexts()).toEqual(['Unlock controls']);
        expect(complaints).toEqual([]);
      });
    },
  );

  it('has the figures of its JSON', async () => {
    await inChromium(address, { width: 1_440 }, async (page) => {
      await page.waitForSelector('[data-name="money.netPnlQuote"]');
      const shown = async (name: string): Promise<string | null> =>
        page.locator(`data[data-name="${name}"]`).first().getAttribute('value');
      // A run that goes on may have new ones between two looks: then both are taken again.
      for (;;) {
        const before = await json();
        const figures = await Promise.all(
          ['netPnlQuote', 'grossPnlQuote', 'costPerMillionQuote', 'volumeQuote'].map((name) =>
            shown(`money.${name}`),
          ),
        );
        const positions = await Promise.all([0, 1].map((leg) => shown(`legs.${leg}.positionBase`)));
        const { money, legs } = await json();
        if (JSON.stringify(before.money) !== JSON.stringify(money)) continue;
        const told = [money.netPnlQuote, money.grossPnlQuote, money.costPerMillionQuote, money.volumeQuote];
        if (
          figures.join() !== told.join() ||
          positions.join() !== legs.map(({ positionBase }) => positionBase).join()
        )
          continue;
        expect(figures).toEqual(told);
        return;
      }
    });
  });

  it('refuses to act without the token, and acts with it, when that was confirmed: the halt is on the page', async () => {
    await inChromium(address, { width: 390 }, async (page) => {
      await page.waitForSelector('.headline');
      const { identity } = await json();
      const refused = await page.evaluate(
        async (run) =>
          (await fetch('/control', { method: 'POST', body: JSON.stringify({ run, action: 'halt' }) })).status,
        identity.name,
      );
      expect(refused).toBe(401);
      await page.getByRole('button', { name: 'Unlock controls' }).click();
      await page.getByLabel('Token').fill(token);
      await page.getByRole('button', { name: 'Unlock', exact: true }).click();
      await page.getByRole('button', { name: 'Halt' }).click();
      await expect(page.getByRole('dialog').innerText()).resolves.toMatch(
        /Halt ETH sim-a\/sim-b\?\s+Nothing that enlarges/,
      );
      await page.getByRole('dialog').getByRole('button', { name: 'Cancel' }).click();
      await expect(json()).resolves.toMatchObject({ verdict: { haltCode: null } });
      await page.getByRole('button', { name: 'Halt' }).click();
      await page.getByRole('dialog').getByRole('button', { name: 'Halt' }).click();
      await page.locator('#runs').getByText('HALTED').first().waitFor();
    });
  });

  it('does not look well any more when its dashboard is gone', async () => {
    const [child, line] = await start(['dashboard', '--port', '0'], /^The runs in/);
    await inChromium(addressIn(line), { width: 390 }, async (page) => {
      await page.waitForSelector('body[data-state="live"]');
      child.kill('SIGKILL');
      await once(child, 'exit');
      await page.waitForSelector('body[data-state="lost"]');
      expect(await page.getByRole('alert').innerText()).toMatch(
        /What stands here is \d+ s old: look at both venues\./,
      );
    });
  });
});

describe('run --dashboard', () => {
  it('says where its page is, shares it with other runs of the folder, and both end with their runs', async () => {
    const [run, line] = await start([...endless, '--dashboard'], /^(?:.*)Dashboard: http/);
    const response = await fetch(`${addressIn(line)}status.json`);
    expect(await response.json()).toMatchObject({ runsDir: join(folder, 'runs') });
    run.kill('SIGKILL');
    await once(run, 'exit');
    for (;;) {
      try {
        await fetch(addressIn(line));
      } catch {
        break;
      }
    }
  });
});
