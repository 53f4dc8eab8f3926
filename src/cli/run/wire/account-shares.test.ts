// How a run over the wire shares limits with others on its accounts: what it tells, what its engine hears of them, and what it does where
// the folder cannot be trusted.
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { OtherRunsEvent } from '../../../core/events.ts';
import { defineInstrument } from '../../../core/instrument.ts';
import { quoteAmount, ticks } from '../../../core/money.ts';
import { testInstrument, testPair } from '../../../core/testing/test-pair.ts';
import { ScriptedPair } from '../../../engine/testing/scripted-pair.ts';
import type { PairState } from '../../../execution/pair-state.ts';
import { parseShare, type RunShare } from '../../../journal/run-share.ts';
import { SharedAccount } from '../../../journal/shared-account.ts';
import { temporaryDirectory } from '../../../journal/testing/temporary-directory.ts';
import { utcDayStartUs } from '../../../ledger/utc-day.ts';
import { AccountShares } from './account-shares.ts';

const nowUs = 1_800_000_000_000_000;
const dollars = (amount: number) => quoteAmount(BigInt(amount) * 10n ** 18n);
const ethPair = testPair({
  primary: testInstrument('alpha', '0.001'),
  hedge: testInstrument('beta', '0.001'),
});
const touch = { bid: ticks(299_999), ask: ticks(300_001) };

/** Its time stands still until it is let on, and what is due is waited for. */
class HandClock {
  #nowUs = nowUs;
  readonly #due: (() => void)[] = [];
  readonly #armed: (() => void)[] = [];

  nowUs(): number {
    return this.#nowUs;
  }

