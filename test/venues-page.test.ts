// The page about venues has the table that the adapters make.
import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { venuesMarkdown } from '../src/cli/venues/list/venues-markdown.ts';
import { venueRegistry } from '../src/venues/registry.ts';

const page = readFileSync(new URL('../docs/venues.md', import.meta.url), 'utf8');

it('docs/venues.md has the table of `npx evenkeel venues --markdown`', async () => {
  const venues = await Promise.all(Object.values(venueRegistry).map((load) => load()));
  expect(page).toContain(`\n\n${venuesMarkdown(venues)}\n`);
});
