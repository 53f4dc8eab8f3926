// A run over the wire before its first order: planned on whatever place the environment names, and what is refused there, in one line.
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { hasLiveOrders } from '../../../execution/pair-state.ts';
import { backpack } from '../../../venues/backpack/adapter.ts';
import { grvt } from '../../../venues/grvt/adapter.ts';
import type { VenueRegistry } from '../../../venues/registry.ts';
import { ServedVenues } from '../../access/testing/served-venues.ts';
import type { Environment } from '../../access/variables.ts';
import { layersOf, type TextsByName } from '../../settings/from-flags.ts';
import { usageLine } from '../../usage-line.ts';
import type { RunPorts } from '../pair-run.ts';
import type { WirePlan } from '../run-plan.ts';
import { planWire, type WireOptions } from './plan-wire.ts';

const choice = { kind: 'venues', primary: 'backpack', hedge: 'grvt', ticker: 'ETH' } as const;
let served: ServedVenues;
const plans: WirePlan[] = [];

beforeEach(async () => {
  served = await ServedVenues.start(['backpack', 'grvt']);
});

afterEach(async () => {
  for (const { discard } of plans.splice(0)) await discard();
  await served.close();
});

async function plan(
  environment: Environment,
  options: Partial<WireOptions> = {},
  texts: TextsByName = {},
): Promise<WirePlan | string> {
  const layers = layersOf({ size: '0.1', ...texts });
  if (!layers.ok) throw new Error(layers.message);
  const planned = await planWire({ layers: layers.value, environment }, choice, {
    isLocal: false,
    ...options,
  });
  if (!planned.ok) return usageLine(planned);
  plans.push(planned.value);
  return planned.value;
}

const without = (environment: Environment, ...names: string[]): Environment =>
  Object.fromEntries(Object.entries(environment).filter(([name]) => !names.includes(name)));

/** Nobody listens to what the run tells. */
const unheard: RunPorts = {
  journal: { announce: () => true, append: () => undefined },
  onFills: () => undefined,
  onFunding: () => undefined,
  onHedges: () => undefined,
  onAlert: () => undefined,
  prepare: () => undefined,
};

/** Venues that are never reached: opening one is told. */
function unreached(): { registry: VenueRegistry; opened: string[] } {
  const opened: string[] = [];
  const open = (name: string) => () => {
    opened.push(name);
    return Promise.reject(new Error(`${name} is not to be reached`));
  };
  return {
    opened,
    registry: {
      backpack: () => Promise.resolve({ ...backpack, open: open('backpack') }),
      grvt: () => Promise.resolve({ ...grvt, open: open('grvt') }),
    },
  };
}

describe('a run over the wire', () => {
  it('that leaves an order of whomever in the instrument is not called flat', async () => {
    const planned = await plan(served.environment);
    if (typeof planned === 'string') throw new Error(planned);
    const run = planned.open(unheard);
    run.operate('stop', 'enough');
    served.of('grvt').rest('sell', '0.05');
    await run.play({ onPriced: () => undefined, onLookUp: () => undefined });
    expect(run.finish).toMatchObject({ reason: 'enough', outcome: 'exposure-left' });
    expect(run.remarks()).toEqual([
      'backpack itself confirms 0 fills, position 0, fees 0 USDC',
      'grvt itself confirms 0 fills, position 0, fees 0 USDT',
      'grvt still has 1 open order in ETH_USDT_Perp: cancel what is there with `evenkeel close` or by hand',
    ]);
  });

  it('that is left at once asks nobody anything', async () => {
    const planned = await plan(served.environment);
    if (typeof planned === 'string') throw new Error(planned);
    const run = planned.open(unheard);
    run.leave('interrupted');
    await run.play({ onPriced: () => undefined, onLookUp: () => undefined });
    expect([run.finish?.outcome, run.remarks()]).toEqual(['flat', []]);
  });

  it('that is left after its first order is not called flat, because no venue has said so', async () => {
    const planned = await plan(served.environment, {}, { minEdgeBps: '1000' });
    if (typeof planned === 'string') throw new Error(planned);
    const run = planned.open(unheard);
    // It shows that both venues trade, and then waits for what never comes.
    const isIdle = (): boolean => run.pair.ordersSent >= 2 && !hasLiveOrders(run.pair);
    await run.play({ onPriced: () => undefined, onLookUp: () => isIdle() && run.leave('interrupted') });
    expect(run.pair.legs.map(({ position }) => position)).toEqual([0, 0]);
    expect(run.finish?.outcome).toBe('exposure-left');
  });
});

