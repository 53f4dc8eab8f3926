// The ids that a venue gives. A simulated venue counts from one on each instrument; a server that is started again must not give
// an id twice.

export interface VenueIds {
  nextOrderId(): string;
  nextTradeId(): string;
}

export class CountedIds implements VenueIds {
  #orders: number;
  #trades: number;

  /** Ids begin above `from`. */
  constructor(from: number = 0) {
    this.#orders = from;
    this.#trades = from;
  }

  nextOrderId(): string {
    this.#orders += 1;
    return String(this.#orders);
  }

  nextTradeId(): string {
    this.#trades += 1;
    return String(this.#trades);
  }
}
