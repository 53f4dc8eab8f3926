// What `evenkeel balances` and `evenkeel positions` do.
import { chooseVenues, type AccessFlags } from '../access/command-access.ts';
import { VenueAccess } from '../access/venue-access.ts';
import { defaultSize, terminalOf, wantsColour } from '../view/terminal.ts';
import { describeAccounts } from './accounts-json.ts';
import { renderAccounts, type AccountView } from './accounts-text.ts';
import { askAccounts } from './ask-accounts.ts';
import { refuse } from '../refuse.ts';

export type AccountFlags = AccessFlags & { readonly json?: boolean };

/** Where a venue did not answer, what the others said is shown all the same; the exit code is that of bad input. */
export async function showAccounts(view: AccountView, flags: AccountFlags): Promise<void> {
  const chosen = chooseVenues(flags, process.env);
  if (!chosen.ok) return refuse(chosen);
  const { names, warning, ...reached } = chosen.value;
  if (warning !== undefined) process.stderr.write(`evenkeel: ${warning}\n`);
  const access = new VenueAccess({ ...reached, keys: 'required' });
  const accounts = await askAccounts(access, names);
  await access.close();
  const terminal = terminalOf(process.stdout);
  const { columns: width = defaultSize.columns } = terminal;
  terminal.write(
    flags.json === true
      ? `${JSON.stringify(describeAccounts(view, accounts))}\n`
      : renderAccounts(view, accounts, { width, useColour: wantsColour(terminal, process.env) }),
  );
  for (const { failure } of accounts.untold) refuse(failure);
}
