// What a venue is asked when a run is over: its position, its history and its open orders, once more. A run is called flat by the
// venue's word, never by our own belief alone.
import type { EngineEvent, FillEvent } from '../../../core/events.ts';
import type { InstrumentKey } from '../../../core/instrument.ts';
import { limits, microseconds } from '../../../core/limits.ts';
import type { Lots } from '../../../core/money.ts';
import type { Clock } from '../../../ports/clock.ts';
import type { Venue } from '../../../ports/venue.ts';
import type { OpenVenue } from '../../../venues/adapter.ts';
import { isSameBooked, nothingBooked, withFill, type Booked } from './booked.ts';

export interface BookQuestion {
  readonly venue: Venue;
  readonly instrument: InstrumentKey;
  /** Of the venue's history, in µs of its clock. */
  readonly sinceVenueTimeUs: number;
  readonly expected: Booked;
}

/** Beyond every id that a run's engine gives. */
const firstRequestId = 1_000_000_000_000;

export class ClosingQuestions {
  readonly #clock: Clock;
  #lastRequestId = firstRequestId;
  #asking: Asking[] = [];
  #isGivenUp = false;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** Where venues deliver while it is asked. */
  receive(event: EngineEvent): void {
    for (const asking of this.#asking) asking.receive(event);
  }

  /** Nothing is asked or waited for any more. */
  giveUp(): void {
    this.#isGivenUp = true;
    for (const asking of this.#asking) asking.end();
  }

  /** What is held and was traded. `undefined` where the venue does not answer. */
  booked(question: BookQuestion): Promise<Booked | undefined> {
    return this.#askUntil(
      () => this.#askBooks(question),
      (said) => isSameBooked(said, question.expected),
    );
  }

  /** How many orders in the instrument are open, of whomever. `undefined` where the venue does not answer. */
  openOrders(venue: Pick<OpenVenue, 'accountState'>, symbol: string): Promise<number | undefined> {
    return this.#askUntil(
      async () => {
        const account = await venue.accountState();
        return account.ok
          ? account.value.openOrders.filter((order) => order.symbol === symbol).length
          : undefined;
      },
      (count) => count === 0,
    );
  }

  /** Asks again while the answer is not what is expected: what a venue shows may be late. */
  async #askUntil<Said>(
    ask: () => Promise<Said | undefined>,
    isExpected: (said: Said) => boolean,
  ): Promise<Said | undefined> {
    let said: Said | undefined;
    for (let tries = 0; tries < limits.closingTries && !this.#isGivenUp; tries += 1) {
      if (tries > 0) await this.#pause(limits.closingPauseMs);
      said = (await ask()) ?? said;
      if (said !== undefined && isExpected(said)) break;
    }
    return said;
  }

  async #askBooks({ venue, instrument, sinceVenueTimeUs }: BookQuestion): Promise<Booked | undefined> {
    const positionId = ++this.#lastRequestId;
    const fillsId = ++this.#lastRequestId;
    const asking = new Asking(instrument, positionId, fillsId);
    this.#asking.push(asking);
    venue.queryPosition(instrument, positionId);
    venue.queryFills(instrument, fillsId, sinceVenueTimeUs);
    await Promise.race([asking.isOver, this.#pause(limits.closingReplyMs)]);
    this.#asking = this.#asking.filter((other) => other !== asking);
    return asking.answer();
  }

  #pause(milliseconds: number): Promise<void> {
    return new Promise((resolve) => {
      this.#clock.wakeAt(this.#clock.nowUs() + microseconds(milliseconds), resolve);
    });
  }
}

/** One pair of questions under way. */
class Asking {
  readonly isOver: Promise<void>;
  end: () => void = () => undefined;
  readonly #instrument: InstrumentKey;
  readonly #positionId: number;
  readonly #fillsId: number;
  /** By trade id. */
  readonly #fills = new Map<string, FillEvent>();
  #position: Lots | undefined;
  #areFillsTold = false;

  constructor(instrument: InstrumentKey, positionId: number, fillsId: number) {
    this.#instrument = instrument;
    this.#positionId = positionId;
    this.#fillsId = fillsId;
    this.isOver = new Promise((resolve) => {
      this.end = resolve;
    });
  }

  receive(event: EngineEvent): void {
    if (!('instrument' in event) || event.instrument !== this.#instrument) return;
    if (event.kind === 'fill') this.#fills.set(event.tradeId, event);
    if (event.kind === 'position-report' && event.requestId === this.#positionId)
      this.#position = event.position;
    if (event.kind === 'fills-report' && event.requestId === this.#fillsId) this.#areFillsTold = true;
    const isFailed =
      event.kind === 'request-failed' &&
      (event.requestId === this.#positionId || event.requestId === this.#fillsId);
    if (isFailed || (this.#position !== undefined && this.#areFillsTold)) this.end();
  }

  answer(): Booked | undefined {
    const position = this.#position;
    if (position === undefined || !this.#areFillsTold) return undefined;
    const { count, fees } = [...this.#fills.values()].reduce(withFill, nothingBooked);
    return { count, position, fees };
  }
}
