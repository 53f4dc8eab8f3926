// The venues of a local run: opened on servers that this process starts, what they say until the run begins, and what both came to
// in the end.
import { assertPresent } from '../../../core/assert.ts';
import type { Instrument } from '../../../core/instrument.ts';
import type { LocalServersOptions } from '../../access/local-servers.ts';
import type { Environment } from '../../access/variables.ts';
import { VenueAccess } from '../../access/venue-access.ts';
import { nothingBooked, withFill, type Booked } from './compare-with-venue.ts';
import { WaitingRoom } from './waiting-room.ts';

export class LocalVenues {
  readonly waitingRoom = new WaitingRoom();
  /** Opens them, and closes them. */
  readonly access: VenueAccess;

  constructor(environment: Environment, local: LocalServersOptions) {
    this.access = new VenueAccess({ environment, keys: 'required', local, sink: this.waitingRoom.deliver });
  }

  /** What the server's own ledger says of an instrument: there is one account on it, ours. */
  account({ venue, symbol }: Instrument): Booked {
    const { ledger } = assertPresent(this.access.server(venue), `the server of ${venue}`).exchange;
    let sum = nothingBooked;
    for (const { key } of ledger.accounts()) {
      for (const fill of ledger.fillsSince(key, symbol, 0)) sum = withFill(sum, fill);
    }
    return sum;
  }
}
