// All that is looked at before it is judged. A fact that could not be had says why; one that nobody could ask for, because something
// before it failed, is `undefined`.
import type { CheckFailure, Checked } from '../../core/checked.ts';
import type { VenueFailure } from '../../core/failure.ts';
import type { FeeSchedule, Instrument, VenueAccountKey } from '../../core/instrument.ts';
import type { MarginFigures } from '../../core/margin.ts';
import type { MarginLimits } from '../../core/margin-limits.ts';
import type { BaseQuantity } from '../../core/money.ts';
import type { Touch } from '../../market/touch.ts';
import type { VenueCapabilities, VenueSite } from '../../venues/adapter.ts';
import type { Examination } from '../../venues/examination.ts';
import type { FoundFile } from '../settings/env-file.ts';
import type { OrderTestFacts } from './order-test-facts.ts';

export interface DoctorFacts {
  /** The file that variables were added from, where there is one. */
  readonly environmentFile: FoundFile | undefined;
  readonly primary: LegFacts;
  readonly hedge: LegFacts;
  /** Where both instruments are known. */
  readonly pair: PairFacts | undefined;
  /** Local µs, when all of it was known. */
  readonly nowUs: number;
  /** An order on each venue was asked for. */
  readonly isOrderTest: boolean;
}

export interface LegFacts {
  readonly role: 'primary' | 'hedge';
  readonly venue: string;
  readonly capabilities: VenueCapabilities;
  /** The account and where it is, once the venue has let us in. */
  readonly opened: Checked<{ readonly account: VenueAccountKey; readonly site: VenueSite }>;
  /** The venue's clock less ours. */
  readonly clockOffsetUs: number | undefined;
  readonly instrument: Checked<Instrument> | undefined;
  /** Both streams were opened. */
  readonly followed: Checked<undefined> | undefined;
  readonly book: BookFacts | undefined;
  readonly examination: Checked<Examination> | undefined;
  readonly requests: RequestFacts | undefined;
  readonly margin: Checked<MarginFigures> | undefined;
  /** Nothing is held or rests there, or why a run would not start beside it. */
  readonly leftovers: Checked<undefined> | undefined;
  readonly order: OrderTestFacts | undefined;
}

export interface BookFacts {
  readonly touch: Touch | undefined;
  /** Messages of the book since the stream was opened, and for how long it was listened to, in µs. */
  readonly messages: number;
  readonly listenedUs: number;
  /** How old messages were when they came, by the venue's clock, in µs. */
  readonly agesUs: readonly number[];
}

/** The same question, asked several times. */
export interface RequestFacts {
  readonly roundTripsUs: readonly number[];
  readonly failures: readonly VenueFailure[];
}

/** What a run of this pair would be asked to do. */
export interface PairFacts {
  readonly size: BaseQuantity;
  /** The coarser of both lots. */
  readonly sizeStep: bigint;
  readonly marginLimits: MarginLimits;
  /** What a run would reckon with. */
  readonly primaryFees: FeeSchedule;
  readonly hedgeFees: FeeSchedule;
  /** The first contradiction in it, with prices where they are known; nothing where it can be asked for. */
  readonly contradiction: Pick<CheckFailure, 'message' | 'remedy'> | undefined;
}
