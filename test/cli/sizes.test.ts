// `evenkeel sizes` as a user starts it.
import { describe, expect, it } from 'vitest';
import { evenkeel, inFolder } from './evenkeel.ts';

describe('evenkeel sizes', () => {
  it('says what sizes cost to take, and refuses in one line what is no size', async () => {
    await inFolder((folder) => {
      const shown = evenkeel(folder, 'sizes', '--sizes', '0.1,1', '--json');
      expect(shown).toMatchObject({ exitCode: 0, stderr: '' });
      expect(JSON.parse(shown.stdout)).toMatchObject({
        command: 'sizes',
        hedge: { best: '1', sizes: [{ size: '0.1' }, { size: '1' }] },
        primary: { best: '1', sizes: [{ size: '0.1' }, { size: '1' }] },
      });
      const refused = evenkeel(folder, 'sizes', '--sizes', '0.1,big');
      expect(refused).toMatchObject({ exitCode: 2, stdout: '' });
      expect(refused.stderr).toMatch(/^evenkeel: --sizes has "big": use quantities above 0 .*\n$/);
      expect(evenkeel(folder, 'sizes', '--latency', 'overseas').stderr).toMatch(/unknown option '--latency'/);
      expect(evenkeel(folder, 'sizes', '--extra', 'some').stderr).toMatch(/--extra is "some"/);
    });
  });
});
