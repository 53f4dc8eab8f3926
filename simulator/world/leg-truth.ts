// One leg as its venue has it: read from the venue's ledger at every look, so that nothing that the process believes or that a
// message said can be in it.
import type { Instrument } from '../../src/core/instrument.ts';
import { addLots, lots, zeroLots, zeroQuote, type Lots, type QuoteAmount } from '../../src/core/money.ts';
import type { ClientOrderId } from '../../src/core/order.ts';
import { sideSign } from '../../src/core/side.ts';
import type { SimulatedVenue } from '../../src/venues/simulated/simulated-venue.ts';
import type { Book } from '../../src/market/book.ts';
import type { Holding, VenueAccount } from '../../src/venues/simulated/venue-ledger.ts';
import type { VenueFill, VenueOrder } from '../../src/venues/simulated/venue-order.ts';
import type { LegTruth } from '../observed.ts';
import type { LegName } from '../scenario/scenario.ts';
import type { FaultsInForce } from './fault-board.ts';
import type { PrivateStream } from './private-stream.ts';
import type { PublicStream } from './public-stream.ts';
import { answerFaults, orderFaults } from './request-faults.ts';

interface Parts {
  readonly leg: LegName;
  readonly instrument: Instrument;
  readonly venue: SimulatedVenue;
  readonly board: FaultsInForce;
  readonly publicStream: PublicStream;
  readonly privateStream: PrivateStream;
  readonly latencyUs: number;
}

export class VenueTruth implements LegTruth {
  readonly instrument: Instrument;
  readonly #parts: Parts;
  readonly #fills: VenueFill[] = [];
  readonly #account: VenueAccount;
  readonly #market: Book;
  /** Looked up once: these figures are asked for many times after every item. */
  #held: Holding | undefined;
  readonly #isShared: boolean;
  #seen = 0;
  #foreign: Lots = zeroLots;

  constructor(parts: Parts, isShared: boolean) {
    this.#parts = parts;
    this.instrument = parts.instrument;
    this.#account = parts.venue.ledger.account(parts.venue.account);
    this.#market = parts.venue.ledger.markBook(parts.instrument.symbol);
    this.#isShared = isShared;
  }

  get position(): Lots {
    return this.#holding()?.position ?? zeroLots;
  }

  get open(): readonly VenueOrder[] {
    const open: VenueOrder[] = [];
    for (const order of this.#account.workingOrders)
      if (order.symbol === this.instrument.symbol) open.push(order);
    return open;
  }

  order(clientOrderId: number): VenueOrder | undefined {
    const order = this.#account.orders.get(clientOrderId as ClientOrderId);
    return order?.symbol === this.instrument.symbol ? order : undefined;
  }

  get fills(): readonly VenueFill[] {
    this.#readFills();
    return this.#isShared ? this.#fills : this.#account.fills;
  }

  get foreign(): Lots {
    this.#readFills();
    return this.#foreign;
  }

  get cash(): QuoteAmount {
    return this.#holding()?.cash ?? zeroQuote;
  }

  get fees(): QuoteAmount {
    return this.#holding()?.fees ?? zeroQuote;
  }

  get funding(): QuoteAmount {
    return this.#holding()?.funding ?? zeroQuote;
  }

  get collateral(): QuoteAmount {
    return this.#account.collateral;
  }

  get bid(): number | undefined {
    return this.#market.bids.bestPrice();
  }

  get ask(): number | undefined {
    return this.#market.asks.bestPrice();
  }

  get isReachable(): boolean {
    const { board, leg } = this.#parts;
    return !board.isAnyActive(answerFaults, leg) && !board.isDisturbed('requests', leg);
  }

  get isTrading(): boolean {
    const { board, leg } = this.#parts;
    return !board.isAnyActive(orderFaults, leg);
  }

  get isStreaming(): boolean {
    return this.#parts.privateStream.isHealthy;
  }

  get isPublic(): boolean {
    return this.#parts.publicStream.isHealthy;
  }

  get latencyUs(): number {
    const { board, leg, latencyUs } = this.#parts;
    const slowMs =
      (board.active('slow-requests', leg)?.amount ?? 0) + (board.active('slow-replies', leg)?.amount ?? 0);
    return latencyUs + slowMs * 1_000;
  }

  /** The account's history is one for all instruments. */
  #readFills(): void {
    const { fills } = this.#account;
    for (; this.#seen < fills.length; this.#seen += 1) {
      const fill = fills[this.#seen] as VenueFill;
      if (fill.symbol !== this.instrument.symbol) continue;
      if (this.#isShared) this.#fills.push(fill);
      if (fill.clientOrderId < 0)
        this.#foreign = addLots(this.#foreign, lots(sideSign(fill.side) * fill.quantity));
    }
  }

  #holding(): Holding | undefined {
    return (this.#held ??= this.#account.holdings.get(this.instrument.symbol));
  }
}
