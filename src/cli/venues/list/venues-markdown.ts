// The table of venues as docs/venues.md has it.
import { markdownTable } from '../../view/markdown-table.ts';
import { capabilityRows, type DescribedVenue } from './capability-rows.ts';

export const venuesMarkdown = (venues: readonly DescribedVenue[]): string =>
  markdownTable([
    ['', ...venues.map(({ name }) => name)],
    ...capabilityRows.map(({ label, describe }) => [
      label,
      ...venues.map(({ capabilities }) => describe(capabilities)),
    ]),
  ]);
