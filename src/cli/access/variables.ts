// What the environment says about venues beside their keys: where they are, and what the account is called.
import { accepted, refused, type Checked } from '../../core/checked.ts';

/** With what an env file added. */
export type Environment = Readonly<Record<string, string | undefined>>;

/** "BACKPACK_LOCAL_ORIGIN": `evenkeel venues serve` prints it. */
export const originVariable = (venue: string): string => `${venue.toUpperCase()}_LOCAL_ORIGIN`;

/** Empty where it is not set. People write "prod # or testnet", and not every reader of `.env` files takes that away. */
export const valueIn = (environment: Environment, name: string): string =>
  (environment[name] ?? '').replace(/(^|\s+)#.*$/, '').trim();

const accountVariable = 'ACCOUNT_NAME';
const usualAccountName = 'main';

/** What the account is called in keys: `venue/account/symbol`. */
export function accountNameIn(environment: Environment): Checked<string> {
  const name = valueIn(environment, accountVariable) || usualAccountName;
  return /^[\p{L}\p{N}._-]{1,40}$/u.test(name)
    ? accepted(name)
    : refused(
        'bad-account-name',
        `${accountVariable} is "${name.slice(0, 60)}"`,
        'use up to 40 letters, digits, dots, dashes and underscores',
      );
}
