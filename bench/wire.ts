// B1, B2 and B3: from the word that a maker order was filled to the hedge on the other venue's server, over loopback, with real
// adapters, signatures, ledger and gate. Beside it, in the same run: what any client must do, and peers.
import { progress } from './progress.ts';
import { lackOfPython } from './wire/bots.ts';
import { kinds } from './wire/ccxt-bot-kinds.ts';
import { venueNames, type PairName } from './wire/messages.ts';
import { WireServers, type WireContestant, type WireResult } from './wire/race.ts';

export interface WireRow extends WireResult {
  readonly pair: string;
  /** The name of what it is compared with. */
  readonly floor: string;
  readonly p50Ratio: number;
  readonly p99Ratio: number;
  /** What is held against the bar. */
  readonly isOurs: boolean;
  readonly isPython: boolean;
}

export interface WireFigures {
  readonly fillToHedge: readonly WireRow[];
  readonly durable: readonly WireRow[];
  readonly underLoad: readonly WireRow[];
  /** The fill to its hedge while every fill is told to channels that are dead, or slow. */
  readonly alerting: readonly WireRow[];
  /** What was left out, and why. */
  readonly skipped: readonly string[];
}

const fills = 5_000;
const fewerFills = 2_000;
/** Of contestants that are shown and not judged. */
const shownFills = 1_000;
const peerFills = 300;
/** Of peers that take longer than 10 ms. */
const slowPeerFills = 100;
const booksPerSecond = 20_000;

const floor: WireContestant = { name: 'floor: bare sockets and signature', program: 'bare-bot', fills };
const ours: WireContestant = { name: 'evenkeel', program: 'engine-bot', kind: 'no record', fills };
/** As it is when the touch has moved, or not all of the quote was filled. */
const unforeseen: WireContestant = {
  name: 'evenkeel, signed after the fill',
  program: 'engine-bot',
  kind: 'not foreseen',
  fills: shownFills,
};

export async function measureWire(): Promise<WireFigures> {
  const servers = new WireServers();
  const lacking = lackOfPython();
  const peers = lacking === undefined ? [pythonPeer] : [];
  const fillToHedge: WireRow[] = [];
  const durable: WireRow[] = [];
  const underLoad: WireRow[] = [];
  const alerting: WireRow[] = [];
  const skipped = lacking === undefined ? [] : [`the Python peer: ${lacking}`];
  /** One race that cannot be run leaves the others; its bars are missing, and it is said why. */
  const race = async (
    what: string,
    rows: WireRow[],
    pair: PairName,
    contestants: readonly WireContestant[],
  ) => {
    progress(`${what}, ${nameOf(pair)}`);
    try {
      rows.push(...(await rowsOf(servers, pair, contestants)));
    } catch (error) {
      skipped.push(`${what}, ${nameOf(pair)}: ${String(error)}`);
    }
  };
  try {
    for (const pair of pairs())
      await race('B1', fillToHedge, pair, [floor, ours, unforeseen, ...peers, ...ccxtPeers(pair)]);
    for (const pair of samplePairs) {
      await race('B2', durable, pair, durableContestants);
      await race('B3', underLoad, pair, loadContestants);
    }
    await race('B1 with alerts', alerting, samplePairs[0], alertingContestants);
  } finally {
    servers.close();
  }
  return { fillToHedge, durable, underLoad, alerting, skipped };
}

const nameOf = ({ primary, hedge }: PairName): string => `${primary} → ${hedge}`;

const pairs = (): PairName[] =>
  venueNames.flatMap((primary) =>
    venueNames.filter((hedge) => hedge !== primary).map((hedge) => ({ primary, hedge })),
  );

/** A hedge by socket, and one by request. */
const samplePairs: readonly [PairName, PairName] = [
  { primary: 'backpack', hedge: 'grvt' },
  { primary: 'grvt', hedge: 'backpack' },
];

const pythonPeer: WireContestant = { name: 'Python: uvloop, orjson', program: 'python', fills: peerFills };

/** On Paradex its signature alone takes more than 10 ms. */
const ccxtPeers = ({ hedge }: PairName): WireContestant[] => [
  {
    name: `CCXT, ${kinds.unpaced}`,
    program: 'ccxt-bot',
    kind: kinds.unpaced,
    fills: hedge === 'paradex' ? slowPeerFills : peerFills,
  },
  { name: `CCXT, ${kinds.asItComes}`, program: 'ccxt-bot', kind: kinds.asItComes, fills: slowPeerFills },
];

const durableContestants: readonly WireContestant[] = [
  { ...ours, name: 'evenkeel, no record', fills: fewerFills },
  { ...ours, name: 'evenkeel, hedge first, then its record', kind: 'hedge first', fills: fewerFills },
  { ...ours, name: 'a hedge that waits for its record', kind: 'durable first', fills: fewerFills },
];

const loadContestants: readonly WireContestant[] = [
  { ...ours, name: 'evenkeel, quiet books', fills: fewerFills },
  {
    ...ours,
    name: `evenkeel, ${booksPerSecond / 1_000} 000 books a second, a prompt and a slow onlooker`,
    kind: 'looked at',
    fills: fewerFills,
    booksPerSecond,
  },
  {
    ...ours,
    name: 'evenkeel, quiet books, a prompt and a slow onlooker',
    kind: 'looked at',
    fills: fewerFills,
  },
];

const alertingContestants: readonly WireContestant[] = [
  { ...ours, name: 'evenkeel, nobody is told', fills: fewerFills },
  { ...ours, name: 'evenkeel, alerts to a dead channel', kind: 'alerts dead', fills: fewerFills },
  {
    ...ours,
    name: 'evenkeel, alerts to a channel that never answers',
    kind: 'alerts slow',
    fills: fewerFills,
  },
];

/** The first contestant is what the others are compared with, and the second is judged. */
async function rowsOf(
  servers: WireServers,
  pair: PairName,
  contestants: readonly WireContestant[],
): Promise<WireRow[]> {
  const results = await servers.race(pair, contestants);
  const [first] = results;
  if (first === undefined) throw new Error('a race has contestants');
  return results.map((result, index) => ({
    ...result,
    pair: nameOf(pair),
    floor: first.name,
    p50Ratio: result.p50 / first.p50,
    p99Ratio: result.p99 / first.p99,
    isOurs: index === 1,
    isPython: contestants[index] === pythonPeer,
  }));
}
