// How commands come to their venues: by name, wherever they are, and in one clear line where they cannot.
import { afterEach, describe, expect, it } from 'vitest';
import { refused, type Checked } from '../../core/checked.ts';
import type { OpenVenueOptions, VenueAdapter } from '../../venues/adapter.ts';
import { venueRegistry, type VenueRegistry } from '../../venues/registry.ts';
import { variablesOf } from './local-servers.ts';
import { VenueAccess, type AccessOptions, type ReachedVenue } from './venue-access.ts';

const local = { seed: 1, tickers: ['ETH'] };
const accesses: VenueAccess[] = [];

function accessTo(options: Partial<AccessOptions> = {}): VenueAccess {
  const access = new VenueAccess({ environment: {}, keys: 'required', ...options });
  accesses.push(access);
  return access;
}

afterEach(async () => {
  for (const access of accesses.splice(0).toReversed()) await access.close();
});

async function reach(access: VenueAccess, name: string): Promise<ReachedVenue> {
  const opened = await access.open(name);
  if (!opened.ok) throw new Error(opened.message);
  return opened.value;
}

const lineOf = (checked: Checked<unknown>): string =>
  checked.ok ? 'no refusal' : `${checked.message}: ${checked.remedy}`;

/** A venue that tells with what it would have been opened. */
function watched(failureCode: string): { registry: VenueRegistry; openedWith: OpenVenueOptions[] } {
  const openedWith: OpenVenueOptions[] = [];
  const adapter = {
    name: 'example',
    capabilities: { environments: ['prod', 'testnet'] },
    readCredentials: () => ({ ok: true, value: { venue: 'example', environment: 'staging' } }),
    open: (options: OpenVenueOptions) => {
      openedWith.push(options);
      return Promise.resolve(refused(failureCode, 'example does not answer', 'ask again'));
    },
  } as unknown as VenueAdapter;
  return { registry: { example: () => Promise.resolve(adapter) }, openedWith };
}

describe('access to venues', () => {
  it.each(Object.keys(venueRegistry))(
    '%s is opened on a server that this process starts, and by what that server tells an environment',
    async (name) => {
      const first = accessTo({ local });
      const { venue, site } = await reach(first, name);
      expect(site).toEqual({ kind: 'local', origin: first.server(name)?.origin });
      expect(venue.trading?.account).toBe(`${name}/main`);

      const server = first.server(name);
      const environment = server === undefined ? {} : { ...variablesOf(server), ACCOUNT_NAME: 'desk # mine' };
      const second = await reach(accessTo({ environment }), name.toUpperCase());
      expect(second.site).toEqual(site);
      expect(second.venue.trading?.account).toBe(`${name}/desk`);

      const third = await reach(accessTo({ environment, keys: 'none' }), name);
      expect(third.venue.trading).toBeUndefined();
      expect((await third.venue.instrumentOf('ETH')).ok).toBe(true);
    },
  );

  it('a venue is opened once, however often it is asked for', async () => {
    const access = accessTo({ local });
    const [one, two] = await Promise.all([reach(access, 'backpack'), reach(access, 'Backpack')]);
    expect(one.venue).toBe(two.venue);
  });

  it('what a venue says reaches the sink', async () => {
    const kinds = new Set<string>();
    const access = accessTo({ local, keys: 'none', sink: ({ kind }) => kinds.add(kind) });
    const { venue } = await reach(access, 'backpack');
    const instrument = await venue.instrumentOf('ETH');
    if (!instrument.ok) throw new Error(instrument.message);
    expect((await venue.follow(instrument.value)).ok).toBe(true);
    expect(kinds).toContain('book');
  });

  it('a mistyped name is answered with the one that is nearest', async () => {
    expect(lineOf(await accessTo().open('backpak'))).toBe(
      'no venue "backpak": did you mean backpack? there are backpack, grvt, paradex',
    );
  });

  it('keys that are missing are named', async () => {
    expect(lineOf(await accessTo().open('grvt'))).toMatch(/GRVT_TRADING_ACCOUNT_ID is not set/);
  });

  it.each([
    'http://192.168.1.5:4101',
    'http://api.backpack.exchange',
    'http://127.0.0.1.example.com:4101',
    'http://localhost:4101',
    'https://127.0.0.1:4101',
    'http://ann:secret@127.0.0.1:4101',
    'http://127.0.0.1:4101/api',
    '127.0.0.1:4101',
  ])('a local server is on this machine, which %s is not: nothing is sent there', async (origin) => {
    const { registry, openedWith } = watched('any');
    const access = accessTo({ environment: { EXAMPLE_LOCAL_ORIGIN: origin }, registry });
    expect(lineOf(await access.open('example'))).toMatch(
      /^EXAMPLE_LOCAL_ORIGIN is not the address of a server/,
    );
    expect(openedWith).toEqual([]);
  });

  it.each(['http://127.0.0.1:4101', 'http://127.8.0.1:4101/', 'http://[::1]:4101 # mine'])(
    'a local server is on this machine, as %s is',
    async (origin) => {
      const { registry, openedWith } = watched('any');
      await accessTo({ environment: { EXAMPLE_LOCAL_ORIGIN: origin }, registry }).open('example');
      expect(openedWith[0]?.site.kind).toBe('local');
    },
  );

  it.each<[string, Partial<AccessOptions>, string]>([
    ['the environment of its keys', { keys: 'required' }, 'staging'],
    ['the first of its environments', { keys: 'none' }, 'prod'],
    [
      'the environment that is named',
      { keys: 'none', environment: { EXAMPLE_ENVIRONMENT: 'Testnet # or prod' } },
      'testnet',
    ],
  ])('without a local server a venue is on its own hosts, in %s', async (_name, options, expected) => {
    const { registry, openedWith } = watched('any');
    await accessTo({ ...options, registry }).open('example');
    expect(openedWith[0]?.site).toEqual({ kind: 'real', environment: expected });
  });

  it.each(['venue-unreachable', 'venue-timed-out', 'venue-unavailable'])(
    'a venue that cannot be reached (%s) is answered with local servers',
    async (code) => {
      const { registry } = watched(code);
      expect(lineOf(await accessTo({ registry }).open('example'))).toBe(
        'example does not answer: look at the connection to it and at its status page, or use local servers: --local',
      );
    },
  );

  it.each(Object.keys(venueRegistry))(
    'where the local server of %s is gone, it says how to start one',
    async (name) => {
      const gone = accessTo({ local });
      await reach(gone, name);
      const server = gone.server(name);
      await gone.close();
      const environment = server === undefined ? {} : variablesOf(server);
      expect(lineOf(await accessTo({ environment }).open(name))).toBe(
        `${name} does not answer${name === 'grvt' ? ` the login at ${server?.origin}` : ''} (${server?.origin}): ` +
          `start it with \`evenkeel venues serve\`, or take its ${name.toUpperCase()}_LOCAL_ORIGIN away`,
      );
    },
  );

  it('an account name that would not do in a key is refused', async () => {
    const { registry } = watched('any');
    const access = accessTo({ environment: { ACCOUNT_NAME: 'main/second' }, registry });
    expect(lineOf(await access.open('example'))).toMatch(/^ACCOUNT_NAME is "main\/second"/);
  });
});
