// Every round trip that a ledger has not folded into its sums: what runs look at one by one, tests look at together.
import type { PairLedger } from '../ledger.ts';
import type { RoundTrip } from '../round-trip.ts';

export function roundTripsLeft(ledger: PairLedger): RoundTrip[] {
  const iterations = new Set([...ledger.cycles()].map(({ start }) => start.iteration));
  return [...iterations]
    .map((iteration) => ledger.roundTrip(iteration))
    .filter((trip): trip is RoundTrip => trip !== undefined);
}
