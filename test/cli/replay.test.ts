// Replays: two recordings of any instrument, played to their end, flat at the end; raw or imported is all the same.
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { epochMs, RawFile, type Market } from '../../src/recorder/testing/raw-file.ts';
import { recordingPath } from '../../src/recorder/testing/recordings.ts';
import { evenkeel, inFolder, type Ended } from './evenkeel.ts';

type Json = Record<string, unknown>;

function flatRun(ended: Ended): Json {
  expect(ended.stderr).toBe('');
  expect(ended.exitCode).toBe(0);
  const report = JSON.parse(ended.stdout) as Json;
  expect(report).toMatchObject({ world: 'replay', outcome: 'flat', netDelta: '0', endReason: 'data-end' });
  return report;
}

/** Forty seconds of a market whose price swings by a few ticks, with a taker on either side every fifth of a second. */
function swinging(market: Market, symbol: string, spreadTicks: number): RawFile {
  const file = new RawFile(market, symbol);
  const price = (ticks: number): string => (5 + ticks / 1_000).toFixed(3);
  file.snapshot({ atMs: 0, id: 1, bids: [[price(0), '900']], asks: [[price(spreadTicks), '900']] });
  for (let step = 1; step <= 200; step += 1) {
    const atMs = step * 200;
    const bid = step % 7;
    const quantity = String(9_000 + 5 * step);
    const levels = { bid: [price(bid), quantity], ask: [price(bid + spreadTicks), quantity] } as const;
    const taker = step % 2 === 0 ? 'buys' : 'sells';
    file.trade({
      atMs,
      id: step,
      level: [price(taker === 'buys' ? bid + spreadTicks : bid), '20000'],
      taker,
    });
    const ids = [step + 1, step + 1] as const;
    file.depth({ atMs, ids, bids: [[price(bid - 20), quantity]], asks: [[price(bid + 20), quantity]] });
    file.touch({ atMs: atMs + 1, id: step + 1, ...levels });
  }
  return file;
}

describe('a replay of an instrument in whole coins and thousandths of a dollar', () => {
  it('reads market kind, tick and lot off the data, ends flat, and plays again from its journal alone', async () => {
    await inFolder((folder) => {
      writeFileSync(join(folder, 'perp'), gzipSync(swinging('USD-M', 'WIFUSDT', 1).text()));
      writeFileSync(join(folder, 'spot'), swinging('spot', 'WIFUSDT', 2).text());
      const files = ['--replay-primary', 'perp', '--replay-hedge', 'spot'];
      const report = flatRun(evenkeel(folder, 'run', ...files, '--size', '300', '--json'));
      expect(report['baseAsset']).toBe('WIF');
      expect(report['cycles']).toBeGreaterThan(0);
      const again = evenkeel(folder, 'replay', String(report['runDirectory']), '--json');
      expect(JSON.parse(again.stdout)).toMatchObject({ verdict: 'same', world: 'replay' });
      const refused = evenkeel(folder, 'run', ...files, '--size', '252', '--json');
      expect(refused.stderr).toMatch(/size 252 is no multiple of the lot 5 .*use 250 or 255/);
    });
  });

  it('trades under a cost cap: that funding is not in the recordings keeps nothing waiting', async () => {
    await inFolder((folder) => {
      writeFileSync(join(folder, 'perp'), swinging('USD-M', 'WIFUSDT', 1).text());
      writeFileSync(join(folder, 'spot'), swinging('spot', 'WIFUSDT', 2).text());
      const files = ['--replay-primary', 'perp', '--replay-hedge', 'spot', '--size', '300'];
      const cap = ['--max-cost-per-million', '1000000'];
      expect(flatRun(evenkeel(folder, 'run', ...files, ...cap, '--json'))['cycles']).toBeGreaterThan(0);
    });
  });

  it('is the same run from the imported recordings', async () => {
    await inFolder((folder) => {
      for (const [name, file] of [
        ['perp', swinging('USD-M', 'WIFUSDT', 1)],
        ['spot', swinging('spot', 'WIFUSDT', 2)],
      ] as const) {
        writeFileSync(join(folder, `${name}.raw`), file.text());
        const imported = evenkeel(folder, 'import', `${name}.raw`, `${name}.rec`);
        expect(imported).toMatchObject({ exitCode: 0, stderr: '' });
        expect(imported.stdout).toMatch(/tick 0.001/);
        expect(imported.stdout).toMatch(/lot 5\b/);
      }
      const run = (ending: string): Json => {
        const files = ['--replay-primary', `perp.${ending}`, '--replay-hedge', `spot.${ending}`];
        return flatRun(evenkeel(folder, 'run', ...files, '--size', '300', '--json'));
      };
      expect(run('rec')['eventLogHash']).toBe(run('raw')['eventLogHash']);
    });
  });

  it('is refused when the recordings share no time', async () => {
    await inFolder((folder) => {
      writeFileSync(join(folder, 'early'), swinging('USD-M', 'WIFUSDT', 1).text());
      const shift = (text: string): string => text.replaceAll(String(epochMs).slice(0, 7), '1723999');
      writeFileSync(join(folder, 'late'), shift(swinging('spot', 'WIFUSDT', 2).text()));
      const ended = evenkeel(
        folder,
        'run',
        '--replay-primary',
        'early',
        '--replay-hedge',
        'late',
        '--size',
        '300',
      );
      expect(ended).toMatchObject({ exitCode: 2, stdout: '' });
      expect(ended.stderr).toMatch(
        /the recordings share 0 s of time: the primary's is from \S+ \S+ to .* UTC, and the hedge's from .* UTC: use two that overlap/,
      );
    });
  });
});

describe('a replay of the real recordings', () => {
  it.for(['spot', 'COIN-M'] as const)(
    'USD-M against %s is played to its end, and ends flat',
    async (market, { skip }) => {
      const [primary, hedge] = [recordingPath('USD-M'), recordingPath(market)];
      if (primary === undefined || hedge === undefined) return skip('the recordings are not at hand');
      await inFolder((folder) => {
        const files = ['--replay-primary', primary, '--replay-hedge', hedge];
        const report = flatRun(evenkeel(folder, 'run', ...files, '--size', '0.01', '--json'));
        expect(report['cycles']).toBeGreaterThan(50);
        expect(Number(report['durationSeconds'])).toBeGreaterThan(340);
        expect(report).toMatchObject({ hedgeFailures: 0, recoveries: 0, alerts: [] });
      });
    },
  );
});
