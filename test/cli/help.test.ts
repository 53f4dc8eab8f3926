// The help is where people learn what there is: every command stands in it once, on a line of its own, under what it is for.
import { expect, it } from 'vitest';
import { commandGroups } from '../../src/cli/command-groups.ts';
import { evenkeel, inFolder } from './evenkeel.ts';

it('evenkeel --help has every command under its group, and each line fits a terminal', async () => {
  await inFolder((folder) => {
    const { exitCode, stdout } = evenkeel(folder, '--help');
    expect(exitCode).toBe(0);
    const [, ...groups] = stdout.split(/\n\n(?=[A-Z][a-z ]+:\n)/);
    for (const { title, commands } of commandGroups()) {
      const lines = groups.find((group) => group.startsWith(title))?.split('\n') ?? [];
      for (const [command, summary] of commands) {
        const found = lines.filter((line) => line.trim().split(/\s/)[0] === command.name());
        expect(found).toEqual([expect.stringContaining(summary)]);
      }
    }
    expect(Math.max(...stdout.split('\n').map((line) => line.length))).toBeLessThanOrEqual(80);
  });
});

it('every command tells of itself, by either way of asking', async () => {
  await inFolder((folder) => {
    const all = commandGroups().flatMap(({ commands }) => commands);
    const silent = all.filter(([command]) => !command.description().endsWith('.'));
    expect(silent.map(([command]) => command.name())).toEqual([]);
    const asked = evenkeel(folder, 'help', 'doctor');
    expect(asked).toEqual(evenkeel(folder, 'doctor', '--help'));
    expect(asked.stdout).toMatch(/^Usage: evenkeel doctor/);
  });
});
