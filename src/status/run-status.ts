// A running pair as data: what everybody who looks in from outside is told, by its run and by nobody else. Money and quantities are
// decimal text with the asset they are in as the last word of their name; null is a figure that has no value (yet).
import { z } from 'zod';

const text = z.string().max(2_000);
/** Decimal text. */
const decimal = z.string().max(100);
const figure = decimal.nullable();
const count = z.number();
const ratio = figure;

export const toneSchema = z.enum(['good', 'warning', 'bad']);

/** The order in which a person wants to be told: the last is the worst. */
export const verdictStates = [
  'flat',
  'balanced',
  'finished',
  'waiting',
  'starting',
  'hedging',
  'stopping',
  'paused',
  'held',
  'reducing',
  'halted',
] as const;

const identitySchema = z.object({
  /** Of its folder among the runs. */
  name: text,
  folder: text,
  /** "ETH backpack/grvt": asset, primary and hedge. */
  pair: text,
  baseAsset: text,
  /** Of every amount that names no other. */
  quoteAsset: text,
  world: z.enum(['simulated', 'replay', 'paper', 'local', 'live']),
  /** What every result of that world has to say before its figures. */
  notice: text,
  processId: count,
  engineVersion: text,
  /** When this process of it began, in ms of the wall clock. */
  startedAtMs: count,
  speed: text,
  /** Those that matter to who looks on, by their name on the command line. */
  settings: z.array(z.object({ name: text, value: text })).max(40),
});

const verdictSchema = z.object({
  state: z.enum(verdictStates),
  tone: toneSchema,
  /** In capitals. */
  word: text,
  /** What that means in figures. */
  meaning: text,
  /** What it does or waits for, or what has happened. */
  explanation: text,
  /** What a person has to do; null where that is nothing. */
  remedy: text.nullable(),
  /** How long something has been naked; null while nothing is. */
  nakedForMs: count.nullable(),
  /** Of a pair that is halted. */
  haltCode: text.nullable(),
});

const marginSchema = z.object({
  /** Of the whole account, in the leg's own quote asset. */
  equityQuote: decimal,
  freeMarginQuote: decimal,
  maintenanceMarginQuote: decimal,
  /** The adverse move that liquidates; null where nothing is held. */
  liquidationDistancePercent: figure,
  ageMs: count,
});

const legSchema = z.object({
  role: z.enum(['primary', 'hedge']),
  venue: text,
  /** Tells accounts apart. */
  account: text,
  symbol: text,
  quoteAsset: text,
  /** The touch that others make. */
  bidQuote: figure,
  askQuote: figure,
  /** Since the book last spoke; null before it has. */
  bookAgeMs: count.nullable(),
  order: z.object({ side: z.enum(['buy', 'sell']), priceQuote: figure, quantityBase: decimal }).nullable(),
  /** Long > 0. */
  positionBase: decimal,
  margin: marginSchema.nullable(),
  /** Notionals in the leg's own quote asset, which are what points follow. */
  makerVolumeQuote: decimal,
  takerVolumeQuote: decimal,
  volumeQuote: decimal,
  /** Of this run on this UTC day, and the bound of its account that ends the run. */
  volumeTodayQuote: decimal,
  volumeTargetQuote: figure,
});

const moneySchema = z.object({
  grossPnlQuote: decimal,
  feesQuote: decimal,
  rebatesQuote: decimal,
  fundingQuote: decimal,
  netPnlQuote: decimal,
  /** Net result since 00:00 UTC. */
  todayNetQuote: figure,
  costPerMillionQuote: ratio,
  /** Per 1,000,000 of volume: rebates, less what spread and fees cost. */
  noLossMarginQuote: ratio,
  rebatesPerMillionQuote: ratio,
  /** Of the primary leg. */
  volumeQuote: decimal,
  volumePerHourQuote: ratio,
});

const qualitySchema = z.object({
  fillRateShare: ratio,
  attemptsCompleted: count,
  attemptsFailed: count,
  /** On our own clock; null while nothing was hedged. */
  hedgeLatency: z.object({ samples: count, p50Us: count, p99Us: count }).nullable(),
  exposureQuoteSeconds: decimal,
  hedgeFailures: count,
  recoveries: count,
  roundTrips: count,
  roundTripsWon: count,
  buyEdgeBps: ratio,
  sellEdgeBps: ratio,
});

const progressSchema = z.object({
  phase: z.enum(['resting', 'build', 'unwind']),
  cycle: count,
  iterationsDone: count,
  durationSeconds: decimal,
});

/** A bound, and how much of it is used. */
const usageSchema = z.object({
  /** Of the setting: "max-position". */
  name: text,
  label: text,
  used: figure,
  bound: decimal,
  /** "ETH", "USDC", "%", or "" for a plain count. */
  unit: text,
  usedPercent: count.nullable(),
});

const alertSchema = z.object({
  /** On the run's clock, in µs. */
  atUs: count,
  severity: z.enum(['info', 'warning', 'critical']),
  code: text,
  text,
  remedy: text.nullable(),
});

export const runStatusSchema = z.object({
  /** When it was made, in ms of the wall clock. */
  madeAtMs: count,
  /** The run's own clock, in µs: virtual in a simulated run. */
  atUs: count,
  /** Since the engine last decided on anything, on its own clock: it does so every 50 ms as long as it lives. */
  engineSilenceMs: count,
  identity: identitySchema,
  verdict: verdictSchema,
  netDeltaBase: decimal,
  /** What net delta is worth, without its sign; null without a price. */
  netDeltaValueQuote: figure,
  legs: z.tuple([legSchema, legSchema]),
  money: moneySchema,
  quality: qualitySchema,
  progress: progressSchema,
  /** What stops it when it is used up, the most used first. */
  limits: z.array(usageSchema).max(40),
  /** What ends it, flat, when it is reached. */
  targets: z.array(usageSchema).max(40),
  /** The latest first. */
  alerts: z.array(alertSchema).max(100),
  /** How it ended; null while it goes on. */
  end: z.object({ outcome: text, reason: text }).nullable(),
});

export type RunStatus = z.infer<typeof runStatusSchema>;
export type StatusTone = z.infer<typeof toneSchema>;
export type VerdictState = (typeof verdictStates)[number];
export type StatusVerdict = RunStatus['verdict'];
export type StatusLeg = RunStatus['legs'][number];
export type StatusAlert = RunStatus['alerts'][number];
export type Usage = RunStatus['limits'][number];
