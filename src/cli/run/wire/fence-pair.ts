// One process per venue account and instrument: a second run that would touch either leg of a running pair leaves before it has asked
// a venue anything.
import { join } from 'node:path';
import { accepted, refused, type Checked } from '../../../core/checked.ts';
import { raiseFence, type Fence } from '../../../journal/fence.ts';
import type { Environment } from '../../access/variables.ts';
import { stateFolder } from '../../state-folder.ts';
import { accountFileName, legFileName, type LegIdentity, type PairIdentity } from './pair-identity.ts';

export const fencePair = ({ primary, hedge }: PairIdentity, environment: Environment): Checked<Fence> =>
  fenceLegs([primary, hedge], environment);

export const fenceFolder = (environment: Environment): string => join(stateFolder(environment), 'fence');

/** Where the runs on each of the pair's accounts tell one another what they come to. */
export const sharedFolders = (
  { primary, hedge }: PairIdentity,
  environment: Environment,
): Readonly<Record<'primary' | 'hedge', string>> => {
  const folderOf = (leg: LegIdentity): string =>
    join(stateFolder(environment), 'accounts', accountFileName(leg));
  return { primary: folderOf(primary), hedge: folderOf(hedge) };
};

/** What is fenced for a pair, by its name. */
export const fencedBy = (pair: string): string[] => pair.split(' ');

/** All or none. */
export function fenceLegs(legs: readonly LegIdentity[], environment: Environment): Checked<Fence> {
  const result = raiseFence(fenceFolder(environment), legs.map(legFileName), `process ${process.pid}`);
  switch (result.kind) {
    case 'fence':
      return accepted(result);
    case 'fence-taken': {
      const leg = legs.find((each) => legFileName(each) === result.name);
      const holder = result.holder === '' ? 'another process' : result.holder;
      return refused(
        'pair-in-use',
        `${holder} is trading ${leg?.base} on ${leg?.venue} with this account`,
        'stop it first, or trade on another account',
      );
    }
    case 'fence-trouble':
      return refused(
        'fence-unusable',
        `${result.path} cannot keep a second run away from this account (${result.reason})`,
        'make it writable, or let XDG_STATE_HOME name a folder that is',
      );
  }
}
