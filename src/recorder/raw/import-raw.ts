// A raw recording from its file to the columns that are replayed, with everything that was found out on the way.
import { formatDecimal } from '../../core/decimal.ts';
import { failed, succeeded, type Outcome } from '../failure.ts';
import type { StatedFacts } from '../options.ts';
import type { Recording } from '../recording.ts';
import { identifyMarket } from './identify-market.ts';
import { normalise, type NormalisedMessages } from './normalise.ts';
import { arrivalOrder, disorderIn, estimateMissingTimes, smallestDelayUs } from './order-in-time.ts';
import { LineParser } from './line-parser.ts';
import { RawMessages } from './raw-messages.ts';
import { readLines } from './read-lines.ts';
import { toTicksAndLots } from './ticks-and-lots.ts';

export async function importRaw(
  path: string,
  compressed: boolean,
  stated: StatedFacts,
): Promise<Outcome<Recording>> {
  const raw = new RawMessages();
  const parser = new LineParser(raw);
  const read = await readLines(path, compressed, (bytes, start, end, lineNumber) => {
    const problem = parser.parse(bytes, start, end);
    if (problem === undefined) return undefined;
    const isFirst = lineNumber === 1 && problem.code === 'malformed-line';
    return isFirst
      ? failed(
          'not-a-recording',
          `${path} is no recording: of its first line, ${problem.text}`,
          expectedContent,
        ).failure
      : failed(problem.code, `line ${lineNumber} of ${path}: ${problem.text}`, remedies[problem.code])
          .failure;
  });
  if (!read.ok) return read;
  if (read.value === 0) return failed('not-a-recording', `${path} is empty`, expectedContent);

  const market = identifyMarket(raw, stated.quote);
  if (!market.ok) return market;
  if (raw.lines.snapshot === 0) {
    return failed(
      'no-snapshot',
      `${path} holds no snapshot of the book, only changes`,
      'record one REST depth snapshot after the streams have started',
    );
  }
  const steps = toTicksAndLots(raw, market.value, stated);
  if (!steps.ok) return steps;

  const clockOffsetUs = smallestDelayUs(raw);
  const estimatedDelayUs = estimateMissingTimes(raw);
  const normalised = normalise(raw, arrivalOrder(raw));
  const { messages, leftOut, sequence, crossed } = normalised;
  const disorder = disorderIn(raw, clockOffsetUs);
  const { tick, lot, contractValue } = steps.value;
  return succeeded({
    messages,
    facts: {
      ...market.value,
      tickSize: formatDecimal(tick),
      lotSize: formatDecimal(lot),
      contractValue: contractValue === undefined ? null : formatDecimal(contractValue),
      listed: null,
      startUs: messages.venueTimesUs[0] ?? 0,
      endUs: messages.venueTimesUs[messages.count - 1] ?? 0,
      clockOffsetUs,
      lines: { ...raw.lines, other: Object.fromEntries(raw.otherLines) },
      leftOut,
      sequence: disorder === undefined ? sequence : { ...sequence, disorder },
      crossed,
      assumptions: [
        ...steps.value.assumptions,
        stated.quote === undefined
          ? `${market.value.base}/${market.value.quote} is read off the symbol by the exchange's way of naming.`
          : `The quote asset ${stated.quote} is as stated.`,
        ...(estimatedDelayUs === undefined ? [] : [describeEstimate(estimatedDelayUs - clockOffsetUs)]),
        ...describeDefects(raw, normalised),
      ],
    },
  });
}

const expectedContent =
  'give a raw recording (lines of `local_time_ns json`, plain or .gz) or one made by `evenkeel import`';

const remedies = {
  'malformed-line': 'remove the line, or copy the file again',
  'mixed-instruments': 'give one instrument per file',
  'number-out-of-range': 'remove the line, if the number is an error of the recorder',
} as const;

function describeEstimate(delayUs: number): string {
  return (
    'Best-bid-ask updates carry no time: it is taken as the local time less the median delay of trades ' +
    `(${delayUs} µs above the fastest message).`
  );
}

function describeDefects(raw: RawMessages, { sequence, crossed }: NormalisedMessages): string[] {
  const notes: string[] = [];
  if (sequence.gapCount > 0) {
    notes.push(
      'After a gap the book goes on from what is known: a level that changed in the gap is wrong until it changes again or a snapshot comes.',
    );
  }
  if (crossed.count > 0) {
    notes.push(
      'Where the book crossed, the newest message is believed and the levels that it crosses are removed.',
    );
  }
  if (raw.lines.trade === 0)
    notes.push('There are no trades: nothing that rests in the book will be filled by them.');
  return notes;
}
