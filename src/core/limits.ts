// Every bound of the engine, by name, with the relations between them asserted once at load.
import { assert } from './assert.ts';

export const limits = {
  /** The engine decides at least this often, whatever happens or does not happen on the market. */
  heartbeatMs: 50,

  /** An attempt fails when this passes without a fill; every maker policy is judged by the same figure. */
  attemptPatienceMs: 15_000,
  /** A quote is not replaced earlier than this after it was sent, unless it must be cancelled for safety. */
  quoteAgeMsMin: 500,
  /** The policy `adaptive`: how far the touch must have run from a quote, in millionths of it; see docs/outcomes.md. */
  adaptiveDistancePpm: 200,
  /** The policy `fixed-s4`: when a quote is first looked at, and when it is given up for good. */
  fixedS4CheckMs: 10_000,
  fixedS4FailMs: 180_000,
  /** The pause after a quote was refused, so that a storm of refusals cannot become a storm of orders. */
  quoteRefusedPauseMs: 200,
  /** What the pause grows to, doubling, when a venue refuses for another reason than a post-only price. */
  quoteRefusedPauseMsMax: 30_000,
  /** No quote unless both books have spoken within this time. */
  bookAgeMsMax: 5_000,
  /** How far behind the touch an order stands that is only to be taken and cancelled. */
  probeDistanceBps: 40,
  /** The pause after such an order proved nothing, doubling up to the other. */
  probePauseMs: 1_000,
  probePauseMsMax: 15_000,
  /** How long a stop tries to close as maker before it takes. */
  unwindAsMakerMs: 10_000,

  /** A taker order without a terminal report is asked after, and its quantity stays blocked. */
  takerReportMs: 1_000,
  takerTriesPerRound: 3,
  takerRoundsMax: 3,
  /** The pause after each fruitless round; the last is also the pace of a halted engine's retries. */
  takerBackOffMs: [250, 500, 1_000] as readonly number[],
  /** How much a depth-aware try wants the book to show, in percent of what is missing; each try of a round wants as much again. */
  depthCoverPercent: 150,
  /** The pause after a depth-aware try that was all the book showed, so that it can refill. */
  depthRefillMs: 500,
  /** How long a naked quantum may be worked for as maker, and how far the hedge's mid may move against us meanwhile. */
  hedgePatienceMs: 3_000,
  hedgeAdverseMoveBps: 5,
  /** The pause after a venue refused or ended a resting hedge; then its price is made anew. */
  hedgeRestPauseMs: 100,
  /** From the oldest naked quantum to the emergency. */
  hedgeDeadlineMs: 10_000,
  /** A naked quantum for which no order could even be tried leads to the emergency after this time. */
  hedgeImpossibleMs: 1_600,
  /** How long a position that shows a delta to be taken away already holds hedges back, before its fills are found. */
  shownMs: 1_000,
  /** How long a position is waited for after a reduction that came to nothing; then it is tried again. */
  doubtMs: 1_000,
  /** When so much time has passed since the last event, the process stood still; what has waited then comes in within the other. */
  standstillMs: 500,
  settleMs: 100,
  /** What the emergency then has left to find something that can be tried: a reply's time, for positions to be confirmed. */
  lastResortMs: 400,
  /** This many emergencies in a row halt the pair, unless the user says otherwise. */
  consecutiveFailuresMax: 3,

  /** A cancel whose end is not proven within this time is asked after and sent again. */
  cancelProofMs: 2_000,
  /** How often live orders are asked after while nothing is heard of them. */
  orderPollMs: 2_000,
  /** How often positions are asked for, always. */
  positionPollMs: 5_000,
  /** A position query without a reply is asked again after this time. */
  positionReplyMs: 3_000,
  /** How soon a position that disagrees is asked for again. */
  positionRecheckMs: 250,
  /** No quote unless the venue's position agreed with the booked one within this time. */
  positionAgeMsMax: 15_000,
  /** How often the margin of each leg's account is asked for, and how soon again after a failed query. */
  marginPollMs: 5_000,
  marginRecheckMs: 250,
  /** How often funding payments are asked for, beside what the private stream tells, and how soon again after a failed query. */
  fundingPollMs: 30_000,
  fundingRecheckMs: 1_000,
  /** How long the end of a run waits for such a query to be answered. */
  fundingReplyMs: 3_000,
  /** How far back such a query reaches behind what is known: a venue's history may show a payment minutes late; ids dedupe. */
  fundingOverlapMs: 600_000,
  /** No BUILD unless both accounts' margin was asked for, and told, within this time. */
  marginAgeMsMax: 15_000,
  /** How often the other runs on an account are looked at, and how often the same is told again: it is known, and not only old. */
  otherRunsPollMs: 1_000,
  otherRunsRepeatMs: 3_000,
  /** No BUILD unless that was told within this time. */
  otherRunsAgeMsMax: 10_000,
  /** A run that has given no sign of life for so long asks for no margin and no requests any more. */
  otherRunSilenceMsMax: 10_000,
  /** How long accounts must be lopsided before a transfer is recommended, and how often the same one is. */
  lopsidedProofMs: 10_000,
  lopsidedAlertMs: 3_600_000,
  /** A difference that nothing explains must last this long, over several snapshots, before it is believed. */
  foreignProofMs: 5_000,
  /** How far a query of fills reaches back before the newest time that is known to be complete; ids dedupe. */
  fillsOverlapMs: 10_000,
  /** Work that is wanted and blocked for this long is alerted. */
  heldAlertMs: 15_000,

  /** So long after it has left a venue may still take an order of ours: no signature of what takes is valid for longer. */
  requestLifeMs: 5_000,
  /** An order is absent only after this many "not found" answers over at least this time. */
  absenceAnswersMin: 3,
  absenceMs: 10_000,

  /** The share of a venue account's request rate that is kept back for hedges, reductions and cancels. */
  rateReservePercent: 40,
  /** The largest allowance of requests: what a budget remembers. */
  orderRateRequestsMax: 10_000,
  /** The pause of quotes and queries after a 429 is at least the one, and doubles up to the other while they come in a row. */
  rateLimitedPauseMs: 500,
  rateLimitedPauseMsMax: 30_000,

  /** Orders of one turn that may have left before the record that a crash cut off: so many ids are looked for. */
  unrecordedOrdersMax: 4,
  /** Of orders whose record is lost so many are asked after, the newest: what is older rests no more, or is known by its fills. */
  lostOrdersSought: 16,

  /** No order may leave this band around its own venue's mid. */
  priceBandBps: 50,
  /** The share of the order size inside which a pair is judged flat: 1 %. */
  tolerancePercent: 1,
  /** Ended orders that are remembered, so that a late fill finds its order. */
  endedOrdersKept: 4_096,
  /** So many cycles are kept with their fills, and more while a fill of them may still come; older ones are sums. See docs/decisions/0020. */
  cyclesKept: 256,
  lateFillMs: 600_000,
  /** Realised cost is judged over so many round trips at most, and not before there are so many: one alone is mostly noise. */
  costWindowRoundTrips: 50,
  costWindowRoundTripsMin: 20,
  /** What round trips cost beyond what was expected of them is learned from so many on. */
  surchargeRoundTripsMin: 5,
  /** Client order ids that are kept for the end of a run: it stops when no more than these are left of its epoch. */
  orderIdsReserved: 65_536,
  /** A request over the wire without an answer by then is timed out: what it did is not known. */
  requestTimeoutMs: 3_000,
  /** The largest answer or frame that is read. */
  messageBytesMax: 8_388_608,
  /** How often a stream is pinged, and the silence after which it is dead whatever its socket says. */
  streamPingMs: 2_000,
  streamSilenceMsMax: 6_000,
  /** The pause before a lost stream is opened again, doubling up to the other. */
  reconnectPauseMs: 250,
  reconnectPauseMsMax: 5_000,
  /** The life of a resting order where the venue can end it by itself: what a process that dies leaves behind is gone by then. */
  makerLifeMs: 60_000,
  /** So long before that a quote is made anew: a venue that ends it by itself leaves its position to be confirmed first. */
  makerRenewLeadMs: 10_000,
  /** The life of a login whose end the venue does not tell, and the pause between attempts to renew one. */
  sessionLifeMs: 3_600_000,
  loginPauseMs: 5_000,
  /** When a token that lives five minutes is renewed. */
  tokenRenewMs: 180_000,
  /** How old a signature that was begun in advance may be when its order leaves, and how often one is begun. */
  begunOrderMsMax: 500,
  beginOrdersMs: 100,
  /** The same of an order that was written and signed before it was decided on. */
  foreseenOrderMsMax: 500,
  /** Samples of a venue's clock; the one with the shortest round trip is believed. */
  clockSamples: 5,
  /** Who does not answer so many of them is not waited for again. */
  clockSilencesMax: 2,
  /** How often a venue's clock is asked for again: a clock that drifts by 1 % stays inside the windows of signatures. */
  clockPollMs: 60_000,
  /** How often connections that nothing was sent on are used, so that they are there when an order leaves. */
  keepWarmMs: 20_000,
  /** How long it may take until the streams of an instrument deliver for the first time. */
  followMs: 10_000,
  /** Round trips that a check-up measures, of requests and over each stream. */
  roundTripSamples: 10,
  /** How long a recorder keeps what it hears before it writes it down as one block, and how many price levels it keeps at most. */
  recordBlockMs: 1_000,
  recordBlockLevelsMax: 65_536,
  /** What may wait for a slow disk, per market, before blocks are left out. */
  recordWaitingBytesMax: 33_554_432,
  /** The length at which a recorder begins its next files: opened for a replay, they take about five times as much memory. */
  recordPartBytesMax: 33_554_432,
  /** When a run is over its venues are asked what they hold: how often while they differ, the pause between, and the patience with each. */
  closingTries: 5,
  closingPauseMs: 1_000,
  closingReplyMs: 5_000,
  /** A history is read page by page, and not for ever. */
  historyPagesMax: 100,
  /** Attempts allowed per iteration asked for. */
  attemptsPerIteration: 20,
  /** Alerts that wait for a slow channel; beyond it the least urgent is dropped. */
  noticesWaitingMax: 64,
  /** The least time between two messages: a group of Telegram takes twenty a minute. */
  noticesGapMs: 3_000,
  /** Of one kind so many are told within this time; what follows waits so long since the last one, and is counted. */
  noticesLikeMax: 3,
  noticesLikeWindowMs: 600_000,
  noticesLikeGapMs: 60_000,
  /** The pause before a message is tried again, doubling up to the other, and the longest that the other side may ask for. */
  noticesRetryMs: 1_000,
  noticesRetryMsMax: 60_000,
  noticesAskedPauseMsMax: 600_000,
  /** About an hour and a half. */
  noticesTriesMax: 100,
  /** How long the end of a process waits for alerts that are under way. */
  noticesCloseMs: 5_000,
  /** When an attempt to reach somebody has failed. */
  noticeTimeoutMs: 10_000,
  /** The pause before a run that died is started again, doubling up to the other with each death. */
  restartPauseMs: 500,
  restartPauseMsMax: 60_000,
  /** So many deaths within this time, and it is started only to end flat; so many starts in vain, and a person has to see to it. */
  deathsMax: 5,
  deathsWindowMs: 600_000,
  vainStartsMax: 30,
  /** How often a run tells its supervisor that it lives, the silence after which it is killed, and how often that is looked at. */
  aliveMs: 1_000,
  aliveSilenceMsMax: 120_000,
  aliveCheckMs: 10_000,
  /** How often a sign of life is sent to whoever watches over the process. */
  signOfLifeMs: 30_000,
} as const;

