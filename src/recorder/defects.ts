// What is wrong with a recording as a market to trade on: where it does not know the book, knows half of it, or says nothing. A replay goes over
// such places as if nothing were, so whoever believes its result has to know of them.
import { LevelBuffer } from '../core/levels.ts';
import type { Lots, Ticks } from '../core/money.ts';
import { Book } from '../market/book.ts';
import { messageKind, type Recording, type TimeSpan } from './recording.ts';

export interface RecordingDefect {
  readonly code: 'gap' | 'missing-trades' | 'wrong-order' | 'one-sided' | 'silent' | 'no-trades';
  /** What is wrong, in words that go before a time. */
  readonly text: string;
  /** Venue time. The first ones, where there are many. */
  readonly spans: readonly TimeSpan[];
  readonly count: number;
}

/** A market of a perpetual future that says nothing for so long has not been heard. */
const silenceUsMax = 60_000_000;
const spansKept = 100;

export function defectsOf(recording: Recording): RecordingDefect[] {
  const { facts } = recording;
  const { gapCount, gaps, missingTrades, disorder } = facts.sequence;
  const whole = { fromUs: facts.startUs, toUs: facts.endUs };
  const { oneSided, silent } = scan(recording);
  return [
    ...(gapCount === 0
      ? []
      : [{ code: 'gap', text: 'book updates are missing', spans: gaps, count: gapCount } as const]),
    ...found('silent', 'nothing was heard of the book', silent),
    ...found('one-sided', 'one side of the book is empty', oneSided),
    ...(disorder === undefined
      ? []
      : [
          {
            code: 'wrong-order',
            text: 'lines stand out of their order',
            spans: [disorder.span],
            count: disorder.count,
          } as const,
        ]),
    ...(missingTrades === 0
      ? []
      : [
          {
            code: 'missing-trades',
            text: 'trades are missing',
            spans: [whole],
            count: missingTrades,
          } as const,
        ]),
    ...(facts.lines.trade === 0
      ? [
          {
            code: 'no-trades',
            text: 'there are no trades, and without them nothing that rests is filled',
            spans: [whole],
            count: 1,
          } as const,
        ]
      : []),
  ];
}

function found(code: RecordingDefect['code'], text: string, spans: readonly TimeSpan[]): RecordingDefect[] {
  return spans.length === 0 ? [] : [{ code, text, spans: spans.slice(0, spansKept), count: spans.length }];
}

interface Scanned {
  readonly oneSided: readonly TimeSpan[];
  readonly silent: readonly TimeSpan[];
}

/** Plays the book from end to end. Where the market was lost, that is a gap, and nothing else. */
function scan({ messages, facts }: Recording): Scanned {
  const { count, kinds, venueTimesUs, levelEnds, signedTicks, lots } = messages;
  const book = new Book();
  const levels = new LevelBuffer(4_096);
  const silent: TimeSpan[] = [];
  const oneSided: TimeSpan[] = [];
  let heardUs = facts.startUs;
  let isLost = false;
  let emptySinceUs: number | undefined;
  const fillUp = (toUs: number): void => {
    if (emptySinceUs !== undefined && toUs > emptySinceUs) oneSided.push({ fromUs: emptySinceUs, toUs });
    emptySinceUs = undefined;
  };
  for (let row = 0; row < count; row += 1) {
    const kind = kinds[row] as number;
    if (kind === messageKind.trade) continue;
    const timeUs = venueTimesUs[row] as number;
    if (!isLost && timeUs - heardUs > silenceUsMax) silent.push({ fromUs: heardUs, toUs: timeUs });
    heardUs = timeUs;
    isLost = kind === messageKind.lost;
    levels.clear();
    for (
      let level = row === 0 ? 0 : (levelEnds[row - 1] as number);
      level < (levelEnds[row] as number);
      level += 1
    ) {
      const price = signedTicks[level] as number;
      levels.push(price < 0 ? 'buy' : 'sell', Math.abs(price) as Ticks, lots[level] as Lots);
    }
    book.apply(levels, kind !== messageKind.levels);
    const isWhole = book.bids.bestPrice() !== undefined && book.asks.bestPrice() !== undefined;
    if (isWhole || isLost) fillUp(timeUs);
    else emptySinceUs ??= timeUs;
  }
  if (!isLost && facts.endUs - heardUs > silenceUsMax) silent.push({ fromUs: heardUs, toUs: facts.endUs });
  fillUp(facts.endUs);
  return { oneSided, silent };
}
