// The day's loss and volumes of a pair's accounts, from one process to the next: a small file with its checksum, replaced as a
// whole or not at all. One that cannot be trusted is refused: a loss that is forgotten is a limit that does not hold.
import { readFileSync } from 'node:fs';
import { z } from 'zod';
import type { VenueAccountKey } from '../core/instrument.ts';
import { formatQuote, type QuoteAmount } from '../core/money.ts';
import { recordFailure, systemErrorCode, type RecordFailure } from './failure.ts';
import { replaceFile } from './replace-file.ts';
import { quoteText } from './quote-text.ts';
import { sealed, unsealed } from './sealed-text.ts';

export interface DayRecord {
  /** 00:00 UTC of the day, in µs since the epoch. */
  readonly dayStartUs: number;
  /** What `net` is in. */
  readonly asset: string;
  /** Loss < 0. */
  readonly net: QuoteAmount;
  /** Traded since 00:00 UTC, each in its venue's quote asset: all accounts of the pair, each once. */
  readonly traded: readonly AccountVolume[];
}

interface AccountVolume {
  readonly venueAccount: VenueAccountKey;
  readonly amount: QuoteAmount;
}

const format = 'evenkeel-day-1';

/** `undefined` where there is no such file yet. */
export function readDayFile(path: string): DayRecord | undefined | RecordFailure {
  let text: string;
  try {
    text = readFileSync(path, 'utf8');
  } catch (error) {
    const reason = systemErrorCode(error);
    if (reason === 'ENOENT') return undefined;
    return recordFailure('day-file-unreadable', `The day file ${path} cannot be read: ${reason}.`);
  }
  return parse(text) ?? recordFailure('day-file-corrupt', `The day file ${path} is damaged, or no day file.`);
}

/** When it returns `undefined`, the file holds this record, whatever happens to the machine. */
export function writeDayFile(path: string, record: DayRecord): RecordFailure | undefined {
  const reason = replaceFile(path, render(record));
  return reason === undefined
    ? undefined
    : recordFailure('day-file-unwritable', `The day file ${path} cannot be written: ${reason}.`);
}

function render({ dayStartUs, asset, net, traded }: DayRecord): string {
  return sealed({
    format,
    dayStartUs,
    asset,
    net: formatQuote(net),
    traded: traded.map(({ venueAccount, amount }) => ({ venueAccount, amount: formatQuote(amount) })),
  });
}

const shape = z.strictObject({
  format: z.literal(format),
  dayStartUs: z.int().nonnegative(),
  asset: z.string().min(1),
  net: quoteText,
  traded: z.array(
    z.strictObject({
      venueAccount: z.string().transform((key) => key as VenueAccountKey),
      amount: quoteText,
    }),
  ),
});

/** `undefined` for anything but what `render` made. */
function parse(text: string): DayRecord | undefined {
  const parsed = shape.safeParse(unsealed(text));
  if (!parsed.success) return undefined;
  const { dayStartUs, asset, net, traded } = parsed.data;
  return { dayStartUs, asset, net, traded };
}
