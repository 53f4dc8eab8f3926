// What stands in deploy/ and in docs/vps.md fits the program: commands and flags that exist, exit codes as they are meant, and a user
// who is not root.
import { spawnSync, type SpawnSyncReturns } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Command } from 'commander';
import { describe, expect, it } from 'vitest';
import { positionsCommand } from '../src/cli/accounts/command.ts';
import { canaryCommand } from '../src/cli/canary/command.ts';
import { configCommand } from '../src/cli/config/command.ts';
import { doctorCommand } from '../src/cli/doctor/command.ts';
import { exitCodes } from '../src/cli/exit-codes.ts';
import { runCommand } from '../src/cli/run/command.ts';
import { stateFolder } from '../src/cli/state-folder.ts';
import { settingNames } from '../src/cli/settings/table/table.ts';
import { kebabCase } from '../src/cli/settings/setting.ts';

const read = (path: string): string => readFileSync(new URL(`../${path}`, import.meta.url), 'utf8');
const unit = read('deploy/evenkeel@.service');
const containerfile = read('deploy/Containerfile');
const page = read('docs/vps.md');
const packageJson = JSON.parse(read('package.json')) as {
  readonly bin: { readonly evenkeel: string };
  readonly engines: { readonly node: string };
};

const verify = (path: string): SpawnSyncReturns<string> =>
  spawnSync('systemd-analyze', ['verify', path], { encoding: 'utf8' });
const hasSystemd = spawnSync('systemd-analyze', ['--version']).status === 0;

/** By its directive; several where it is given several times. */
const directive = (name: string): string[] =>
  [...unit.matchAll(new RegExp(`^${name}=(.*)$`, 'gm'))].map(([, value = '']) => value);

const commands: readonly Command[] = [
  runCommand(),
  canaryCommand(),
  doctorCommand(),
  positionsCommand(),
  configCommand(),
];

/** What is wrong with a command line of the program, from its command on. */
function wrongIn(line: string): string[] {
  const [name, ...words] = line.trim().split(/\s+/);
  const command = commands.find((each) => each.name() === name);
  if (command === undefined) return [`no command ${name}`];
  const flags = words.filter((word) => word.startsWith('--'));
  return flags.filter((flag) => !command.options.some(({ long }) => long === flag));
}

describe('the systemd unit', () => {
  const [start = ''] = directive('ExecStart');

  it('starts a supervised live run with flags that exist', () => {
    const [, line = ''] = /^\/usr\/bin\/node \/opt\/evenkeel\/bin\/evenkeel\.js (run .*)$/.exec(start) ?? [];
    expect(wrongIn(line)).toEqual([]);
    for (const flag of ['--live', '--yes', '--supervise']) expect(line.split(' ')).toContain(flag);
  });

  it.skipIf(!hasSystemd)('is a unit that systemd takes as it is', () => {
    const folder = mkdtempSync(join(tmpdir(), 'evenkeel-unit-'));
    const path = join(folder, 'evenkeel@eth.service');
    writeFileSync(path, unit.replace('/usr/bin/node', process.execPath));
    const { status, stdout, stderr } = verify(path);
    rmSync(folder, { recursive: true });
    const ofIt = (stdout + stderr).split('\n').filter((line) => line.includes('evenkeel'));
    expect({ status, ofIt }).toEqual({ status: 0, ofIt: [] });
  });

  it('starts again what died, and nothing that has ended', () => {
    const { badInput, haltedSafe, exposureLeft } = exitCodes;
    expect(directive('Restart')).toEqual(['on-failure']);
    expect(directive('RestartPreventExitStatus')).toEqual([[badInput, haltedSafe, exposureLeft].join(' ')]);
    expect(directive('OOMPolicy')).toEqual(['continue']);
  });

  it('stops with one signal to the supervisor, and leaves time to end flat', () => {
    expect(directive('KillMode')).toEqual(['mixed']);
    expect(directive('KillSignal')).toEqual(['SIGTERM']);
    expect(Number(directive('TimeoutStopSec')[0])).toBeGreaterThanOrEqual(120);
  });

  it('runs as nobody in particular, with keys from a file that it does not name to others', () => {
    expect(directive('User')).toEqual(['evenkeel']);
    expect(directive('EnvironmentFile')).toEqual(['/etc/evenkeel/%i.env']);
    expect(directive('UMask')).toEqual(['0077']);
    expect(directive('NoNewPrivileges')).toEqual(['yes']);
  });
});

describe('the container file', () => {
  it('installs from the lock file, without what only building needs', () => {
    expect(containerfile).toMatch(/^RUN npm ci .*&& npm prune --omit=dev/m);
  });

  it('has a version of Node that the program takes', () => {
    const versions = [...containerfile.matchAll(/^FROM .*node:(\d+)\.(\d+)\.\d+-\S+/gm)];
    expect(versions).toHaveLength(2);
    expect(packageJson.engines.node).toBe('>=20.19');
    for (const [, major, minor] of versions)
      expect(Number(major) * 100 + Number(minor)).toBeGreaterThanOrEqual(2_019);
  });

  it('starts the program, in its volume, and not as root', () => {
    expect(containerfile).toContain(`ENTRYPOINT ["node", "/opt/evenkeel/${packageJson.bin.evenkeel}"]`);
    expect(containerfile).toMatch(/^USER node\nWORKDIR \/data\nVOLUME \/data$/m);
  });

  it('keeps what runs on one account are kept apart by in the volume that they share', () => {
    const [, folder = ''] = /^ENV .*XDG_STATE_HOME=(\S+)/m.exec(containerfile) ?? [];
    expect(stateFolder({ XDG_STATE_HOME: folder })).toBe('/data/evenkeel');
  });

  it('takes no keys and no runs into the image', () => {
    const left = read('deploy/Containerfile.dockerignore').split('\n');
    expect(left).toEqual(expect.arrayContaining(['.env', '*.env', 'runs', 'node_modules', '.git']));
  });
});

describe('docs/vps.md', () => {
  it('shows commands and flags that exist', () => {
    const shown = [
      ...page.matchAll(
        /(?:^as_eth|[ ]evenkeel|`run|The unit runs `) ?((?:run|doctor|canary|positions|config)\b[^\n`#;]*)/gm,
      ),
    ];
    expect(shown.length).toBeGreaterThan(6);
    expect(shown.flatMap(([, line = '']) => wrongIn(line))).toEqual([]);
  });

  it('shows settings that exist', () => {
    const [, block = ''] = /```yaml\n([^`]*)```/.exec(page) ?? [];
    const keys = [...block.matchAll(/^([a-z-]+):/gm)].map(([, key = '']) => key);
    expect(keys).toContain('max-daily-loss');
    expect(keys.filter((key) => !settingNames.map(kebabCase).includes(key))).toEqual([]);
  });

  it('shows how long a stop may take as the unit allows it', () => {
    expect(directive('TimeoutStopSec')).toEqual(['180']);
    expect(page).toContain('up to three minutes');
    expect(page).toContain('--stop-timeout 180');
  });
});
