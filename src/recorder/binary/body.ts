// The messages of an imported recording as varints, and back. One record per message: levels × 4 + kind · µs of venue time
// since the message before (since `startUs` for the first) · µs of (local − venue) above `clockOffsetUs` · its levels.
// A level: the price's difference in ticks from the level before on its side (from 0 for the first), signs interleaved,
// × 2, + 1 on the bid side · lots. Differences are small, and small numbers are short.
import { messageKind, type MessageColumns, type RecordingFacts } from '../recording.ts';
import { fromUnsigned, toUnsigned, VarintReader, VarintWriter } from './varint.ts';

type TimeFacts = Pick<RecordingFacts, 'startUs' | 'clockOffsetUs'>;

export function encodeBody(messages: MessageColumns, { startUs, clockOffsetUs }: TimeFacts): Uint8Array {
  const { kinds, venueTimesUs, localTimesUs, levelEnds, signedTicks, lots } = messages;
  const writer = new VarintWriter();
  let venueTimeUs = startUs;
  let level = 0;
  let bid = 0;
  let ask = 0;
  for (let row = 0; row < messages.count; row += 1) {
    const end = levelEnds[row] as number;
    const nextTimeUs = venueTimesUs[row] as number;
    writer.push((end - level) * 4 + (kinds[row] as number));
    writer.push(nextTimeUs - venueTimeUs);
    writer.push((localTimesUs[row] as number) - nextTimeUs - clockOffsetUs);
    venueTimeUs = nextTimeUs;
    for (; level < end; level += 1) {
      const price = signedTicks[level] as number;
      if (price < 0) {
        writer.push(toUnsigned(-price - bid) * 2 + 1);
        bid = -price;
      } else {
        writer.push(toUnsigned(price - ask) * 2);
        ask = price;
      }
      writer.push(lots[level] as number);
    }
  }
  return writer.written();
}

/** `undefined` when the body does not hold exactly so many messages and levels. */
export function decodeBody(
  body: Uint8Array,
  messageCount: number,
  levelCount: number,
  { startUs, clockOffsetUs }: TimeFacts,
): MessageColumns | undefined {
  // A message takes three bytes or more, a level two: larger counts are nonsense that should not be allocated.
  if (messageCount * 3 + levelCount * 2 > body.length) return undefined;
  const kinds = new Uint8Array(messageCount);
  const venueTimesUs = new Float64Array(messageCount);
  const localTimesUs = new Float64Array(messageCount);
  const levelEnds = new Uint32Array(messageCount);
  const signedTicks = new Float64Array(levelCount);
  const lots = new Float64Array(levelCount);
  const reader = new VarintReader(body);
  let venueTimeUs = startUs;
  let level = 0;
  let bid = 0;
  let ask = 0;
  for (let row = 0; row < messageCount; row += 1) {
    const head = reader.next();
    const kind = head % 4;
    const end = level + (head - kind) / 4;
    if (end > levelCount || kind > messageKind.lost) return undefined;
    venueTimeUs += reader.next();
    kinds[row] = kind;
    venueTimesUs[row] = venueTimeUs;
    localTimesUs[row] = venueTimeUs + reader.next() + clockOffsetUs;
    levelEnds[row] = end;
    for (; level < end; level += 1) {
      const code = reader.next();
      const isBid = code % 2 === 1;
      const difference = fromUnsigned(isBid ? (code - 1) / 2 : code / 2);
      if (isBid) bid += difference;
      else ask += difference;
      signedTicks[level] = isBid ? -bid : ask;
      lots[level] = reader.next();
    }
  }
  const isComplete = level === levelCount && reader.position === body.length;
  return isComplete
    ? { count: messageCount, kinds, venueTimesUs, localTimesUs, levelEnds, signedTicks, lots }
    : undefined;
}
