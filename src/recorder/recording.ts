// A recording as it is replayed: one instrument, its fused book and its trades, as columns of whole numbers, because a
// backtest reads millions of messages a second and an object for each would take most of that time.

export type MarketKind = 'linear-perpetual' | 'inverse-perpetual' | 'spot';

export interface Recording {
  readonly facts: RecordingFacts;
  readonly messages: MessageColumns;
}

/** What was read off the data, what was assumed, and what its checks found. Decimals are text, times are µs. */
export interface RecordingFacts {
  readonly kind: MarketKind;
  /** As the exchange spells it. */
  readonly symbol: string;
  readonly base: string;
  readonly quote: string;
  /** In the quote asset. */
  readonly tickSize: string;
  /** In the base asset; for an inverse market chosen, see `contractValue`. */
  readonly lotSize: string;
  /** Quote value of one contract of an inverse market, `null` for the others. */
  readonly contractValue: string | null;
  /** What the venue said of trading when it was recorded; `null` where it was not asked. */
  readonly listed: ListedTerms | null;
  /** Venue time of the first message and of the last. */
  readonly startUs: number;
  readonly endUs: number;
  /** The smallest (local − venue) seen: the recorder's clock error plus the fastest delivery. Negative: its clock was behind. */
  readonly clockOffsetUs: number;
  readonly lines: LineCounts;
  readonly leftOut: LeftOutCounts;
  readonly sequence: SequenceChecks;
  readonly crossed: CrossedChecks;
  /** Sentences: what is not in the data and was taken for granted, and how defects are treated. */
  readonly assumptions: readonly string[];
}

export interface ListedTerms {
  readonly venue: string;
  readonly minLots: number;
  /** In the quote asset. */
  readonly minNotional: string;
  /** In bps; a rebate is negative. */
  readonly makerFeeBps: string;
  readonly takerFeeBps: string;
}

/** Raw lines by what they held. */
export interface LineCounts {
  readonly snapshot: number;
  readonly depth: number;
  readonly bookTicker: number;
  readonly trade: number;
  /** Lines of other streams, by the stream's name. */
  readonly other: Readonly<Record<string, number>>;
}

/** Lines that became no message of their own: together with the messages they account for every line. */
export interface LeftOutCounts {
  /** Came before the first snapshot, which contains what they changed. */
  readonly beforeSnapshot: number;
  /** Book updates that are older than what was already applied. */
  readonly outdated: number;
  /** Book updates that say what the book already shows. */
  readonly unchanged: number;
  /** Best bid and ask that cross each other. */
  readonly crossed: number;
  /** Trades outside the book (insurance fund, auto-deleveraging), by the exchange's word for them. */
  readonly notBookTrades: Readonly<Record<string, number>>;
  /** Trades with an id that had come before. */
  readonly repeatedTrades: number;
  /** Trades smaller than one lot: the lot of an inverse market is chosen, not the exchange's. */
  readonly tradesBelowOneLot: number;
}

export interface SequenceChecks {
  /** Places where depth updates are missing. */
  readonly gapCount: number;
  /** The first gaps, from the last update before to the first after, in venue time. */
  readonly gaps: readonly TimeSpan[];
  /** Trade ids that were skipped. */
  readonly missingTrades: number;
  /** Lines that stood behind later ones; they were put in order of arrival. Not there where all stood in order. */
  readonly disorder?: Disorder | undefined;
}

export interface Disorder {
  readonly count: number;
  /** From the first of them to the last, in venue time, as far as the recorder's clock tells it. */
  readonly span: TimeSpan;
}

export interface CrossedChecks {
  /** Updates after which best bid ≥ best ask. Crossed levels are removed, so no message leaves a crossed book. */
  readonly count: number;
  /** Venue time from the first to the last, `null` when there is none. */
  readonly span: TimeSpan | null;
}

export interface TimeSpan {
  readonly fromUs: number;
  readonly toUs: number;
}

export const messageKind = { snapshot: 0, levels: 1, trade: 2, lost: 3 } as const;

/** Row m of the first four columns is message m; its levels are the rows [levelEnds[m − 1], levelEnds[m]) of the last two. */
export interface MessageColumns {
  readonly count: number;
  /** One of `messageKind`. */
  readonly kinds: Uint8Array;
  /** When it happened at the venue. Never goes back. */
  readonly venueTimesUs: Float64Array;
  /** The recorder's own clock. Never goes back among book messages, nor among trades. */
  readonly localTimesUs: Float64Array;
  readonly levelEnds: Uint32Array;
  /** Ticks; negative on the bid side. A trade is one level, negative when the buyer took. */
  readonly signedTicks: Float64Array;
  /** Lots; 0 removes the level. */
  readonly lots: Float64Array;
}

/** The offset by which recordings of one recorder are shifted together, so that no message arrives before it happened. */
export function commonClockOffsetUs(recordings: readonly Recording[]): number {
  return Math.min(...recordings.map((recording) => recording.facts.clockOffsetUs));
}
