// A close as it is started: who is asked, and what signals mean before and after.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { ServedVenues } from '../access/testing/served-venues.ts';
import { close } from './close.ts';

let served: ServedVenues;
let folder: string;
const { exitCode } = process;

beforeEach(async () => {
  served = await ServedVenues.start(['backpack']);
  folder = mkdtempSync(join(tmpdir(), 'evenkeel-close-'));
});

afterEach(async () => {
  rmSync(folder, { recursive: true });
  await served.close();
  process.exitCode = exitCode;
});

it('while it asks, a signal ends the process as it ends any other', async () => {
  served.of('backpack').hold('0.5');
  const envFile = join(folder, 'env');
  const lines = Object.entries(served.environment).map(([name, value]) => `${name}=${value}\n`);
  writeFileSync(envFile, lines.join(''), { mode: 0o600 });
  const listening = (): number => process.listenerCount('SIGTERM') + process.listenerCount('SIGINT');
  const before = listening();
  let whileAsked = -1;
  await close(
    { ticker: 'ETH', venues: 'backpack', envFile },
    {
      isInteractive: true,
      tell: () => undefined,
      ask: () => {
        whileAsked = listening();
        return Promise.resolve('no');
      },
    },
  );
  expect(whileAsked).toBe(before);
  expect(process.exitCode).toBe(2);
});
