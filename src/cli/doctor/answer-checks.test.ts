// Checks of how a venue answers: its streams, an order, its clock, its round trips. One fact is changed, and what is said of it is held
// against what somebody would have to do.
import { describe, expect, it } from 'vitest';
import { refused } from '../../core/checked.ts';
import type { LegFacts } from './facts.ts';
import type { CheckName, Finding } from './finding.ts';
import { legFacts, saysOfPrimary, testedOrder, usualAccount } from './testing/known-facts.ts';

const silentStreams = (streams: 'publicStreamUs' | 'privateStreamUs'): LegFacts['examination'] => ({
  ok: true,
  value: { account: usualAccount, publicStreamUs: [1], privateStreamUs: [1], [streams]: [] },
});
const { touch } = legFacts('alpha').book ?? {};
const book = (change: Partial<NonNullable<LegFacts['book']>>): LegFacts['book'] => ({
  touch,
  messages: 0,
  listenedUs: 5_000_000,
  agesUs: [],
  ...change,
});

describe('how a venue answers', () => {
  it.each<[CheckName, string, Partial<LegFacts>, Finding['verdict'], RegExp, RegExp]>([
    [
      'public-stream',
      'a book that changes',
      {},
      'ok',
      /2999\.99 \/ 3000\.01: 12 messages in 250\.0 ms, 12\.0 ms old/,
      /^$/,
    ],
    [
      'public-stream',
      'a book that stands still',
      { book: book({}) },
      'warning',
      /nothing came in 5\.00 s/,
      /quiet market/,
    ],
    [
      'public-stream',
      'a stream that has died',
      { book: book({}), examination: silentStreams('publicStreamUs') },
      'failed',
      /nothing came/,
      /connection/,
    ],
    [
      'public-stream',
      'a stream that never delivered',
      { book: book({ touch: undefined }), followed: refused('stream-refused', 'no book came', 'look at it') },
      'failed',
      /no book came/,
      /look at it/,
    ],
    [
      'public-stream',
      'a book with one side only',
      { book: book({ touch: undefined, messages: 3 }) },
      'failed',
      /no price on both sides/,
      /until the market is open/,
    ],
    ['private-stream', 'a stream that answers', {}, 'ok', /--order-test/, /^$/],
    [
      'private-stream',
      'a stream that could not be opened',
      { followed: refused('stream-refused', 'private stream: it does not open', 'look at the keys') },
      'failed',
      /does not open/,
      /keys/,
    ],
    [
      'private-stream',
      'a stream that has died',
      { examination: silentStreams('privateStreamUs') },
      'failed',
      /does not answer/,
      /connection/,
    ],
    [
      'private-stream',
      'one that told of the order',
      { order: testedOrder() },
      'ok',
      /told of the order/,
      /^$/,
    ],
    [
      'private-stream',
      'one that said nothing of it',
      { order: testedOrder({ streamedUs: undefined }) },
      'failed',
      /said nothing of the order/,
      /connection/,
    ],
    [
      'order-test',
      'an order that came and went',
      { order: testedOrder() },
      'ok',
      /buy 0\.001 ETH at 2988: answered after 1\.5 ms, on the private stream after 2\.5 ms; cancelled, and gone after 1\.2 ms/,
      /^$/,
    ],
    [
      'order-test',
      'an order that was refused',
      { order: testedOrder({ isProven: false, trouble: 'refused: the key may not trade' }) },
      'failed',
      /the key may not trade/,
      /open orders/,
    ],
    [
      'order-test',
      'an order that was never sent',
      { order: testedOrder({ order: undefined, isProven: false, trouble: 'stale book' }) },
      'failed',
      /no order was sent: stale book/,
      /try again/,
    ],
    ['clock', 'a clock that is near', { clockOffsetUs: -1_000_000 }, 'ok', /1\.00 s behind ours/, /^$/],
    ['clock', 'a clock that is off', { clockOffsetUs: 1_000_001 }, 'warning', /ahead of ours/, /NTP/],
    ['clock', 'a clock that is wrong', { clockOffsetUs: -60_000_001 }, 'failed', /60\.00 s behind/, /NTP/],
    [
      'round-trips',
      'the usual',
      {},
      'ok',
      /requests 4\.0 ms \/ 5\.0 ms, public stream 1\.0 ms \/ 1\.1 ms, private stream 2\.0 ms \/ 2\.1 ms/,
      /^$/,
    ],
    [
      'round-trips',
      'a venue that is far away',
      { requests: { roundTripsUs: [250_001], failures: [] } },
      'warning',
      /requests 250\.0 ms/,
      /nearer to the venue/,
    ],
    [
      'round-trips',
      'a venue that loses requests',
      { requests: { roundTripsUs: [9_000], failures: [{ kind: 'timed-out' }] } },
      'warning',
      /1 of 2 requests came to nothing \(no answer in time\)/,
      /connection/,
    ],
    [
      'round-trips',
      'a venue that answers nothing',
      {
        requests: {
          roundTripsUs: [],
          failures: [{ kind: 'rate-limited', retryAtUs: 0 }],
        },
      },
      'failed',
      /no request was answered: too many requests/,
      /status page/,
    ],
  ])('%s: %s', (check, _name, change, verdict, text, remedy) => {
    const finding = saysOfPrimary(check, change);
    expect(finding).toMatchObject({ verdict, text: expect.stringMatching(text) });
    expect(finding?.remedy ?? '').toMatch(remedy);
  });
});
