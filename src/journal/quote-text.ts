// An amount of money in a file that people may read: exact decimal text.
import { z } from 'zod';
import { parseQuote, type QuoteAmount } from '../core/money.ts';

export const quoteText = z.string().transform((text, context): QuoteAmount => {
  const value = parseQuote(text);
  if (value !== undefined) return value;
  context.addIssue({ code: 'custom', message: 'no amount' });
  return z.NEVER;
});
