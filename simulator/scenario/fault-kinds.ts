// Every kind of fault that a scenario can hold, by the layer that it strikes, each with what its `amount` means. A fault is data:
// what it does stands in simulator/world/ and simulator/process/.

/** What `amount` means, in words for people who read a fault list. */
export const faultKinds = {
  // Requests and their answers.
  'place-timed-out-accepted': 'accepted, and reported as timed out after so many ms',
  'place-timed-out-lost': 'never arrives, and is reported as timed out after so many ms',
  'place-late': 'reported as timed out, and arrives after so many ms all the same',
  'cancel-timed-out': 'lost or not, reported as timed out after so many ms',
  'query-timed-out': 'reported as timed out after so many ms',
  'rate-limited': 'a burst of 429, each to be asked again after so many ms',
  'rate-ban': 'every request answered with a ban that ends with the fault',
  unavailable: 'a 5xx: half of the requests have their effect all the same',
  malformed: 'an answer that cannot be read: half of the requests have their effect all the same',
  'timestamp-refused': 'refused for its timestamp or nonce',
  'key-revoked': 'every request refused',
  'order-not-found': 'orders younger than so many ms are not found',
  'fills-late': 'reports of fills lack those younger than so many ms',
  'fills-truncated': 'reports of fills hold no more than so many, the oldest',
  'position-stale': 'snapshots show the position of so many ms ago',
  'slow-requests': 'requests travel so many ms longer',
  'slow-replies': 'answers and private events travel so many ms longer',

  // Public stream.
  'book-silent': 'nothing is heard of the market',
  'book-gap': 'messages are lost for so many ms, then a snapshot comes',
  'book-crossed': 'the book is shown crossed for so many ms',
  'book-empty': 'the book is shown empty for so many ms',
  'price-spike': 'all prices are shown moved by so many bps',
  'price-zero': 'a price of zero is shown for so many ms',

  // Private stream.
  'fill-duplicated': 'told again after so many ms',
  'fill-lost': 'never told, on a healthy socket',
  'end-lost': "an order's end is never told",
  'accept-delayed': 'an acceptance comes so many ms late, after the fill and perhaps after the end',
  'fill-delayed': 'a fill comes so many ms late, after newer events',
  'fill-after-end': 'the end is told without a fill that follows so many ms later',
  'stream-dropped': 'nothing of the private stream arrives, and nothing is sent again',
  'stream-lost':
    'the socket is lost, which is told, and opened again when the fault ends; what was missed is not sent again',
  'stream-flapping': 'as dropped, on and off every so many ms',

  // The venue.
  maintenance: 'nothing is answered but "not trading"',
  'cold-start': 'refuses every order until the fault ends',
  'rules-changed':
    "orders are refused: the price is off the venue's new tick, or the quantity off its new lot",
  'orders-cancelled': 'the venue cancels everything that rests',
  'post-only-refused': 'post-only orders are refused as crossing',
  'reduce-only-dropped': 'a reduce-only order is taken and comes to nothing, silently',
  'ioc-partial': 'at most so many percent of an IOC is filled',
  'depth-gone': 'others have withdrawn both sides of the book',
  'depth-thin': 'others show no more than so many lots a level',
  overfill: 'so many lots more than ordered are filled',

  // The account.
  'margin-short': 'orders that enlarge a position are refused for want of margin',
  liquidated: 'so many percent of the position are closed by the venue, and of what is left twice more',
  'funding-paid': 'a funding payment of so many millionths of the position',

  // The person.
  'manual-trade':
    'so many percent of the order size bought (> 0) or sold by hand, and half of that taken back a moment later',
  'manual-cancel': 'resting orders are cancelled by hand',

  // Time.
  'venue-clock-off': "the venue's clock is so many ms ahead (> 0) or behind",
  'venue-clock-drifts': "the venue's clock runs so many millionths fast (> 0) or slow",
  'equal-timestamps': 'events wait for one another and come in bunches of so many ms',

  // The record.
  'journal-stalled': 'writing a record takes so many ms, in which the process does nothing',
  'journal-full':
    'nothing can be written for want of room, and no process that starts meanwhile can begin its record',
  'journal-flipped':
    'a bit flips in the record of a process that dies: so many of its last turns cannot be vouched for',
  'journal-torn': 'of the last records so many are lost when the process dies',
} as const satisfies Readonly<Record<string, string>>;

export type FaultKind = keyof typeof faultKinds | ProcessFaultKind | VenueTrait | OperatorFaultKind;

/** What becomes of the process; see `crashes` in the scenario. */
export const crashKinds = [
  'kill-before-hedge',
  'kill-before-record',
  'kill-before-quote',
  'kill-anywhere',
  'kill-in-recovery',
  'pause',
] as const;

/** Each of these deaths is the one or the other as well: the memory of the machine outlives it, or does not. */
const deathKinds = ['process-killed', 'power-cut'] as const;

export const processFaultKinds = [...crashKinds, ...deathKinds] as const;
export type ProcessFaultKind = (typeof processFaultKinds)[number];

/**
 * What a venue is like for the whole run; see `forgetsOrderIds` in the scenario. It has acted when a process takes over that has no
 * record of an order which left for such a venue: its id could be used for another one.
 */
export const venueTraits = ['order-id-forgotten'] as const;
export type VenueTrait = (typeof venueTraits)[number];

/** What a person asks of a run from elsewhere; see `operator` in the scenario. It has acted when a process that trades has heard it. */
export const operatorFaultKinds = ['operator-pause', 'operator-flatten', 'operator-resume'] as const;
export type OperatorFaultKind = (typeof operatorFaultKinds)[number];

export const allFaultKinds: readonly FaultKind[] = [
  ...(Object.keys(faultKinds) as (keyof typeof faultKinds)[]),
  ...processFaultKinds,
  ...venueTraits,
  ...operatorFaultKinds,
];
