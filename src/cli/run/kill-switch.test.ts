// The kill switch: a file that halts a run, and refuses a start, from outside the process.
import { mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { KillSwitch, refuseIfKilled, whyKilled } from './kill-switch.ts';
import { runSession } from './testing/run-session.ts';

let folder = '';
let path = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'evenkeel-kill-'));
  path = join(folder, 'halt');
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

describe('a kill switch', () => {
  it('is not thrown while its file is missing, or its folder', () => {
    expect(whyKilled(path)).toBeUndefined();
    expect(whyKilled(join(folder, 'nowhere', 'halt'))).toBeUndefined();
    expect(refuseIfKilled(undefined)).toBeUndefined();
  });

  it('is thrown by anything of its name, even a link to nothing', () => {
    symlinkSync(join(folder, 'nothing'), path);
    expect(whyKilled(path)).toBe(`the file ${path} exists`);
  });

  it('that cannot be looked at is no switch, and counts as thrown', () => {
    writeFileSync(path, '');
    expect(whyKilled(join(path, 'halt'))).toContain('cannot be looked for (ENOTDIR)');
  });

  it('refuses a start while it is thrown, with what to do', () => {
    expect(refuseIfKilled(path)).toBeUndefined();
    writeFileSync(path, '');
    expect(refuseIfKilled(path)).toMatchObject({
      code: 'kill-switch',
      message: `--kill-switch: the file ${path} exists`,
    });
  });

  it('is looked at once a second, and tells once', () => {
    const killSwitch = new KillSwitch(path);
    expect(killSwitch.look(5_000)).toBeUndefined();
    writeFileSync(path, '');
    expect(killSwitch.look(5_999)).toBeUndefined();
    expect(killSwitch.look(6_000)).toContain('exists');
    expect(killSwitch.look(9_000)).toBeUndefined();
  });
});

describe('a run whose kill switch is thrown', () => {
  it('halts safe, says why, and leaves nothing naked', async () => {
    const report = await runSession(
      folder,
      { killSwitch: path, duration: '24h' },
      // By the turn, not by the clock of a face: the switch is thrown before it is first looked at, however slow the machine.
      { onTurn: () => writeFileSync(path, '') },
    );
    expect(report).toMatchObject({ outcome: 'halted-safe', endReason: 'kill-switch', netDelta: '0' });
    expect(report.alerts.map(({ code }) => code)).toEqual(['kill-switch']);
  });
});
