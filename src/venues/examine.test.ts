// A check-up of every venue over the wire: what its account and key are, and that both streams answer.
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { limits } from '../core/limits.ts';
import type { AccountFacts, Examination } from './examination.ts';
import type { FaultKind } from './local/fault.ts';
import { venueRegistry } from './registry.ts';
import { openWireHarness, type WireHarness } from './testing/wire-harness.ts';

const usual: Readonly<Record<string, AccountFacts>> = {
  backpack: {
    mayTrade: undefined,
    mayWithdraw: undefined,
    isLiquidating: false,
    leverage: '10',
    marginMode: 'cross',
    positionMode: 'one-way',
    makerFee: 20_000n,
    takerFee: 50_000n,
  } as AccountFacts,
  grvt: {
    mayTrade: undefined,
    mayWithdraw: undefined,
    isLiquidating: undefined,
    leverage: '10',
    marginMode: 'cross',
    positionMode: 'one-way',
    makerFee: undefined,
    takerFee: undefined,
  },
  paradex: {
    mayTrade: true,
    mayWithdraw: false,
    isLiquidating: false,
    leverage: '10',
    marginMode: 'cross',
    positionMode: 'one-way',
    makerFee: 3_000n,
    takerFee: 20_000n,
  } as AccountFacts,
};

describe.each(Object.entries(venueRegistry))('%s, examined', (name, load) => {
  let harness: WireHarness;

  beforeEach(async () => {
    harness = await openWireHarness(await load(), { price: 300_000, unit: 100 });
  });

  afterEach(() => harness.close());

  async function examine(): Promise<Examination> {
    const examined = await harness.opened.examine(harness.instrument);
    if (!examined.ok) throw new Error(examined.message);
    return examined.value;
  }

  it('says what it knows of the account, and no more; both streams answer every ping', async () => {
    const { account, publicStreamUs, privateStreamUs } = await examine();
    expect(account).toEqual(usual[name]);
    for (const roundTripsUs of [publicStreamUs, privateStreamUs]) {
      expect(roundTripsUs).toHaveLength(limits.roundTripSamples);
      expect(roundTripsUs.every((each) => each > 0)).toBe(true);
    }
  });

  it.each<[FaultKind, Partial<AccountFacts>, readonly string[]]>([
    ['isolated-margin', { marginMode: 'isolated' }, ['grvt', 'paradex']],
    ['broad-key', { mayWithdraw: true }, ['paradex']],
    ['liquidating', { isLiquidating: true }, ['backpack', 'paradex']],
  ])('%s: told where the venue has it', async (kind, difference, where) => {
    harness.server.faults.start({ kind } as Parameters<typeof harness.server.faults.start>[0]);
    const { account } = await examine();
    expect(account).toEqual({ ...usual[name], ...(where.includes(name) ? difference : {}) });
  });

  it('an account that cannot be asked for is a failure, and nothing that is unknown', async () => {
    harness.server.faults.start({ kind: 'maintenance', purposes: ['query'] });
    const examined = await harness.opened.examine(harness.instrument);
    expect(examined).toMatchObject({ ok: false, message: expect.stringMatching(/maintenance|deactivating/) });
  });

  it('without keys there is no account and no private stream', async () => {
    const adapter = await load();
    const opened = await adapter.open({ ...harness.options, credentials: undefined });
    if (!opened.ok) throw new Error(opened.message);
    const instrument = await opened.value.instrumentOf('ETH');
    if (!instrument.ok) throw new Error(instrument.message);
    await opened.value.follow(instrument.value);
    const examined = await opened.value.examine(instrument.value);
    expect(examined).toMatchObject({ ok: true, value: { account: undefined, privateStreamUs: [] } });
    await opened.value.close();
  });

  it('a venue that logs nobody in is unavailable, and blames no key', async () => {
    harness.server.faults.start({ kind: 'maintenance', purposes: ['session', 'query'] });
    const opened = await (await load()).open(harness.options);
    expect(opened).toMatchObject({ ok: false, code: 'venue-unavailable' });
  });
});
