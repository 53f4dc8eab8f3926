// What an import found, as lines of text: what the data says first, then its defects, then what was taken for granted.
import type { ListedTerms, MarketKind, Recording, RecordingFacts, TimeSpan } from './recording.ts';

/** One fact a line, without a line end. */
export function describeRecording({ facts, messages }: Recording): string[] {
  const { kind, symbol, base, quote, tickSize, lotSize, startUs, endUs, clockOffsetUs } = facts;
  return [
    row('market', `${symbol}, ${kindNames[kind]}, ${base} in ${quote}`),
    row('tick, lot', `${tickSize} ${quote}, ${lotSize} ${base}`),
    ...(facts.listed === null ? [] : [row('listed', describeListed(facts.listed, facts))]),
    row('time', `${utc(startUs)} to ${utc(endUs)} UTC (${seconds(endUs - startUs)})`),
    row('lines', describeLines(facts)),
    row('messages', `${messages.count} with ${messages.lots.length} levels`),
    row('left out', describeLeftOut(facts)),
    row('clock', describeClock(clockOffsetUs)),
    row('gaps', describeGaps(facts)),
    ...facts.sequence.gaps.slice(0, shownGapsMax).map((gap) => row('', describeSpan(gap))),
    row('crossed', describeCrossed(facts)),
    ...facts.assumptions.map((assumption, index) => row(index === 0 ? 'assumed' : '', assumption)),
  ];
}

const describeListed = (
  { venue, minLots, minNotional, makerFeeBps, takerFeeBps }: ListedTerms,
  { lotSize, base, quote }: RecordingFacts,
): string =>
  `at ${venue}: at least ${minLots} × ${lotSize} ${base} and ${minNotional} ${quote}; maker ${makerFeeBps} bps, taker ${takerFeeBps} bps`;

const shownGapsMax = 5;
const kindNames: Readonly<Record<MarketKind, string>> = {
  'linear-perpetual': 'linear perpetual',
  'inverse-perpetual': 'inverse perpetual, traded as linear',
  spot: 'spot',
};

const row = (name: string, text: string): string => `${name.padEnd(10)} ${text}`;

function describeLines({ lines }: RecordingFacts): string {
  const { other, ...streams } = lines;
  return listCounts([...Object.entries(streams), ...Object.entries(other).map(skipped)]);
}

const skipped = ([name, count]: [string, number]): [string, number] => [`${name} (skipped)`, count];

function describeLeftOut({ leftOut }: RecordingFacts): string {
  return listCounts([
    ['from before the snapshot', leftOut.beforeSnapshot],
    ['outdated', leftOut.outdated],
    ['without a change', leftOut.unchanged],
    ['with bid ≥ ask', leftOut.crossed],
    ['repeated trade', leftOut.repeatedTrades],
    ['trade below one lot', leftOut.tradesBelowOneLot],
    ...Object.entries(leftOut.notBookTrades).map(([type, count]): [string, number] => [
      `${type} trade`,
      count,
    ]),
  ]);
}

/** "none" when every count is 0. */
function listCounts(counts: readonly (readonly [string, number])[]): string {
  const told = counts.filter(([, count]) => count > 0).map(([name, count]) => `${count} ${name}`);
  return told.length === 0 ? 'none' : told.join(', ');
}

function describeClock(offsetUs: number): string {
  // No delivery takes less than no time, so the clock was no further ahead than this.
  const error =
    offsetUs < 0 ? `at least ${seconds(-offsetUs)} behind` : `at most ${seconds(offsetUs)} ahead of`;
  return `local − venue time is at least ${offsetUs} µs: the recorder's clock was ${error} the venue's`;
}

function describeGaps({ sequence: { gapCount, missingTrades, disorder } }: RecordingFacts): string {
  const order =
    disorder === undefined ? '' : `; ${disorder.count} lines out of order, ${describeSpan(disorder.span)}`;
  return `depth: ${gapCount === 0 ? 'none' : gapCount}; trades: ${missingTrades === 0 ? 'none' : `${missingTrades} missing`}${order}`;
}

function describeCrossed({ crossed }: RecordingFacts): string {
  return crossed.span === null ? 'never' : `${crossed.count} ×, ${describeSpan(crossed.span)}`;
}

/** "from 2024-08-08 23:54:16.567 to 2024-08-08 23:54:17.001 UTC". */
export const describeSpan = ({ fromUs, toUs }: TimeSpan): string => `from ${utc(fromUs)} to ${utc(toUs)} UTC`;

/** "2024-08-08 23:54:16.567": ms are what the exchange's times resolve. */
const utc = (timeUs: number): string => new Date(timeUs / 1000).toISOString().slice(0, 23).replace('T', ' ');
const seconds = (durationUs: number): string => `${(durationUs / 1_000_000).toFixed(3)} s`;
