// What a local server's own ledger says of an instrument: there is one account on it, ours.
import type { Instrument } from '../../../core/instrument.ts';
import type { LocalVenueServer } from '../../../venues/local/local-venue-server.ts';
import { nothingBooked, withFill, type Booked } from './booked.ts';

export function serverBook({ exchange: { ledger } }: LocalVenueServer, { symbol }: Instrument): Booked {
  let sum = nothingBooked;
  for (const { key } of ledger.accounts()) {
    for (const fill of ledger.fillsSince(key, symbol, 0)) sum = withFill(sum, fill);
  }
  return sum;
}