describe('a plan over the wire', () => {
  it('is made on the servers of another process as on servers of its own, and knows that nothing there is real', async () => {
    for (const planned of [await plan(served.environment), await plan({}, { isLocal: true })]) {
      expect(planned).toMatchObject({
        world: 'local',
        pair: { stakes: 'local', prices: { primary: { bid: expect.any(Number) } } },
        notes: ['local servers of backpack and grvt on this machine: nothing real is traded'],
      });
    }
  });

  it.each([
    [
      'GRVT_ENVIRONMENT',
      'testnet',
      /backpack is on its mainnet \(prod\), and grvt is on a test network \(testnet\)/,
    ],
    ['GRVT_LOCAL_ORIGIN', 'http://127.0.0.1:4101', /backpack is on its mainnet.*and grvt is a local server/],
  ])(
    'with %s=%s beside a mainnet it is refused, and nothing is sent anywhere',
    async (name, value, expected) => {
      const { registry, opened } = unreached();
      const elsewhere = without(served.environment, 'BACKPACK_LOCAL_ORIGIN', 'GRVT_LOCAL_ORIGIN');
      expect(await plan({ ...elsewhere, [name]: value }, { registry })).toMatch(expected);
      expect(opened).toEqual([]);
    },
  );

  it('of two mainnets both are opened', async () => {
    const { registry, opened } = unreached();
    const elsewhere = without(served.environment, 'BACKPACK_LOCAL_ORIGIN', 'GRVT_LOCAL_ORIGIN');
    await expect(plan({ ...elsewhere, GRVT_ENVIRONMENT: 'prod' }, { registry })).rejects.toThrow(
      'backpack is not to be reached',
    );
    expect(opened).toEqual(['backpack', 'grvt']);
  });

  it('is refused where an account holds a position that no run of ours explains', async () => {
    served.of('grvt').hold('-0.05');
    expect(await plan(served.environment)).toBe(
      'evenkeel: the account already holds -0.05 ETH in ETH_USDT_Perp on grvt: ' +
        'close it with `evenkeel close` or by hand on grvt, or trade on another account\n',
    );
  });

  it('is refused where an order is open that this run did not place', async () => {
    served.of('backpack').rest('buy', '0.05');
    expect(await plan(served.environment)).toMatch(
      /already has 1 open order in ETH_USDC_PERP on backpack: cancel/,
    );
  });

  it.each([
    ['BACKPACK_SECRET_KEY', Buffer.alloc(32, 3).toString('base64'), /BACKPACK_SECRET_KEY does not belong/],
    ['GRVT_API_KEY', 'not-the-key-of-anything', /grvt/],
    ['GRVT_PRIVATE_KEY', '', /GRVT_PRIVATE_KEY is not set/],
  ])('with a wrong %s it is one line, which does not show it', async (name, value, expected) => {
    const line = await plan({ ...served.environment, [name]: value });
    expect(line).toMatch(expected);
    expect(line).toMatch(/^evenkeel: [^\n]*\n$/);
    for (const secret of [value, ...Object.values(served.environment)].filter((text) => text.length > 20))
      expect(line).not.toContain(secret);
  });

  it('is refused while another run works on either leg, and made when that is over', async () => {
    const first = await plan(served.environment);
    if (typeof first === 'string') throw new Error(first);
    expect(await plan(served.environment)).toBe(
      `evenkeel: process ${process.pid} is trading ETH on backpack with this account: ` +
        'stop it first, or trade on another account\n',
    );
    await first.discard();
    plans.length = 0;
    expect(await plan(served.environment)).toMatchObject({ world: 'local' });
  });

  it('that is refused leaves the pair to others', async () => {
    served.of('grvt').hold('-0.05');
    expect(await plan(served.environment)).toMatch(/already holds/);
    served.of('grvt').hold('0.05');
    expect(await plan(served.environment)).toMatchObject({ world: 'local' });
  });

  it('is refused where nobody can be kept away from the pair', async () => {
    const environment = { ...served.environment, XDG_STATE_HOME: '/dev/null' };
    expect(await plan(environment)).toMatch(/cannot keep a second run away.*\(ENOTDIR\)/);
  });

  it('is refused where both legs are the same', async () => {
    const layers = layersOf({});
    if (!layers.ok) throw new Error(layers.message);
    const twice = { ...choice, hedge: 'backpack' };
    expect(
      await planWire({ layers: layers.value, environment: served.environment }, twice, { isLocal: false }),
    ).toMatchObject({ ok: false, code: 'same-instrument-twice' });
  });
});
