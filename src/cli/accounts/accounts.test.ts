// What is told of accounts, asked over the real protocols.
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { ServedVenues } from '../access/testing/served-venues.ts';
import { VenueAccess } from '../access/venue-access.ts';
import { describeAccounts } from './accounts-json.ts';
import { renderAccounts, type AccountView } from './accounts-text.ts';
import { askAccounts, type Accounts } from './ask-accounts.ts';

const venues = ['backpack', 'grvt', 'paradex'] as const;
let served: ServedVenues;

beforeEach(async () => {
  served = await ServedVenues.start(venues);
});

afterEach(() => served.close());

async function ask(
  names: readonly string[] = venues,
  environment: Readonly<Record<string, string>> = served.environment,
): Promise<Accounts> {
  const access = new VenueAccess({ environment, keys: 'required' });
  const accounts = await askAccounts(access, names);
  await access.close();
  return accounts;
}

async function shown(view: AccountView, names?: readonly string[]): Promise<string> {
  const text = renderAccounts(view, await ask(names), { width: 80, useColour: false });
  return text.replaceAll(/127\.0\.0\.1:\d+/g, 'HOST').replaceAll(/ +─+$/gm, '');
}

describe('balances', () => {
  it('stand under each other, exact, and say what is not real', async () => {
    expect(await shown('balances')).toBe(
      `account        asset       total   available
backpack/main  USDC   10,000,000  10,000,000
grvt/main      USDT   10,000,000  10,000,000
paradex/main   USDC   10,000,000  10,000,000

backpack is a local server, http://HOST: nothing of this is real
grvt is a local server, http://HOST: nothing of this is real
paradex is a local server, http://HOST: nothing of this is real
`,
    );
  });

  it('are decimal texts for a program', async () => {
    expect(describeAccounts('balances', await ask(['grvt']))).toEqual({
      accounts: [
        {
          venue: 'grvt',
          account: 'grvt/main',
          site: served.of('grvt').server.origin,
          balances: [{ asset: 'USDT', total: '10000000', available: '10000000' }],
        },
      ],
      failures: [],
    });
  });
});

describe('positions', () => {
  it('are signed, with open orders under them', async () => {
    served.of('backpack').hold('0.5');
    served.of('grvt').hold('-0.5');
    const { order } = served.of('paradex').rest('sell', '0.25');
    expect(await shown('positions')).toContain(
      `account        symbol         position  entry price
backpack/main  ETH_USDC_PERP      +0.5        3,000
grvt/main      ETH_USDT_Perp      -0.5

account       symbol        order  remaining  price  id
paradex/main  ETH-USD-PERP  sell        0.25  3,001  ${order.venueOrderId}
`,
    );
  });

  it('that are closed are none', async () => {
    served.of('backpack').hold('0.5');
    served.of('backpack').hold('-0.5');
    expect(await shown('positions', ['backpack'])).toMatch(/^no open positions\n\nno open orders\n/);
  });

  it('are decimal texts for a program', async () => {
    served.of('backpack').hold('-0.5');
    const { order } = served.of('backpack').rest('buy', '0.25');
    expect(describeAccounts('positions', await ask(['backpack']))).toMatchObject({
      accounts: [
        {
          positions: [{ symbol: 'ETH_USDC_PERP', quantity: '-0.5' }],
          openOrders: [
            {
              symbol: 'ETH_USDC_PERP',
              venueOrderId: order.venueOrderId,
              side: 'buy',
              price: '2999',
              remaining: '0.25',
            },
          ],
        },
      ],
    });
  });
});

describe('a venue that does not let us in', () => {
  /** Keys that look right, and that no server knows. */
  const foreign: Readonly<Record<(typeof venues)[number], Readonly<Record<string, string>>>> = {
    backpack: {
      BACKPACK_PUBLIC_KEY: '7UkoxijRwsbq6QM4kFmVYSlZJzpcY/k2NsFGFKyHN9E=',
      BACKPACK_SECRET_KEY: Buffer.alloc(32, 3).toString('base64'),
    },
    grvt: { GRVT_API_KEY: 'YW5vdGhlcktleVRoYXRJc05vdEtub3du' },
    paradex: { PARADEX_L2_PRIVATE_KEY: '0x3333333333333333333333333333333333333333333333333333333333333' },
  };

  it.each<[(typeof venues)[number], RegExp]>([
    ['backpack', /UNAUTHORIZED.*make a key/],
    ['grvt', /refuses the login.*GRVT_API_KEY/],
    ['paradex', /does not log the account in.*PARADEX_L2_PRIVATE_KEY/],
  ])('%s is told of with what to do, hides no other, and nothing secret is said', async (name, expected) => {
    const environment = { ...served.environment, ...foreign[name] };
    const accounts = await ask(venues, environment);
    expect(accounts.told.map(({ venue }) => venue)).toEqual(venues.filter((venue) => venue !== name));
    const [{ failure } = { failure: undefined }] = accounts.untold;
    expect(`${failure?.message}: ${failure?.remedy}`).toMatch(expected);
    const everything =
      JSON.stringify(describeAccounts('balances', accounts)) +
      renderAccounts('positions', accounts, { width: 200, useColour: false });
    for (const secret of secretsIn(environment)) expect(everything).not.toContain(secret);
  });
});

const secretsIn = (environment: Readonly<Record<string, string>>): string[] =>
  ['BACKPACK_SECRET_KEY', 'GRVT_PRIVATE_KEY', 'GRVT_API_KEY', 'PARADEX_L2_PRIVATE_KEY'].map(
    (name) => environment[name] ?? 'not set',
  );
