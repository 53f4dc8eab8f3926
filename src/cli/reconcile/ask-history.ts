// The venue's own book of one leg: its history of the run's fills and of funding, and the position that it shows now.
import { accepted, refused, type Checked, type CheckFailure } from '../../core/checked.ts';
import type { EngineEvent, RequestFailedEvent } from '../../core/events.ts';
import { describeFailure } from '../../core/failure.ts';
import type { Instrument, InstrumentKey } from '../../core/instrument.ts';
import type { Lots } from '../../core/money.ts';
import type { Venue } from '../../ports/venue.ts';
import type { BookedFill, BookedPayment, LegBooks } from './books.ts';

export interface HistoryQuestion {
  readonly venue: Venue;
  readonly instrument: Instrument;
  /** In µs of the venue's clock. */
  readonly fillsSinceUs: number;
  readonly paymentsFromUs: number;
  readonly paymentsUntilUs: number;
}

/** Deaf to whatever was not asked. A venue answers every question, and be it with a failure. */
export class HistoryQuestions {
  readonly #asked = new Map<InstrumentKey, Asked>();

  /** Where venues deliver. */
  readonly hear = (event: EngineEvent): void => {
    if ('instrument' in event) this.#asked.get(event.instrument)?.hear(event);
  };

  ask(question: HistoryQuestion): Promise<Checked<LegBooks>> {
    return new Promise((resolve) => {
      const { venue, instrument, fillsSinceUs, paymentsFromUs } = question;
      this.#asked.set(instrument.key, new Asked(question, resolve));
      venue.queryFills(instrument.key, requestIds.fills, fillsSinceUs);
      venue.queryFunding(instrument.key, requestIds.funding, paymentsFromUs);
      venue.queryPosition(instrument.key, requestIds.position);
    });
  }
}

const requestIds = { fills: 1, funding: 2, position: 3 } as const;

class Asked {
  readonly #question: HistoryQuestion;
  readonly #resolve: (answer: Checked<LegBooks>) => void;
  readonly #fills = new Map<string, BookedFill>();
  readonly #payments = new Map<string, BookedPayment>();
  readonly #missing = new Set<'fills' | 'funding'>(['fills', 'funding']);
  #position: Lots | undefined;

  constructor(question: HistoryQuestion, resolve: (answer: Checked<LegBooks>) => void) {
    this.#question = question;
    this.#resolve = resolve;
  }

  hear(event: EngineEvent): void {
    switch (event.kind) {
      case 'fill':
        this.#fills.set(event.tradeId, event);
        return;
      case 'funding-payment':
        this.#payments.set(event.paymentId, event);
        return;
      case 'fills-report':
        this.#missing.delete('fills');
        break;
      case 'funding-report':
        this.#missing.delete('funding');
        break;
      case 'position-report':
        this.#position = event.position;
        break;
      case 'request-failed':
        if (event.requestId !== undefined) this.#resolve(untold(this.#question.instrument, event));
        return;
      default:
        return;
    }
    this.#answerIfComplete();
  }

  #answerIfComplete(): void {
    if (this.#missing.size > 0 || this.#position === undefined) return;
    const { paymentsFromUs, paymentsUntilUs } = this.#question;
    const payments = [...this.#payments.values()].filter(
      ({ venueTimeUs }) => venueTimeUs >= paymentsFromUs && venueTimeUs <= paymentsUntilUs,
    );
    this.#resolve(accepted({ fills: [...this.#fills.values()], payments, position: this.#position }));
  }
}

function untold({ venue, symbol }: Instrument, { request, failure }: RequestFailedEvent): CheckFailure {
  const what = { 'query-fills': 'fills', 'query-funding': 'funding', 'query-position': 'position' } as const;
  const asked = request in what ? what[request as keyof typeof what] : request;
  return refused(
    'history-untold',
    `${venue} did not tell the ${asked} of ${symbol}: ${describeFailure(failure)}`,
    'try again in a while: nothing was compared',
  );
}
