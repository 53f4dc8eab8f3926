// `evenkeel venues serve`: which servers it starts, and that all start or none.
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { VenueAdapter } from '../../venues/adapter.ts';
import { serveExample } from '../../venues/local/testing/example-venue.ts';
import type { LocalVenueServer } from '../../venues/local/local-venue-server.ts';
import type { VenueRegistry } from '../../venues/registry.ts';
import { SystemClock } from '../../venues/wire/system-clock.ts';
import { environmentLines, planServe, type ServeFlags, type ServePlan } from './plan-serve.ts';
import { startServers, stopServers } from './start-servers.ts';

const adapterOf = (serve: VenueAdapter['serve']) => (): Promise<VenueAdapter> =>
  Promise.resolve({ serve } as VenueAdapter);
const registry: VenueRegistry = { example: adapterOf(serveExample), other: adapterOf(serveExample) };
const usual: ServeFlags = { seed: '1', tickers: 'ETH' };

function planOf(flags: Partial<ServeFlags> = {}): ServePlan {
  const plan = planServe({ ...usual, ...flags }, registry);
  if (!plan.ok) throw new Error(plan.message);
  return plan.value;
}

describe('the plan', () => {
  it('all venues, at any port, on markets that move by themselves', () => {
    expect(planOf()).toEqual({
      venues: ['example', 'other'],
      portFrom: 0,
      seed: 1,
      tickers: ['ETH'],
      market: 'synthetic',
    });
  });

  it('some, in their order, from a port on', () => {
    const plan = planOf({
      venues: 'other, Example',
      portFrom: '4101',
      seed: '7',
      tickers: 'sol,BTC',
      manual: true,
    });
    expect(plan).toEqual({
      venues: ['other', 'example'],
      portFrom: 4_101,
      seed: 7,
      tickers: ['SOL', 'BTC'],
      market: 'manual',
    });
  });

  it.each<[string, Partial<ServeFlags>, RegExp]>([
    ['a venue that is not there', { venues: 'exampel' }, /no venue "exampel": did you mean example/],
    ['a venue twice', { venues: 'other,other' }, /other twice/],
    ['a coin that has no synthetic market', { tickers: 'DOGE' }, /no ticker "DOGE": there are ETH, BTC, SOL/],
    ['a port that is none', { portFrom: 'x' }, /--port-from is "x"/],
    ['a port from which the last venue has none', { portFrom: '65535' }, /--port-from/],
    ['a seed that is none', { seed: '1.5' }, /--seed is "1.5"/],
  ])('refuses %s', (_name, flags, expected) => {
    const plan = planServe({ ...usual, ...flags }, registry);
    expect(plan.ok ? '' : `${plan.message}: ${plan.remedy}`).toMatch(expected);
  });
});

describe('the servers', () => {
  let clock: SystemClock;
  let servers: readonly LocalVenueServer[];

  beforeEach(() => {
    clock = new SystemClock();
    servers = [];
  });

  afterEach(async () => {
    await stopServers(servers);
    clock.stop();
  });

  async function start(plan: ServePlan): Promise<readonly LocalVenueServer[]> {
    const started = await startServers(plan, registry, clock);
    if (!started.ok) throw new Error(started.message);
    return started.value;
  }

  it('each answers at its origin, which is told with the keys that it accepts', async () => {
    servers = await start(planOf());
    for (const { origin } of servers) expect((await fetch(`${origin}/position`)).status).toBe(200);
    const [first, second] = servers;
    expect(environmentLines(servers)).toBe(
      [first, second]
        .map(
          (server) =>
            `# example on this machine\nEXAMPLE_LOCAL_ORIGIN=${server?.origin}\nEXAMPLE_ACCOUNT=ann\n`,
        )
        .join(''),
    );
  });

  it('when one cannot have its port, none stays', async () => {
    servers = await start(planOf({ venues: 'example' }));
    const port = Number(new URL(servers[0]?.origin ?? '').port);
    let first = '';
    const unlucky: VenueRegistry = {
      example: adapterOf(async (options) => {
        const server = await serveExample(options);
        first = server.origin;
        return server;
      }),
      other: adapterOf((options) => serveExample({ ...options, port })),
    };
    const refused = await startServers(planOf(), unlucky, clock);
    expect(refused.ok ? undefined : refused.message).toMatch(
      /port .* for other cannot be had \(EADDRINUSE\)/,
    );
    await expect(fetch(`${first}/position`)).rejects.toThrow(/fetch failed/);
  });
});
