// Accounts for a program: decimal texts as the venues tell them.
import type { AccountState } from '../../venues/adapter.ts';
import type { AccountView } from './accounts-text.ts';
import { openPositions, type Accounts } from './ask-accounts.ts';

export function describeAccounts(view: AccountView, { told, untold }: Accounts): Record<string, unknown> {
  return {
    accounts: told.map(({ venue, account, site, state }) => ({
      venue,
      account,
      site: site.kind === 'local' ? site.origin : site.environment,
      ...viewOf(view, state),
    })),
    failures: untold.map(({ venue, failure: { code, message, remedy } }) => ({
      venue,
      code,
      message,
      remedy,
    })),
  };
}

function viewOf(view: AccountView, state: AccountState): Partial<AccountState> {
  switch (view) {
    case 'balances':
      return { balances: state.balances };
    case 'positions':
      return { positions: openPositions(state), openOrders: state.openOrders };
  }
}
