// Whoever is new goes by these pages word by word: each command that they name exists, with its flags, and each link leads somewhere.
import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { commandGroups } from '../src/cli/command-groups.ts';

const root = join(import.meta.dirname, '..');
const pages = [
  'docs/first-run.md',
  'docs/live-checklist.md',
  'docs/strategies.md',
  'docs/configuration.md',
  'README.md',
];
const read = (page: string): string => readFileSync(join(root, page), 'utf8');

const commands = new Map(
  commandGroups().flatMap(({ commands: each }) =>
    each.map(([command]) => [command.name(), command] as const),
  ),
);

/** From the command on, up to a comment, the end of the code, or what the shell does with it. */
const commandLines = (text: string): string[] =>
  [...text.matchAll(/npx evenkeel ([a-z][^`#\n|>]*)/g)].map(([, line = '']) => line.trim());

function wrongIn(line: string): string[] {
  const [name = '', ...words] = line.split(/\s+/);
  const command = commands.get(name);
  if (command === undefined) return [`no command: ${line}`];
  const known = new Set(
    [command, ...command.commands].flatMap(({ options }) => options.map(({ long }) => long)),
  );
  const flags = words.filter((word) => /^--[a-z]/.test(word)).map((word) => word.replace(/[^a-z-].*$/, ''));
  return flags.filter((flag) => flag !== '--help' && !known.has(flag)).map((flag) => `${name}: no ${flag}`);
}

describe.each(pages)('%s', (page) => {
  it('names commands and flags that exist', () => {
    expect(commandLines(read(page)).flatMap(wrongIn)).toEqual([]);
  });

  it('has links that lead to a file', () => {
    const links = [...read(page).matchAll(/\]\((?!https?:)([^)#]+)/g)].map(([, link = '']) => link);
    expect(links.filter((link) => !existsSync(join(root, dirname(page), link)))).toEqual([]);
  });
});

it('the pages for whoever is new show commands at all', () => {
  for (const page of pages.slice(0, 3)) expect(commandLines(read(page)).length).toBeGreaterThan(3);
});