assert(limits.takerReportMs < limits.hedgeDeadlineMs, 'a hedge is asked after before its deadline');
assert(limits.takerBackOffMs.length === limits.takerRoundsMax, 'every round has its back-off');
assert(limits.depthCoverPercent >= 100, 'a depth-aware try reaches for at least what is missing');
assert(
  limits.depthRefillMs * limits.takerTriesPerRound * limits.takerRoundsMax < limits.hedgeDeadlineMs,
  'a thin book is tried as often as any other before the deadline',
);
assert(
  limits.hedgePatienceMs + limits.cancelProofMs + limits.takerReportMs < limits.hedgeDeadlineMs,
  'what rested in vain can still be taken before the deadline',
);
assert(limits.quoteAgeMsMin < limits.hedgePatienceMs, 'a resting hedge has time to follow the touch');
assert(limits.hedgeAdverseMoveBps < limits.priceBandBps, 'a resting hedge is given up inside the price band');
assert(limits.cancelProofMs < limits.hedgeDeadlineMs, 'a cancel is proven before the hedge deadline');
assert(limits.heartbeatMs < limits.positionRecheckMs, 'the heartbeat is finer than every time-out');
assert(
  limits.positionPollMs + limits.positionReplyMs < limits.positionAgeMsMax,
  'one lost poll does not stop quoting',
);
assert(2 * limits.marginPollMs < limits.marginAgeMsMax, 'one lost poll of margin does not stop a BUILD');
assert(limits.otherRunsPollMs <= limits.otherRunsRepeatMs, 'nothing is told more often than it is looked at');
assert(3 * limits.otherRunsRepeatMs < limits.otherRunsAgeMsMax, 'two looks that fail do not stop a BUILD');
assert(
  3 * limits.otherRunsPollMs < limits.otherRunSilenceMsMax,
  'a run that is late with its sign of life still has its share',
);
assert(limits.fundingPollMs < limits.fundingOverlapMs, 'a payment is asked for several times');
assert(limits.probeDistanceBps < limits.priceBandBps, 'a probe stands inside the price band');
assert(limits.marginPollMs < limits.lopsidedProofMs, 'figures of two moments are not compared as if of one');
assert(limits.hedgeImpossibleMs < limits.hedgeDeadlineMs, 'what cannot be tried is given up before what can');
assert(
  limits.hedgeImpossibleMs + limits.lastResortMs <= 2_000,
  'nobody is naked for longer without a try or a word',
);
assert(limits.doubtMs < limits.hedgeImpossibleMs, 'a doubt ends before it is taken for impossible');
assert(limits.heartbeatMs < limits.settleMs, 'a process that stood still decides with the second heartbeat');
assert(2 * limits.heartbeatMs < limits.standstillMs, 'a late heartbeat is no standstill');
assert(limits.lastResortMs < limits.hedgeImpossibleMs, 'what cannot be tried is told before long');
assert(limits.rateReservePercent > 0 && limits.rateReservePercent < 100, 'a part of the rate is reserved');
assert(limits.rateLimitedPauseMs < limits.rateLimitedPauseMsMax, 'the pause after a 429 can grow');
assert(
  limits.positionAgeMsMax + limits.foreignProofMs + limits.absenceMs < limits.lateFillMs,
  'a fill finds its cycle for longer than a position that lacks it could go unnoticed',
);
assert(limits.surchargeRoundTripsMin >= 2, 'a scatter needs two round trips');
assert(limits.costWindowRoundTripsMin <= limits.costWindowRoundTrips, 'a full window can be judged');
assert(limits.quoteAgeMsMin < limits.attemptPatienceMs, 'an attempt has room for several quotes');

