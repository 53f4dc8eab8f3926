// Whether both streams deliver: the public one shows its book, and the account's own answers.
import { formatPrice } from '../../../core/instrument.ts';
import { limits } from '../../../core/limits.ts';
import { counted, latency } from '../../../reports/readable.ts';
import type { LegFacts } from '../facts.ts';
import { failed, ok, warning, type Judgement } from '../finding.ts';
import { medianAndTail, unanswered } from '../words.ts';

const remedy = 'look at the status page of the venue, and at the connection to it';

export function checkPublicStream(leg: LegFacts): Judgement | undefined {
  const { instrument, followed, book, examination } = leg;
  if (instrument?.ok !== true || followed === undefined || book === undefined) return undefined;
  const { touch, messages, listenedUs, agesUs } = book;
  if (touch === undefined)
    return followed.ok || messages > 0
      ? failed(
          'the book has no price on both sides',
          'wait until the market is open, or take another --ticker',
        )
      : failed(followed.message, followed.remedy);
  const [bid, ask] = [formatPrice(instrument.value, touch.bid), formatPrice(instrument.value, touch.ask)];
  const figures = { bid, ask, messages };
  if (messages > 0) {
    const age = agesUs.length === 0 ? '' : `, ${latency(medianAndTail(agesUs).p50)} old when they come`;
    const heard = `${counted(messages, 'message')} in ${latency(listenedUs)}`;
    return ok(`the book is at ${bid} / ${ask}: ${heard}${age}`, figures);
  }
  const silence = `the book is at ${bid} / ${ask}, and nothing came in ${latency(listenedUs)}`;
  const isAlive = examination?.ok === true && examination.value.publicStreamUs.length > 0;
  return isAlive
    ? warning(
        `${silence}, though the stream answers`,
        `a quiet market, or a stream that has stopped: nothing is quoted on a book that is silent for ${limits.bookAgeMsMax / 1_000} s`,
        figures,
      )
    : failed(silence, remedy, figures);
}

export function checkPrivateStream(leg: LegFacts): Judgement | undefined {
  const { followed, examination, book, order } = leg;
  if (followed === undefined) return undefined;
  if (!followed.ok && book?.touch !== undefined) return failed(followed.message, followed.remedy);
  if (!followed.ok || examination === undefined) return undefined;
  if (!examination.ok) return unanswered(examination);
  if (examination.value.privateStreamUs.length === 0)
    return failed('the private stream is open, and does not answer', remedy);
  if (order?.streamedUs !== undefined) return ok('told of the order, and answers every ping');
  return order?.order === undefined
    ? ok('open, and answers every ping; `doctor --order-test` shows that it tells of orders')
    : failed('the private stream said nothing of the order', remedy);
}
