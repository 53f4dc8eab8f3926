// Round trips as the primary venue saw them: from flat to flat, by fills of ours.
import { sideSign } from '../../../src/core/side.ts';
import type { VenueFill } from '../../../src/venues/simulated/venue-order.ts';
import type { LegTruth } from '../../observed.ts';

export class RoundTrips {
  done = 0;
  #read = 0;
  #position = 0;

  take({ fills }: LegTruth): void {
    for (; this.#read < fills.length; this.#read += 1) {
      const { clientOrderId, side, quantity } = fills[this.#read] as VenueFill;
      if (clientOrderId <= 0) continue;
      this.#position += sideSign(side) * quantity;
      if (this.#position === 0) this.done += 1;
    }
  }
}
