// What one run tells the others on a venue account of itself, as the file of its own that only it writes.
import { z } from 'zod';
import { formatQuote, type QuoteAmount } from '../core/money.ts';
import { quoteText } from './quote-text.ts';
import { sealed, unsealed } from './sealed-text.ts';

/** Amounts are in `asset`, the quote asset of the account's instruments. */
export interface RunShare {
  /** 00:00 UTC of the day that `net` and `traded` are of, in µs since the epoch. */
  readonly dayStartUs: number;
  readonly asset: string;
  /** Of the whole run, loss < 0. */
  readonly net: QuoteAmount;
  /** On this account. */
  readonly traded: QuoteAmount;
  /** What it may yet ask of the account's margin, beyond what it carries. */
  readonly marginToCome: QuoteAmount;
  /** False once its process has said that it is over; one that was killed does not say so. */
  readonly isLiving: boolean;
}

const format = 'evenkeel-share-1';

export const renderShare = ({ net, traded, marginToCome, ...rest }: RunShare): string =>
  sealed({
    format,
    ...rest,
    net: formatQuote(net),
    traded: formatQuote(traded),
    marginToCome: formatQuote(marginToCome),
  });

const shape = z.strictObject({
  format: z.literal(format),
  dayStartUs: z.int().nonnegative(),
  asset: z.string().min(1),
  net: quoteText,
  traded: quoteText,
  marginToCome: quoteText,
  isLiving: z.boolean(),
});

/** `undefined` for anything but what `renderShare` made. */
export function parseShare(text: string): RunShare | undefined {
  const parsed = shape.safeParse(unsealed(text));
  if (!parsed.success) return undefined;
  const { dayStartUs, asset, net, traded, marginToCome, isLiving } = parsed.data;
  return { dayStartUs, asset, net, traded, marginToCome, isLiving };
}
