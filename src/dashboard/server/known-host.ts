// Whom a browser believes to talk to. A page of somebody else can let its own name mean this machine, and would then read what is here;
// the name that it uses stands in the request. Addresses cannot be taken that way.
import { hostname } from 'node:os';
import { isIP } from 'node:net';

export function isKnownHost(header: string | undefined, listensOn: string): boolean {
  const match = /^(?:\[([\da-f:.]+)\]|([^:[\]]+))(?::\d{1,5})?$/i.exec(header ?? '');
  const host = (match?.[1] ?? match?.[2])?.toLowerCase();
  if (host === undefined) return false;
  if (isIP(host) !== 0 || host === 'localhost') return true;
  return host === listensOn.toLowerCase() || host === hostname().toLowerCase();
}

/** Reached by nobody but who is on this machine. */
export const isLoopback = (host: string): boolean =>
  host === 'localhost' || host === '::1' || /^127(?:\.\d{1,3}){3}$/.test(host);
