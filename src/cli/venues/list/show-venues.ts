// What `evenkeel venues` does: what is known of them before any is reached.
import { canariesOn, readCanaries } from '../../canary/canary-store.ts';
import { usageLine } from '../../usage-line.ts';
import { venueRegistry } from '../../../venues/registry.ts';
import { defaultSize, terminalOf, wantsColour } from '../../view/terminal.ts';
import type { DescribedVenue } from './capability-rows.ts';
import { feeFloors } from './fee-floors.ts';
import { describeFloors, describeVenues } from './venues-json.ts';
import { venuesMarkdown } from './venues-markdown.ts';
import { renderFloors, renderVenues } from './venues-text.ts';

/** As commander hands them over. */
export interface ListFlags {
  readonly pairs?: boolean;
  readonly json?: boolean;
  readonly markdown?: boolean;
  readonly runsDir: string;
}

export async function showVenues(flags: ListFlags): Promise<void> {
  const venues = await Promise.all(Object.values(venueRegistry).map((load) => load()));
  const terminal = terminalOf(process.stdout);
  const { columns: width = defaultSize.columns } = terminal;
  const options = { width, useColour: wantsColour(terminal, process.env) };
  if (flags.markdown === true) terminal.write(venuesMarkdown(venues));
  else if (flags.pairs === true) {
    const floors = feeFloors(
      venues.map(({ name, capabilities }) => ({ venue: name, fees: capabilities.listedFees })),
    );
    const notes = notesOf(venues);
    terminal.write(
      flags.json === true
        ? `${JSON.stringify(describeFloors(floors, notes))}\n`
        : renderFloors(floors, notes, options),
    );
  } else {
    const canaries = readCanaries(flags.runsDir);
    if (!canaries.ok) process.stderr.write(usageLine(canaries));
    const described = venues.map(({ name, capabilities }) => ({
      name,
      capabilities,
      ...(canaries.ok && { canaries: canariesOn(name, canaries.value) }),
    }));
    terminal.write(
      flags.json === true
        ? `${JSON.stringify(describeVenues(described))}\n`
        : renderVenues(described, options),
    );
  }
}

function notesOf(venues: readonly DescribedVenue[]): readonly string[] {
  const quotes = [...new Set(venues.map(({ capabilities }) => capabilities.quoteAsset))];
  const dates = [...new Set(venues.map(({ capabilities }) => capabilities.listedFeesAsOf))];
  return [
    `Fees of 1,000,000 of primary volume, maker on the primary and taker on the hedge, in BUILD and UNWIND alike; without spread and funding, and with ${quotes.join(' and ')} taken for the same.`,
    `The fees are those that were listed in ${dates.join(' and ')}, from the expensive end; an account's own differ, and a run is charged those.`,
  ];
}
