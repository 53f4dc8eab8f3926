// What venues say of their accounts: all are asked at the same time, and one that does not answer hides no other.
import type { CheckFailure } from '../../core/checked.ts';
import { parseDecimal } from '../../core/decimal.ts';
import type { AccountState, VenueSite } from '../../venues/adapter.ts';
import type { VenueAccess } from '../access/venue-access.ts';

export interface ToldAccount {
  readonly venue: string;
  /** "backpack/main" */
  readonly account: string;
  readonly site: VenueSite;
  readonly state: AccountState;
}

/** Why a venue told nothing. */
export interface UntoldAccount {
  readonly venue: string;
  readonly failure: CheckFailure;
}

export interface Accounts {
  readonly told: readonly ToldAccount[];
  readonly untold: readonly UntoldAccount[];
}

/** `access` is one with keys. In the order of the names. */
export async function askAccounts(access: VenueAccess, names: readonly string[]): Promise<Accounts> {
  const answers = await Promise.all(names.map((name) => askAccount(access, name)));
  return {
    told: answers.filter((answer) => 'state' in answer),
    untold: answers.filter((answer) => 'failure' in answer),
  };
}

async function askAccount(access: VenueAccess, name: string): Promise<ToldAccount | UntoldAccount> {
  const opened = await access.open(name);
  if (!opened.ok) return { venue: name, failure: opened };
  const { adapter, site, venue } = opened.value;
  const state = await venue.accountState();
  if (!state.ok) return { venue: name, failure: state };
  return { venue: adapter.name, account: venue.trading?.account ?? name, site, state: state.value };
}

/** Venues tell of closed ones too, as 0. What cannot be read is not taken for closed. */
export const openPositions = ({ positions }: AccountState): AccountState['positions'] =>
  positions.filter(({ quantity }) => parseDecimal(quantity)?.digits !== 0n);