  wakeAt(_atUs: number, wake: () => void): void {
    this.#due.push(wake);
    for (const armed of this.#armed.splice(0)) armed();
  }

  /** Until the next look is over. */
  async pass(milliseconds: number): Promise<void> {
    if (this.#due.length === 0) await this.#isArmed();
    this.#nowUs += milliseconds * 1_000;
    for (const wake of this.#due.splice(0)) wake();
    await this.#isArmed();
  }

  #isArmed(): Promise<void> {
    return new Promise<void>((resolve) => {
      this.#armed.push(resolve);
    });
  }
}

let base: string;
let clock: HandClock;
let failures: string[];
let opened: AccountShares[];
beforeEach(() => {
  base = temporaryDirectory();
  clock = new HandClock();
  failures = [];
  opened = [];
});
afterEach(async () => {
  for (const shares of opened) await shares.close();
});

const folderOf = (leg: 'primary' | 'hedge'): string => join(base, leg);

async function open(name = 'ETH-1', config = ethPair): Promise<AccountShares | string> {
  const shares = await AccountShares.open({
    config,
    prices: { primary: touch, hedge: touch },
    clock,
    folders: { primary: folderOf('primary'), hedge: folderOf('hedge') },
    name,
    revived: undefined,
  });
  if (!shares.ok) return shares.code;
  opened.push(shares.value);
  return shares.value;
}

async function shared(name?: string): Promise<AccountShares> {
  const shares = await open(name);
  if (typeof shares === 'string') throw new Error(shares);
  return shares;
}

const begin = (shares: AccountShares, pair: PairState, events: OtherRunsEvent[] = []): void =>
  shares.begin(pair, {
    onOthers: (event) => events.push(event),
    onFailure: ({ code }) => failures.push(code),
  });

const told = (leg: 'primary' | 'hedge', name = 'ETH-1'): RunShare | undefined =>
  parseShare(readFileSync(join(folderOf(leg), `${name}.share`), 'utf8'));

/** Another run on the hedge's account. */
async function another(net: number): Promise<void> {
  const account = new SharedAccount({ folder: folderOf('hedge'), own: 'SOL-2', asset: 'USD' });
  account.makeFolder();
  await account.publish({
    dayStartUs: utcDayStartUs(nowUs),
    asset: 'USD',
    net: dollars(net),
    traded: dollars(700),
    marginToCome: dollars(9),
    isLiving: true,
  });
}

describe('a run over the wire', () => {
  it('asks for the margin of its size before it has begun, on both accounts', async () => {
    await shared();
    for (const leg of ['primary', 'hedge'] as const)
      expect(told(leg)).toMatchObject({ net: 0n, traded: 0n, marginToCome: dollars(30), isLiving: true });
  });

  it('tells what it has come to, net as a whole and traded by account, and says when it is over', async () => {
    const shares = await shared();
    const pair = new ScriptedPair();
    pair.start();
    pair.completeCycle();
    begin(shares, pair.pair);
    await clock.pass(1_000);
    for (const leg of ['primary', 'hedge'] as const) {
      expect(told(leg)).toMatchObject({
        net: pair.pair.dailyNet(),
        dayStartUs: utcDayStartUs(nowUs),
        isLiving: true,
      });
      expect(told(leg)?.traded).toBe(
        pair.pair.ledger.account(pair.leg(leg).instrument.key).dailyNotional.on(nowUs),
      );
    }
    await shares.close();
    expect(told('hedge')).toMatchObject({ net: pair.pair.dailyNet(), isLiving: false });
  });

  it('goes on asking for margin that it has taken, until every venue’s figures have it', async () => {
    const shares = await shared();
    const pair = new ScriptedPair();
    pair.start();
    pair.completeCycle();
    begin(shares, pair.pair);
    await clock.pass(1_000);
    expect(told('primary')?.marginToCome).toBe(dollars(30));
    for (let looks = 0; looks < 15; looks += 1) await clock.pass(1_000);
    expect(told('primary')?.marginToCome).toBe(0n);
  });

  it('has its engine told at once of what is known, of everything new, and of the same again now and then', async () => {
    await another(-3);
    const shares = await shared();
    expect(shares.notes()).toEqual([
      'other runs on beta/main today: net -3 USD, traded 700 USD; 1 other trading now',
    ]);
    const events: OtherRunsEvent[] = [];
    begin(shares, new ScriptedPair().pair, events);
    const net = (): (readonly [string, bigint])[] =>
      events.splice(0).map((each) => [each.instrument, each.net] as const);
    const { primary, hedge } = ethPair;
    expect(net()).toEqual([
      [primary.key, 0n],
      [hedge.key, dollars(-3)],
    ]);
    await another(-4);
    await clock.pass(1_000);
    expect(net()).toEqual([[hedge.key, dollars(-4)]]);
    await clock.pass(1_000);
    expect(net()).toEqual([]);
    await clock.pass(1_000);
    expect(net().map(([instrument]) => instrument)).toEqual([primary.key]);
    await clock.pass(1_000);
    expect(net().map(([instrument]) => instrument)).toEqual([hedge.key]);
  });

  it('is refused where another run’s file is damaged, and leaves nothing there that it has not begun', async () => {
    await another(-3);
    writeFileSync(join(folderOf('hedge'), 'SOL-2.share'), 'nonsense');
    expect(await open()).toBe('share-corrupt');
    rmSync(join(folderOf('hedge'), 'SOL-2.share'));
    await (await shared()).close();
    expect(readdirSync(folderOf('primary'))).toEqual([]);
  });

  it('is not told what cannot be read while it runs, and says so once', async () => {
    const shares = await shared();
    const events: OtherRunsEvent[] = [];
    begin(shares, new ScriptedPair().pair, events);
    mkdirSync(join(folderOf('hedge'), 'DOGE-3.share'));
    events.length = 0;
    for (let looks = 0; looks < 4; looks += 1) await clock.pass(1_000);
    expect(failures).toEqual(['share-unreadable']);
    expect(new Set(events.map(({ instrument }) => instrument))).toEqual(new Set([ethPair.primary.key]));
  });

  it('tells each account in its own asset, converted at the rate that is stated', async () => {
    const hedge = defineInstrument({ ...testInstrument('beta', '0.001'), quote: 'USDT' });
    const conversions = [
      { asset: 'USD', reportingAsset: 'USD', rateUnits: 10n ** 18n, assumed: false },
      { asset: 'USDT', reportingAsset: 'USD', rateUnits: 2n * 10n ** 18n, assumed: false },
    ];
    const config = testPair({ ...ethPair, hedge, conversions });
    const shares = await open('ETH-1', config);
    if (typeof shares === 'string') throw new Error(shares);
    const pair = new ScriptedPair({ hedge, config: { conversions } });
    pair.start();
    pair.completeCycle();
    begin(shares, pair.pair);
    await clock.pass(1_000);
    const net = pair.pair.dailyNet() ?? quoteAmount(0n);
    expect(net).not.toBe(0n);
    expect([told('primary')?.net, told('hedge')?.net]).toEqual([net, net / 2n]);
  });
});
