// What runs on one account tell one another: each its own, all of it summed, and nothing that cannot be trusted taken for nothing.
import { readdirSync, readFileSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeEach, describe, expect, it } from 'vitest';
import { limits } from '../core/limits.ts';
import { quoteAmount } from '../core/money.ts';
import type { RunShare } from './run-share.ts';
import { SharedAccount } from './shared-account.ts';
import { temporaryDirectory } from './testing/temporary-directory.ts';

const dayUs = 86_400_000_000;
const today = 1_767_571_200_000_000;
const dollars = (amount: number) => quoteAmount(BigInt(amount) * 10n ** 18n);
const share: RunShare = {
  dayStartUs: today,
  asset: 'USDC',
  net: dollars(-3),
  traded: dollars(500),
  marginToCome: dollars(30),
  isLiving: true,
};
const nothing = { dayStartUs: today, net: 0n, traded: 0n, marginToCome: 0n, living: 0 };

let folder: string;
beforeEach(() => {
  folder = join(temporaryDirectory(), 'account');
});

function run(own: string): SharedAccount {
  const account = new SharedAccount({ folder, own, asset: 'USDC' });
  expect(account.makeFolder()).toBeUndefined();
  return account;
}

const at = (nowMs: number, dayStartUs = today) => ({ dayStartUs, nowMs });

describe('runs on one account', () => {
  it('hear the sum of all the others, and nothing of themselves', async () => {
    const [eth, sol, btc] = [run('ETH-1'), run('SOL-2'), run('BTC-3')];
    expect(await eth.look(at(0))).toEqual(nothing);
    for (const each of [eth, sol, btc]) expect(await each.publish(share)).toBeUndefined();
    expect(await eth.look(at(0))).toEqual({
      dayStartUs: today,
      net: dollars(-6),
      traded: dollars(1_000),
      marginToCome: dollars(60),
      living: 2,
    });
  });

  it('hear what was changed, and leave one file each, for its owner only', async () => {
    const [eth, sol] = [run('ETH-1'), run('SOL-2')];
    await sol.publish(share);
    await eth.look(at(0));
    await sol.publish({ ...share, net: dollars(-4) });
    expect(await eth.look(at(1_000))).toMatchObject({ net: dollars(-4) });
    expect(readdirSync(folder)).toEqual(['SOL-2.share']);
    expect(statSync(join(folder, 'SOL-2.share')).mode & 0o077).toBe(0);
  });

  it('that have nothing new to say are known to live, and count no more for margin and requests once they are silent', async () => {
    const [eth, sol] = [run('ETH-1'), run('SOL-2')];
    await sol.publish(share);
    await eth.look(at(0));
    expect(await eth.look(at(limits.otherRunSilenceMsMax))).toMatchObject({ living: 1 });
    const silent = { living: 0, marginToCome: 0n, net: dollars(-3), traded: dollars(500) };
    expect(await eth.look(at(limits.otherRunSilenceMsMax + 1))).toMatchObject(silent);
    utimesSync(join(folder, 'SOL-2.share'), 1, 1);
    expect(await eth.look(at(limits.otherRunSilenceMsMax + 2))).toMatchObject({ living: 1 });
    const text = readFileSync(join(folder, 'SOL-2.share'), 'utf8');
    await sol.publish(share);
    expect(readFileSync(join(folder, 'SOL-2.share'), 'utf8')).toBe(text);
    expect(statSync(join(folder, 'SOL-2.share')).mtimeMs).toBeGreaterThan(1_000);
  });

  it('that are over ask for nothing from then on, and have lost what they have lost', async () => {
    const [eth, sol] = [run('ETH-1'), run('SOL-2')];
    await sol.publish({ ...share, isLiving: false });
    expect(await eth.look(at(0))).toMatchObject({ living: 0, marginToCome: 0n, net: dollars(-3) });
  });

  it('that never come about leave nothing behind', async () => {
    const [eth, sol] = [run('ETH-1'), run('SOL-2')];
    await sol.publish(share);
    await eth.look(at(0));
    await sol.withdraw();
    await sol.withdraw();
    expect(await eth.look(at(0))).toEqual(nothing);
  });

  it('begin the day anew at 00:00 UTC, whoever gets there first', async () => {
    const [eth, sol] = [run('ETH-1'), run('SOL-2')];
    await sol.publish(share);
    expect(await eth.look(at(0, today + dayUs))).toMatchObject({ net: 0n, traded: 0n, living: 1 });
    expect(await eth.look(at(0, today - dayUs))).toMatchObject({ net: dollars(-3) });
  });

  it('are forgotten when their day is long over and they live no more', async () => {
    const [eth, sol, btc] = [run('ETH-1'), run('SOL-2'), run('BTC-3')];
    await sol.publish({ ...share, isLiving: false });
    await btc.publish(share);
    await eth.look(at(0, today + dayUs));
    expect(readdirSync(folder)).toHaveLength(2);
    await eth.look(at(0, today + 2 * dayUs));
    expect(readdirSync(folder)).toEqual(['BTC-3.share']);
  });

  it('a damaged file is a failure, and so is one that counts in another asset', async () => {
    const [eth, sol] = [run('ETH-1'), run('SOL-2')];
    await sol.publish({ ...share, asset: 'USDT' });
    expect(await eth.look(at(0))).toMatchObject({ code: 'share-in-another-asset' });
    await sol.publish(share);
    const path = join(folder, 'SOL-2.share');
    writeFileSync(path, readFileSync(path, 'utf8').replace('-3', '-2'));
    expect(await eth.look(at(0))).toMatchObject({ code: 'share-corrupt' });
    writeFileSync(path, '');
    expect(await eth.look(at(0))).toMatchObject({ code: 'share-corrupt' });
  });

  it('say where nothing can be kept or read', async () => {
    writeFileSync(folder, '');
    const account = new SharedAccount({ folder, own: 'ETH-1', asset: 'USDC' });
    expect(account.makeFolder()).toBeUndefined();
    expect(await account.look(at(0))).toMatchObject({ code: 'share-unreadable' });
    expect(await account.publish(share)).toMatchObject({ code: 'share-unwritable' });
    const nowhere = new SharedAccount({ folder: '/dev/null/x', own: 'ETH-1', asset: 'USDC' });
    expect(nowhere.makeFolder()).toMatchObject({ code: 'share-unwritable' });
  });
});
