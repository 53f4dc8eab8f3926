// The page about settings is what the table of settings makes of itself.
import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { settingsMarkdown } from '../src/cli/config/settings-markdown.ts';
import { kebabCase } from '../src/cli/settings/setting.ts';
import { settingNames } from '../src/cli/settings/table/table.ts';

const page = readFileSync(new URL('../docs/configuration.md', import.meta.url), 'utf8');

it('docs/configuration.md is what `npx evenkeel config --markdown` prints', () => {
  expect(page).toBe(settingsMarkdown());
});

it('has a row for every setting', () => {
  for (const name of settingNames)
    expect(page.match(new RegExp(`^\\| \`${kebabCase(name)}\` `, 'gm'))).toHaveLength(1);
});
