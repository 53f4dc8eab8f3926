// What an answer over HTTP says of a delivery, where its status says it all; and what may be told of its words.
import type { Delivery } from './channel.ts';
import type { WebAnswer } from './web-endpoint.ts';

/** Too early, too slow or too many pass, and so does what is wrong on the other side; everything else would be answered the same again. */
const passing: ReadonlySet<number> = new Set([408, 425, 429]);

export function judgeStatus(
  { status, retryAfterMs }: Extract<WebAnswer, { readonly kind: 'answer' }>,
  said: string,
): Delivery {
  if (status >= 200 && status < 300) return { kind: 'delivered' };
  if (status >= 300 && status < 400)
    return { kind: 'refused', reason: `${status}: it sends elsewhere, and nothing secret is sent on` };
  const reason = `${status} ${said === '' ? 'without a word' : said}`;
  return status < 500 && !passing.has(status) ? { kind: 'refused', reason } : tryAgain(reason, retryAfterMs);
}

export const tryAgain = (reason: string, afterMs?: number): Delivery => ({
  kind: 'try-again',
  reason,
  ...(afterMs !== undefined && { afterMs }),
});

/** Whatever answers may repeat what it was sent: its words without these, on one line, and not too many. */
export function withoutSecrets(text: string, secrets: readonly string[]): string {
  return secrets
    .filter((secret) => secret !== '')
    .reduce((clean, secret) => clean.replaceAll(secret, '…'), text)
    .replaceAll(/\s+/g, ' ')
    .slice(0, 200);
}

/** What of an address is secret: all of its path that could be a key, and what follows it. */
export function secretsIn({ pathname, search }: URL): readonly string[] {
  const parts = pathname.split('/').filter((part) => part.length >= 8);
  return [`${pathname}${search}`, search, ...parts];
}
