// Where a venue is: on this machine where the environment names a local server, else on its own hosts.
import { isIPv4 } from 'node:net';
import { assertPresent } from '../../core/assert.ts';
import { accepted, refused, type Checked } from '../../core/checked.ts';
import type { VenueAdapter, VenueCredentials, VenueSite } from '../../venues/adapter.ts';
import { originVariable, valueIn, type Environment } from './variables.ts';

/** Keys name the environment that they belong to; without them `<VENUE>_ENVIRONMENT` does, or it is the venue's first. */
export function siteFor(
  { name, capabilities }: Pick<VenueAdapter, 'name' | 'capabilities'>,
  environment: Environment,
  credentials: VenueCredentials | undefined,
): Checked<VenueSite> {
  const origin = valueIn(environment, originVariable(name));
  if (origin !== '') return localSite(originVariable(name), origin);
  const named = valueIn(environment, `${name.toUpperCase()}_ENVIRONMENT`).toLowerCase();
  const [first] = capabilities.environments;
  const usual = assertPresent(first, `an environment of ${name}`);
  return accepted({ kind: 'real', environment: credentials?.environment ?? (named || usual) });
}

/** Local servers take keys and play money: nothing that is meant for them may leave this machine. */
function localSite(variable: string, text: string): Checked<VenueSite> {
  const origin = loopbackOrigin(text);
  return origin !== undefined
    ? accepted({ kind: 'local', origin })
    : refused(
        'bad-local-origin',
        `${variable} is not the address of a server on this machine`,
        'it looks like http://127.0.0.1:4101, as `evenkeel venues serve` prints it; take it away to reach the venue itself',
      );
}

/** `undefined` where it names anything but a server on this machine. */
export function loopbackOrigin(text: string): string | undefined {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  const isLocal = url?.protocol === 'http:' && isLoopback(url.hostname) && url.href === `${url.origin}/`;
  return isLocal ? url.origin : undefined;
}

const isLoopback = (host: string): boolean => (isIPv4(host) && host.startsWith('127.')) || host === '[::1]';
