// A real venue's public stream as a market source, one message at a time. What happens there happens here when it is heard, because that
// is when we can know of it.
import type { BookEvent, TradeEvent } from '../../core/events.ts';
import type { Instrument } from '../../core/instrument.ts';
import { LevelBuffer } from '../../core/levels.ts';
import { zeroLots, type Ticks } from '../../core/money.ts';
import type { MarketMessage, MarketSource } from '../../ports/market-source.ts';

export class LiveSource implements MarketSource {
  readonly instrument: Instrument;
  readonly #message: MarketMessage = {
    kind: 'lost',
    venueTimeUs: 0,
    localTimeUs: 0,
    levels: new LevelBuffer(1_024),
    price: 0 as Ticks,
    quantity: zeroLots,
    aggressor: 'buy',
  };
  #isTaken = true;
  /** The venue's own time of the last book, and when it was heard. */
  #bookVenueUs = -Infinity;
  #bookHeardUs = 0;

  constructor(instrument: Instrument) {
    this.instrument = instrument;
  }

  /** Makes this the next message. An empty snapshot is an adapter's word that it has lost the market. */
  tell(event: BookEvent | TradeEvent): void {
    const message = this.#message;
    this.#isTaken = false;
    message.localTimeUs = event.atUs;
    if (event.kind === 'trade') {
      message.kind = 'trade';
      message.price = event.price;
      message.quantity = event.quantity;
      message.aggressor = event.aggressor;
      message.levels.clear();
      // The last book shows it already: to whoever counts the queue both are of one moment.
      const isInBook = event.venueTimeUs <= this.#bookVenueUs;
      message.venueTimeUs = Math.max(message.venueTimeUs, isInBook ? this.#bookHeardUs : event.atUs);
      return;
    }
    this.#bookVenueUs = Math.max(this.#bookVenueUs, event.venueTimeUs);
    this.#bookHeardUs = event.atUs;
    message.kind = !event.isSnapshot ? 'levels' : event.levels.count === 0 ? 'lost' : 'snapshot';
    message.levels.copyFrom(event.levels);
    message.venueTimeUs = event.atUs;
  }

  get nextTimeUs(): number {
    return this.#isTaken ? Infinity : this.#message.venueTimeUs;
  }

  take(): MarketMessage {
    this.#isTaken = true;
    return this.#message;
  }
}
