// Round trips as the primary venue saw them: from flat to flat by fills of ours, but for what is too small to be an order.
import type { Instrument } from '../../../src/core/instrument.ts';
import { absLots, lots } from '../../../src/core/money.ts';
import { minimumOrder } from '../../../src/core/pair.ts';
import { sideSign } from '../../../src/core/side.ts';
import type { VenueFill } from '../../../src/venues/simulated/venue-order.ts';

export class RoundTrips {
  done = 0;
  #position = 0;
  #isOpen = false;

  take(instrument: Instrument, fills: readonly VenueFill[]): void {
    for (const { clientOrderId, side, quantity, price } of fills) {
      if (clientOrderId <= 0) continue;
      this.#position += sideSign(side) * quantity;
      const isOpen = absLots(lots(this.#position)) >= minimumOrder(instrument, { bid: price, ask: price });
      if (this.#isOpen && !isOpen) this.done += 1;
      this.#isOpen = isOpen;
    }
  }
}
