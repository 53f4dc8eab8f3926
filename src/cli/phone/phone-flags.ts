// Who is answered on the phone, from the environment; the token is secret, and is never shown.
import { accepted, refused, type Checked } from '../../core/checked.ts';
import { valueIn, type Environment } from '../access/variables.ts';

const allowedVariable = 'TELEGRAM_ALLOWED_USERS';
const usersMax = 50;

/** "123456789, 987654321": a chat is not enough, because whoever is in it would steer. */
export function readAllowedUsers(environment: Environment): Checked<ReadonlySet<number>> {
  const words = valueIn(environment, allowedVariable)
    .split(/[\s,]+/)
    .filter((word) => word !== '');
  if (words.length === 0) return bad(`${allowedVariable} is not set, so nobody may be answered`);
  const strange = words.find((word) => !/^[1-9]\d{0,15}$/.test(word) || !Number.isSafeInteger(Number(word)));
  if (strange !== undefined)
    return bad(`${allowedVariable} has "${strange.slice(0, 40)}", which is no user's number`);
  if (words.length > usersMax) return bad(`${allowedVariable} names more than ${usersMax} people`);
  return accepted(new Set(words.map(Number)));
}

const bad = (message: string) =>
  refused(
    'bad-alert-setting',
    message,
    'list the numbers of Telegram users, separated by commas (docs/control.md)',
  );