assert(
  limits.requestLifeMs + limits.foreignProofMs <= limits.absenceMs,
  'what is nowhere to be found after that time has not come late, and no venue lags so far behind',
);
assert(limits.requestTimeoutMs <= limits.requestLifeMs, 'what is waited for is still valid');
assert(limits.hedgePatienceMs < limits.requestLifeMs, 'a resting hedge is given up before its venue ends it');
assert(2 * limits.beginOrdersMs < limits.begunOrderMsMax, 'both sides are begun in time');
assert(
  limits.begunOrderMsMax + limits.foreseenOrderMsMax < limits.requestTimeoutMs,
  'an order that was begun and written in advance is still taken by the venue',
);
assert(2 * limits.heartbeatMs < limits.foreseenOrderMsMax, 'a foreseen order is renewed in time');
assert(limits.requestTimeoutMs < limits.hedgeDeadlineMs, 'a request is given up before the hedge deadline');
assert(2 * limits.streamPingMs < limits.streamSilenceMsMax, 'one lost pong does not end a stream');
assert(limits.reconnectPauseMs < limits.reconnectPauseMsMax, 'the pause between reconnects can grow');
assert(limits.cancelProofMs < limits.makerRenewLeadMs, 'a quote is renewed before the venue ends it');
assert(
  limits.attemptPatienceMs < limits.makerLifeMs - limits.makerRenewLeadMs,
  'a quote lives as long as the patience with an attempt to fill it',
);
assert(
  limits.tokenRenewMs + 5 * limits.loginPauseMs < 300_000,
  'a token is renewed in time, at the fifth try too',
);
assert(limits.noticesGapMs < limits.noticesCloseMs, 'the last message of a run waits for the one before it');
assert(limits.noticeTimeoutMs < limits.signOfLifeMs, 'a sign of life is over before the next one');
assert(limits.restartPauseMs < limits.restartPauseMsMax, 'the pause between restarts can grow');
assert(
  10 * limits.aliveMs < limits.aliveSilenceMsMax,
  'a run that is late with its sign of life is not killed for it',
);
assert(2 * limits.aliveCheckMs < limits.aliveSilenceMsMax, 'who looks late can tell it from a silent run');
assert(limits.noticesGapMs < limits.noticesLikeGapMs, 'what comes in a row waits longer than what does not');
assert(limits.noticesRetryMs < limits.noticesRetryMsMax, 'the pause between attempts to alert can grow');
assert(limits.loginPauseMs < limits.sessionLifeMs, 'a failed renewal is tried again in time');

/** Milliseconds of a limit as the microseconds of event times. */
export const microseconds = (milliseconds: number): number => milliseconds * 1_000;
