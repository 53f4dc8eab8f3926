// Round trips by our fills on the primary as they were told: from flat to flat, but for what is too small to be an order. What a venue
// tells only after a pair was flat by all that it had told belongs to the round trip in which it is told.
import type { Instrument } from '../../../src/core/instrument.ts';
import { absLots, lots } from '../../../src/core/money.ts';
import { minimumOrder } from '../../../src/core/pair.ts';
import { sideSign } from '../../../src/core/side.ts';
import type { FillEvent } from '../../../src/core/events.ts';

export class RoundTrips {
  done = 0;
  #position = 0;
  #isOpen = false;

  /** `fills` are of any instrument; each of them is given once. */
  take(instrument: Instrument, fills: readonly FillEvent[]): void {
    for (const fill of fills) {
      const { side, quantity, price } = fill;
      if (fill.instrument !== instrument.key) continue;
      this.#position += sideSign(side) * quantity;
      const isOpen = absLots(lots(this.#position)) >= minimumOrder(instrument, { bid: price, ask: price });
      if (this.#isOpen && !isOpen) this.done += 1;
      this.#isOpen = isOpen;
    }
  }
}
