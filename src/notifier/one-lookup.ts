// Looks a host up by the system's resolver, but never twice at once: a look-up cannot be given up, each holds one of the four threads
// that the whole process has for such work, and a dead name server would otherwise take all of them from whoever trades.
import { lookup as systemLookup } from 'node:dns';
import type { LookupFunction } from 'node:net';

type Asker = Parameters<LookupFunction>[2];

/** For one host, which is asked for with the same options every time. */
export function oneLookupAtATime(lookup: LookupFunction = systemLookup): LookupFunction {
  let askers: Asker[] | undefined;
  return (host, options, asker) => {
    if (askers !== undefined) {
      askers.push(asker);
      return;
    }
    askers = [asker];
    lookup(host, options, (...found) => {
      const told = askers ?? [];
      askers = undefined;
      for (const tell of told) tell(...found);
    });
  };
}
