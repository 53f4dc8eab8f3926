// Two contenders, compared: every measure with its intervals, and a verdict that is only given when the round trips bear it.
import { assertNever } from '../../core/assert.ts';
import { counted } from '../../reports/readable.ts';
import { addMoney, type MoneyRow, type RoundTripRow } from '../../reports/round-trip-book.ts';
import { places, type Ratio } from '../../reports/run-summary.ts';
import type { Term } from '../../statistics/block-sample.ts';
import { intervalOf, type Interval } from '../../statistics/interval.ts';
import { judge, type Judgement, type Verdict } from '../../statistics/judge.ts';
import { placesNeeded } from '../../statistics/power.ts';
import { createSeededRandom } from '../../venues/simulated/seeded-random.ts';
import type { Contender, ContenderMarket, Filling } from './contender.ts';
import { inUnit, measures, netPerVolume, type Measure } from './measures.ts';
import { countTrips, pairUp, termOf, type PairedStretches } from './pair-up.ts';

/** In the measure's unit, at 95 %; null where there are too few round trips. */
export type ShownInterval = { readonly value: number; readonly low: number; readonly high: number } | null;

export interface ComparedMeasure {
  readonly name: string;
  readonly unit: Measure['unit'];
  readonly a: ShownInterval;
  readonly b: ShownInterval;
  /** A − B. */
  readonly difference: ShownInterval;
}

export interface ComparedFilling {
  readonly filling: string;
  readonly verdict: Verdict;
  /** Of net per volume, in bps: A − B. */
  readonly difference: ShownInterval;
  readonly trips: { readonly a: number; readonly b: number };
  /** Of either, beside those that there are; 0 where that is enough, null where it cannot be reckoned. */
  readonly moreTripsNeeded: number | null;
  readonly isPaired: boolean;
}

export interface Comparison {
  readonly command: 'compare';
  readonly a: { readonly name: string; readonly notice: string };
  readonly b: { readonly name: string; readonly notice: string };
  readonly quoteAsset: string;
  readonly verdict: Verdict;
  readonly text: string;
  /** The smallest difference that matters, in bps of volume. */
  readonly detectableBps: number;
  /** The filling that the verdict and the measures are of. */
  readonly filling: string;
  readonly totals: { readonly a: Totals; readonly b: Totals };
  readonly measures: readonly ComparedMeasure[];
  /** The verdict under every filling that both have. */
  readonly fillings: readonly ComparedFilling[];
  readonly remarks: readonly string[];
}

/** Of everything, round trips and what came after them: money is what the runs say of themselves. */
export interface Totals extends MoneyRow {
  readonly roundTrips: number;
  readonly hours: number;
  readonly volumePerHour: Ratio;
  readonly costPerMillion: Ratio;
}

export function compareContenders(a: Contender, b: Contender, detectableBps: number): Comparison {
  const fillings = fillingsOf(a, b);
  const [leading] = fillings;
  const compared = fillings.map((filling) => compareFilling(filling, detectableBps));
  const [first] = compared;
  return {
    command: 'compare',
    a: { name: a.name, notice: a.notice },
    b: { name: b.name, notice: b.notice },
    quoteAsset: a.quoteAsset,
    verdict: first?.verdict ?? 'not-known',
    text: first === undefined ? 'they were filled in different ways' : sentence(first, detectableBps),
    detectableBps,
    filling: first?.filling ?? 'none',
    totals: { a: totalsOf(leading?.a ?? []), b: totalsOf(leading?.b ?? []) },
    measures: leading === undefined ? [] : measures.map((measure) => compareMeasure(measure, leading)),
    fillings: compared,
    remarks: [...a.remarks, ...b.remarks, ...remarksOn(a, b, leading)],
  };
}

interface BothMarkets {
  readonly filling: string;
  readonly a: readonly ContenderMarket[];
  readonly b: readonly ContenderMarket[];
  readonly paired: PairedStretches | undefined;
}

/** The default first; a run was filled in its own way, and stands beside the default of a backtest. */
function fillingsOf(a: Contender, b: Contender): BothMarkets[] {
  const order: readonly Filling[] = ['risk-averse', 'pessimistic', 'optimistic', 'as-run'];
  const wayOf = ({ fillings }: Contender, filling: Filling): readonly ContenderMarket[] | undefined =>
    fillings.get(filling) ??
    (fillings.has('as-run') && filling === 'risk-averse' ? fillings.get('as-run') : undefined);
  const isRun = (contender: Contender): boolean => contender.fillings.has('as-run');
  return order.flatMap((filling) => {
    const [left, right] = [wayOf(a, filling), wayOf(b, filling)];
    if (left === undefined || right === undefined || (filling === 'as-run' && isRun(a) && isRun(b)))
      return [];
    const name = isRun(a) && isRun(b) ? 'as-run' : filling;
    return [{ filling: name, a: left, b: right, paired: pairUp(left, right) }];
  });
}

