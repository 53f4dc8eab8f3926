// Round trips as the primary venue saw them: from flat to flat by fills of ours, but for what is too small to be an order.
import { absLots, lots } from '../../../src/core/money.ts';
import { minimumOrder } from '../../../src/core/pair.ts';
import { sideSign } from '../../../src/core/side.ts';
import type { VenueFill } from '../../../src/venues/simulated/venue-order.ts';
import type { LegTruth } from '../../observed.ts';

export class RoundTrips {
  done = 0;
  #read = 0;
  #position = 0;
  #isOpen = false;

  take({ fills, instrument }: LegTruth): void {
    for (; this.#read < fills.length; this.#read += 1) {
      const { clientOrderId, side, quantity, price } = fills[this.#read] as VenueFill;
      if (clientOrderId <= 0) continue;
      this.#position += sideSign(side) * quantity;
      const isOpen = absLots(lots(this.#position)) >= minimumOrder(instrument, { bid: price, ask: price });
      if (this.#isOpen && !isOpen) this.done += 1;
      this.#isOpen = isOpen;
    }
  }
}
