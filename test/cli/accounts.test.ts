// `evenkeel balances` and `evenkeel positions` as a user starts them.
import { describe, expect, it } from 'vitest';
import { evenkeel, inFolder } from './evenkeel.ts';

describe('evenkeel balances and positions', () => {
  it('print one JSON line of the venues that are asked, here on local servers', async () => {
    await inFolder((folder) => {
      const balances = evenkeel(folder, 'balances', '--local', '--venues', 'backpack,grvt', '--json');
      expect(balances).toMatchObject({ exitCode: 0, stderr: '' });
      expect(balances.stdout.trim().split('\n')).toHaveLength(1);
      expect(JSON.parse(balances.stdout)).toMatchObject({
        accounts: [
          { account: 'backpack/main', balances: [{ asset: 'USDC', total: '10000000' }] },
          { account: 'grvt/main', balances: [{ asset: 'USDT', total: '10000000' }] },
        ],
        failures: [],
      });
    });
  });

  it.each(['balances', 'positions'])('%s without keys is one line that says what to do', async (command) => {
    await inFolder((folder) => {
      const ended = evenkeel(folder, command);
      expect(ended).toMatchObject({ exitCode: 2, stdout: '' });
      expect(ended.stderr).toMatch(/^evenkeel: there are keys of no venue.*--local\n$/);
    });
  });

  it('a venue that does not let us in is one line, exit code 2, and in the JSON', async () => {
    await inFolder((folder) => {
      const ended = evenkeel(folder, 'positions', '--venues', 'grvt', '--json');
      expect(ended.exitCode).toBe(2);
      expect(ended.stderr).toBe(
        'evenkeel: GRVT_TRADING_ACCOUNT_ID is not set: put it into .env, or let `evenkeel init` ask for it\n',
      );
      expect(JSON.parse(ended.stdout)).toMatchObject({ failures: [{ code: 'credentials-missing' }] });
    });
  });
});
