// The run's own book: what its engine has booked, by its journal.
import type { EngineEvent } from '../../core/events.ts';
import type { Instrument, InstrumentKey } from '../../core/instrument.ts';
import { addLots, lots, zeroLots, type Lots } from '../../core/money.ts';
import { sideSign } from '../../core/side.ts';
import { isRecordFailure } from '../../journal/failure.ts';
import { playRecord, type PlaybackEnd } from '../history/play-record.ts';
import type { RecordedRun } from '../history/recorded-run.ts';
import type { BookedFill, BookedPayment, LegBooks } from './books.ts';

export interface RunBooks {
  readonly legs: ReadonlyMap<InstrumentKey, LegBooks>;
  /** Local time of the last turn, in µs. */
  readonly endUs: number;
  /** When each venue first spoke, in µs of its clock: what was paid before is not this run's. */
  readonly firstHeardUs: ReadonlyMap<InstrumentKey, number>;
  /** Why this is what the record was told, and not what an engine books of it; `undefined` where it is. */
  readonly doubt: string | undefined;
}

/**
 * What the engine books when the record is played again. A record that does not play as it did, or is damaged, is read for what it was
 * told instead, as far as it goes, so that what is wrong with it can be found.
 */
export function readRunBooks(run: RecordedRun): RunBooks {
  const { primary, hedge } = run.start.pair;
  const told = new Telling([primary, hedge]);
  for (const turn of run.journal.turns())
    if (!isRecordFailure(turn)) turn.events.forEach((event) => told.hear(event));
  const booked = new Telling([primary, hedge]);
  const { end, pair } = playRecord(run, {
    onlooker: {
      after: (_turn, _asked, { bookedFills, bookedFunding }) => {
        for (const fill of bookedFills) booked.fill(fill.instrument, fill);
        for (const payment of bookedFunding) booked.payment(payment.instrument, payment);
      },
    },
  });
  const { endUs, firstHeardUs } = told;
  const doubt = doubtOf(end);
  if (doubt !== undefined) return { legs: told.books(), endUs, firstHeardUs, doubt };
  const positions = new Map(pair.legs.map(({ instrument, position }) => [instrument.key, position]));
  return { legs: booked.books(positions), endUs, firstHeardUs, doubt };
}

function doubtOf(end: PlaybackEnd): string | undefined {
  switch (end.kind) {
    case 'played':
      return undefined;
    case 'damaged':
      return `${end.failure.text} Only what stands before is compared.`;
    case 'differs':
      return 'the journal does not play again as it was recorded (see `evenkeel replay`): what it was told is compared';
  }
}

/** Fills and payments by their ids, each once. */
class Telling {
  readonly firstHeardUs = new Map<InstrumentKey, number>();
  endUs = 0;
  readonly #fills: ReadonlyMap<InstrumentKey, Map<string, BookedFill>>;
  readonly #payments: ReadonlyMap<InstrumentKey, Map<string, BookedPayment>>;

  constructor(instruments: readonly Instrument[]) {
    this.#fills = new Map(instruments.map(({ key }) => [key, new Map<string, BookedFill>()]));
    this.#payments = new Map(instruments.map(({ key }) => [key, new Map<string, BookedPayment>()]));
  }

  hear(event: EngineEvent): void {
    this.endUs = event.atUs;
    if (event.kind === 'fill') this.fill(event.instrument, event);
    else if (event.kind === 'funding-payment') this.payment(event.instrument, event);
    else if (event.kind === 'book' && !this.firstHeardUs.has(event.instrument))
      this.firstHeardUs.set(event.instrument, event.venueTimeUs);
  }

  fill(instrument: InstrumentKey, fill: BookedFill): void {
    const fills = this.#fills.get(instrument);
    if (fills?.has(fill.tradeId) === false) fills.set(fill.tradeId, fill);
  }

  payment(instrument: InstrumentKey, payment: BookedPayment): void {
    const payments = this.#payments.get(instrument);
    if (payments?.has(payment.paymentId) === false) payments.set(payment.paymentId, payment);
  }

  /** A position is the sum of its fills, unless it is known to be more. */
  books(positions?: ReadonlyMap<InstrumentKey, Lots>): ReadonlyMap<InstrumentKey, LegBooks> {
    return new Map(
      [...this.#fills].map(([instrument, byId]) => {
        const fills = [...byId.values()];
        const payments = [...(this.#payments.get(instrument)?.values() ?? [])];
        return [instrument, { fills, payments, position: positions?.get(instrument) ?? sumOf(fills) }];
      }),
    );
  }
}

const sumOf = (fills: readonly BookedFill[]): Lots =>
  fills.reduce((sum, { side, quantity }) => addLots(sum, lots(sideSign(side) * quantity)), zeroLots);
