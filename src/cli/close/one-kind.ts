// What is closed together has the same at stake: a real position beside one of a test network would be taken for a pair, and be closed
// against it, though it is naked.
import type { CheckFailure } from '../../core/checked.ts';
import { stakesOf } from '../run/wire/stakes.ts';
import type { Holding } from './holdings.ts';

type Where = Pick<Holding, 'venue' | 'site'>;

/** `undefined` where all of it is of one kind. */
export function refuseMixed([first, ...others]: readonly Where[]): CheckFailure | undefined {
  if (first === undefined) return undefined;
  for (const other of others) {
    const stakes = stakesOf(placeOf(first), placeOf(other));
    if (!stakes.ok) return { ...stakes, remedy };
  }
  return undefined;
}

const remedy = 'name those of one kind with --venues, and close the others by themselves';

const placeOf = ({ venue, site }: Where): Parameters<typeof stakesOf>[0] => ({
  adapter: { name: venue },
  site,
});
