// A day's loss is the accounts', not one process's: a live run goes on with what the runs before it left, in a file that is theirs,
// unless another is named.
import { join } from 'node:path';
import { accepted, type Checked } from '../../core/checked.ts';
import type { OpenPair } from '../run/wire/open-pair.ts';
import { fingerprintOf } from '../run/wire/wire-leg.ts';
import { givenIn, type Layers } from '../settings/layers.ts';
import { runsFolder } from '../settings/runs-folder.ts';

export function withDayOfAccounts(layers: Layers, { primary, hedge }: OpenPair): Checked<Layers> {
  const { base, venue } = primary.instrument;
  if (givenIn(layers, 'carryDay', base) !== undefined) return accepted(layers);
  const accounts = `${venue}-${fingerprintOf(primary)}-${hedge.instrument.venue}-${fingerprintOf(hedge)}`;
  const path = join(runsFolder(layers, base), 'state', `day-${accounts}.json`);
  const file = new Map([
    ...layers.file,
    ['carryDay', { texts: [path], source: { kind: 'default' } }],
  ] as const);
  return accepted({ ...layers, file });
}
