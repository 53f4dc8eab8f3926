// B1, B2 and B3: from the word that a maker order was filled to the hedge on the other venue's server, over loopback, with real
// adapters, signatures, ledger and gate. Beside it, in the same run: what any client must do, and peers.
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
  /** `undefined` where there is no bar: for peers, and for the floor itself. */
  readonly isMet: boolean | undefined;
}

export interface WireFigures {
  readonly fillToHedge: readonly WireRow[];
  readonly durable: readonly WireRow[];
  readonly underLoad: readonly WireRow[];
  /** What was left out, and why. */
  readonly skipped: readonly string[];
}

/** A ratio to the floor that ours must not exceed; Infinity where there is no bar. */
interface Bar {
  readonly p50: number;
  readonly p99: number;
}

const fills = 5_000;
const fewerFills = 2_000;
const peerFills = 300;
/** Of peers that take longer than 10 ms. */
const slowPeerFills = 100;
const booksPerSecond = 20_000;

const floor: WireContestant = { name: 'floor: bare sockets and signature', program: 'bare-bot', fills };
const ours: WireContestant = { name: 'evenkeel', program: 'engine-bot', kind: 'no record', fills };

export async function measureWire(): Promise<WireFigures> {
  const servers = new WireServers();
  const lacking = lackOfPython();
  const peers = lacking === undefined ? [pythonPeer] : [];
  const fillToHedge: WireRow[] = [];
  const durable: WireRow[] = [];
  const underLoad: WireRow[] = [];
  try {
    for (const pair of pairs()) {
      const contestants = [floor, ours, ...peers, ...ccxtPeers(pair)];
      fillToHedge.push(...(await rowsOf(servers, pair, contestants, { p50: 1.25, p99: 1.5 })));
    }
    for (const pair of samplePairs) {
      durable.push(...(await rowsOf(servers, pair, durableContestants, { p50: 1.1, p99: Infinity })));
      underLoad.push(...(await rowsOf(servers, pair, loadContestants, { p50: Infinity, p99: 3 })));
    }
  } finally {
    servers.close();
  }
  return {
    fillToHedge,
    durable,
    underLoad,
    skipped: lacking === undefined ? [] : [`the Python peer: ${lacking}`],
  };
}

const pairs = (): PairName[] =>
  venueNames.flatMap((primary) =>
    venueNames.filter((hedge) => hedge !== primary).map((hedge) => ({ primary, hedge })),
  );

/** A hedge by socket, and one by request. */
const samplePairs: readonly PairName[] = [
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
    name: `evenkeel, ${booksPerSecond / 1_000} 000 books a second`,
    fills: fewerFills,
    booksPerSecond,
  },
];

/** The first contestant is what the others are compared with, and the second is judged. */
async function rowsOf(
  servers: WireServers,
  pair: PairName,
  contestants: readonly WireContestant[],
  bar: Bar,
): Promise<WireRow[]> {
  const results = await servers.race(pair, contestants);
  const [first] = results;
  if (first === undefined) throw new Error('a race has contestants');
  return results.map((result, index) => {
    const p50Ratio = result.p50 / first.p50;
    const p99Ratio = result.p99 / first.p99;
    const isMet = index === 1 ? p50Ratio <= bar.p50 && p99Ratio <= bar.p99 : undefined;
    return {
      ...result,
      pair: `${pair.primary} → ${pair.hedge}`,
      floor: first.name,
      p50Ratio,
      p99Ratio,
      isMet,
    };
  });
}
