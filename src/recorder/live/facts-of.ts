// What a live recording says of itself: the market from its head, everything else counted in its messages.
import { messageKind, type MessageColumns, type RecordingFacts, type TimeSpan } from '../recording.ts';
import type { RecordingHead } from './head.ts';

/** Of a recording with more gaps than this, the first are listed and the others counted. */
const listedGapsMax = 100;

/** `messages` is not empty; so many bytes at the end of the file were no whole block. */
export function factsOf(head: RecordingHead, messages: MessageColumns, bytesCutOff: number): RecordingFacts {
  const { symbol, base, quote, tickSize, lotSize, listed, venueClockAheadUs } = head;
  const { count, venueTimesUs, localTimesUs } = messages;
  const counts = countKinds(messages);
  const gaps = gapsIn(messages);
  let clockOffsetUs = Infinity;
  for (let row = 0; row < count; row += 1) {
    clockOffsetUs = Math.min(clockOffsetUs, (localTimesUs[row] as number) - (venueTimesUs[row] as number));
  }
  return {
    kind: 'linear-perpetual',
    symbol,
    base,
    quote,
    tickSize,
    lotSize,
    contractValue: null,
    listed,
    startUs: venueTimesUs[0] as number,
    endUs: venueTimesUs[count - 1] as number,
    clockOffsetUs,
    lines: {
      snapshot: counts.snapshot,
      depth: counts.levels,
      bookTicker: 0,
      trade: counts.trade,
      other: {},
    },
    leftOut: {
      beforeSnapshot: 0,
      outdated: 0,
      unchanged: 0,
      crossed: 0,
      notBookTrades: {},
      repeatedTrades: 0,
      tradesBelowOneLot: 0,
    },
    sequence: { gapCount: gaps.length, gaps: gaps.slice(0, listedGapsMax), missingTrades: 0 },
    crossed: { count: 0, span: null },
    assumptions: [
      'Books are as the venue told them; whether one crossed was not looked at.',
      ...(venueClockAheadUs === 0 ? [] : [describeClock(listed.venue, venueClockAheadUs)]),
      ...(gaps.length === 0
        ? []
        : ['Where the market was lost nothing is known of it, trades included, and no order is taken.']),
      ...(counts.trade === 0
        ? ['There are no trades: nothing that rests in the book will be filled by them.']
        : []),
      ...(bytesCutOff === 0
        ? []
        : [
            `The recorder was stopped hard: the last ${bytesCutOff} bytes are part of a block, and left out.`,
          ]),
    ],
  };
}

const describeClock = (venue: string, aheadUs: number): string =>
  `The clock of ${venue} was ${Math.abs(aheadUs)} µs ${aheadUs > 0 ? 'ahead of' : 'behind'} the recorder's: its times are shifted by that.`;

function countKinds({ kinds }: MessageColumns): Record<keyof typeof messageKind, number> {
  const counts = { snapshot: 0, levels: 0, trade: 0, lost: 0 };
  for (const kind of kinds) {
    if (kind === messageKind.snapshot) counts.snapshot += 1;
    else if (kind === messageKind.levels) counts.levels += 1;
    else if (kind === messageKind.trade) counts.trade += 1;
    else counts.lost += 1;
  }
  return counts;
}

/** From where the market was lost to the next book, or to the end. */
function gapsIn({ kinds, venueTimesUs }: MessageColumns): TimeSpan[] {
  const gaps: TimeSpan[] = [];
  let fromUs: number | undefined;
  kinds.forEach((kind, row) => {
    const timeUs = venueTimesUs[row] as number;
    if (kind === messageKind.lost) fromUs ??= timeUs;
    if (kind !== messageKind.snapshot || fromUs === undefined) return;
    gaps.push({ fromUs, toUs: timeUs });
    fromUs = undefined;
  });
  if (fromUs !== undefined) gaps.push({ fromUs, toUs: venueTimesUs.at(-1) ?? fromUs });
  return gaps;
}
