// A venue by the name that a person typed.
import { accepted, refused, type Checked, type CheckFailure } from '../../core/checked.ts';
import type { VenueAdapter } from '../../venues/adapter.ts';
import type { VenueRegistry } from '../../venues/registry.ts';
import { nearest } from '../../core/nearest.ts';

export async function findAdapter(name: string, registry: VenueRegistry): Promise<Checked<VenueAdapter>> {
  const load = registry[name.toLowerCase()];
  return load === undefined ? refuseUnknown('venue', name, Object.keys(registry)) : accepted(await load());
}

/** With the name that was probably meant, and all that there are. */
export function refuseUnknown(what: string, name: string, known: readonly string[]): CheckFailure {
  const meant = nearest(name, known);
  const suggestion = meant === undefined ? '' : `did you mean ${meant}? `;
  const listed = known.length === 0 ? 'there is none yet' : `there are ${known.join(', ')}`;
  return refused(`unknown-${what}`, `no ${what} "${name}"`, `${suggestion}${listed}`);
}
