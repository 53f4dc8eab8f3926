// One run of a pair, whatever world it is in: simulated and paced, or over the wire with the machine's clock. The session shows
// it, writes it down and interrupts it.
import type { AlertCommand, FinishCommand } from '../../core/commands.ts';
import type { OperatorEvent, Requester } from '../../core/events.ts';
import type { Instrument } from '../../core/instrument.ts';
import type { Lots } from '../../core/money.ts';
import type { PairState } from '../../execution/pair-state.ts';
import type { FundingPayment, LedgerFill } from '../../ledger/entries.ts';
import type { HedgeEpisode } from '../../ledger/hedge-episode.ts';
import type { Clock } from '../../ports/clock.ts';
import type { Journal } from '../../ports/journal.ts';

/** What a run tells while it goes on. */
export interface RunPorts {
  readonly journal: Journal;
  readonly onFills: (fills: readonly LedgerFill[]) => void;
  readonly onFunding: (payments: readonly FundingPayment[]) => void;
  readonly onHedges: (episodes: readonly HedgeEpisode[]) => void;
  readonly onAlert: (alert: AlertCommand, atUs: number) => void;
  /** Goes on with what an earlier process knew, before the first event. */
  readonly prepare: (pair: PairState) => void;
}

export interface RunWatch {
  /** Both books have spoken, or never will. */
  readonly onPriced: () => void;
  /** Called several times a second of wall time, between events. */
  readonly onLookUp: () => void;
}

export interface PairRun {
  readonly pair: PairState;
  readonly clock: Clock;
  /** On its clock, in µs. */
  readonly startUs: number;
  /** How it ended; `undefined` while it goes on. */
  readonly finish: FinishCommand | undefined;
  /** Lets it happen, until it has ended and nothing more is to come. Called once. */
  play(watch: RunWatch): Promise<void>;
  /** Long > 0, by the venue's own word: for whoever judges the run when it is over. */
  venuePosition(instrument: Instrument): Lots;
  /** What is to be said of it when it is over, in sentences. */
  remarks(): readonly string[];
  /** Whether all venues have confirmed at its end what is booked, to the smallest unit; `null` where there are none to ask. */
  venuesAgree(): boolean | null;
  /** What a person, or the run's own schedule, asks for; it is decided on at once. */
  operate(action: OperatorEvent['action'], reason: string, by?: Requester): void;
  /** Ends it here and now, with whatever is open. */
  leave(reason: string): void;
}