function compareFilling({ filling, a, b, paired }: BothMarkets, detectableBps: number): ComparedFilling {
  const trips = { a: countTrips(a), b: countTrips(b) };
  const detectable = detectableBps / 10_000;
  const rivals = { ...termsOf(netPerVolume, { a, b, paired }), isPaired: paired !== undefined, detectable };
  const average = (trips.a + trips.b) / 2;
  const judged = judge({ ...rivals, trips: average }, createSeededRandom(1));
  return {
    filling,
    verdict: judged.verdict,
    difference: shown(judged.difference, netPerVolume),
    trips,
    moreTripsNeeded: moreNeeded(judged, average),
    isPaired: paired !== undefined,
  };
}

/** Enough for what matters, and still not known: then for the difference that there seems to be. */
function moreNeeded({ verdict, difference, tripsNeeded }: Judgement, trips: number): number | null {
  if (verdict !== 'not-known') return 0;
  if (difference === undefined || tripsNeeded === undefined) return null;
  if (tripsNeeded > trips) return Math.ceil(tripsNeeded - trips);
  if (difference.value === 0) return null;
  return Math.ceil(placesNeeded(difference, trips, difference.value) - trips);
}

function compareMeasure(measure: Measure, both: BothMarkets): ComparedMeasure {
  const random = () => createSeededRandom(1);
  const own = (markets: readonly ContenderMarket[]): ShownInterval =>
    shown(intervalOf([tripTerms(measure, markets)], random()), measure);
  const rivals = { ...termsOf(measure, both), isPaired: both.paired !== undefined };
  const { difference } = judge({ ...rivals, trips: 1, detectable: 1 }, random());
  return {
    name: measure.name,
    unit: measure.unit,
    a: own(both.a),
    b: own(both.b),
    difference: shown(difference, measure),
  };
}

function termsOf(
  { term }: Measure,
  { a, b, paired }: Omit<BothMarkets, 'filling'>,
): { readonly a: readonly Term[]; readonly b: readonly Term[] } {
  const ofStretch = (stretch: readonly RoundTripRow[]): Term => termOf(stretch, term);
  if (paired !== undefined) return { a: paired.a.map(ofStretch), b: paired.b.map(ofStretch) };
  return { a: rowsOf(a).map(term), b: rowsOf(b).map(term) };
}

const rowsOf = (markets: readonly ContenderMarket[]): RoundTripRow[] =>
  markets.flatMap(({ roundTrips }) => roundTrips);
const tripTerms = ({ term }: Measure, markets: readonly ContenderMarket[]): Term[] =>
  rowsOf(markets).map(term);

function shown(interval: Interval | undefined, measure: Measure): ShownInterval {
  if (interval === undefined) return null;
  const { value, low, high } = interval;
  // Series of which most did nothing tell how much they differ in no resample.
  if (!Number.isFinite(low) || !Number.isFinite(high)) return null;
  return { value: inUnit(value, measure), low: inUnit(low, measure), high: inUnit(high, measure) };
}

function totalsOf(markets: readonly ContenderMarket[]): Totals {
  const money = addMoney(markets.flatMap(({ roundTrips, rest }) => [...roundTrips, rest]));
  const seconds = markets.reduce((total, market) => total + market.seconds, 0);
  const [volume, net] = [Number(money.volume), Number(money.net)];
  return {
    ...money,
    roundTrips: countTrips(markets),
    hours: seconds / 3_600,
    volumePerHour: seconds === 0 ? null : ((volume * 3_600) / seconds).toFixed(places.perHour),
    costPerMillion: volume === 0 ? null : ((-net / volume) * 1_000_000).toFixed(places.perMillion),
  };
}

function sentence(
  { verdict, difference, moreTripsNeeded, trips }: ComparedFilling,
  detectableBps: number,
): string {
  switch (verdict) {
    case 'a-better':
      return `A brings ${bps(difference?.value)} bps of volume more than B`;
    case 'b-better':
      return `B brings ${bps(difference === null ? undefined : -difference.value)} bps of volume more than A`;
    case 'not-known':
      return notKnown(moreTripsNeeded, trips, { difference, detectableBps });
    default:
      return assertNever(verdict);
  }
}

function notKnown(
  more: number | null,
  trips: ComparedFilling['trips'],
  { difference, detectableBps }: { readonly difference: ShownInterval; readonly detectableBps: number },
): string {
  if (difference === null) return `${trips.a} and ${trips.b} round trips are too few to tell anything from`;
  if (more === null) return 'both did the same';
  const isSmall = Math.max(Math.abs(difference.low), Math.abs(difference.high)) < detectableBps;
  return isSmall
    ? `if there is a difference, it is below ${bps(detectableBps)} bps; about ${more} more round trips of either would tell the one that there seems to be`
    : `about ${more} more round trips of either are needed`;
}

const bps = (value = 0): string => String(Number(value.toFixed(2)));

function remarksOn(a: Contender, b: Contender, both: BothMarkets | undefined): string[] {
  const paired = both?.paired;
  return [
    ...(a.quoteAsset === b.quoteAsset
      ? []
      : [`A is in ${a.quoteAsset}, and B in ${b.quoteAsset}: only ratios can be compared`]),
    ...(paired === undefined && both !== undefined
      ? ['they traded different markets, which may differ more than the two do']
      : []),
    ...(paired === undefined || paired.leftOut === 0
      ? []
      : [
          `only one of them traded ${counted(paired.leftOut, 'market')}: what it did there is in its own figures, and not in the differences`,
        ]),
  ];
}
