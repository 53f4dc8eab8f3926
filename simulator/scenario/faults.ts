// Which faults strike in a seed: a swarm. Each seed chooses a few kinds and leaves all others off, so that rare pairs of kinds
// meet undisturbed by the rest; how often each strikes, for how long and how hard is drawn from the table below.
import { limits } from '../../src/core/limits.ts';
import type { Random } from '../../src/ports/random.ts';
import { between, betweenInScale, chance, pick } from './draw.ts';
import type { Fault, LegName } from './scenario.ts';

type Kind = Fault['kind'];
type Range = readonly [least: number, most: number];

interface Shape {
  /** How often the kind is chosen beside others. */
  readonly weight: number;
  readonly times: Range;
  /** 0 acts once, at its moment. */
  readonly lastsMs: Range;
  readonly percent: Range;
  /** In scale where the least is above 0. */
  readonly amount: Range;
  /** Percent of its strikes that hit the hedge's venue. */
  readonly onHedge: number;
}

const usual: Shape = {
  weight: 4,
  times: [1, 4],
  lastsMs: [500, 30_000],
  percent: [10, 100],
  amount: [0, 0],
  onHedge: 60,
};
const once: Shape = { ...usual, weight: 2, times: [1, 2], lastsMs: [0, 0], percent: [100, 100] };
const shown: Shape = {
  ...usual,
  times: [1, 6],
  lastsMs: [500, 10_000],
  percent: [2, 40],
  amount: [50, 8_000],
};

const shapes: Readonly<Record<Kind, Shape>> = {
  'place-timed-out-accepted': { ...usual, amount: [200, 10_000] },
  'place-timed-out-lost': { ...usual, amount: [200, 10_000] },
  'place-late': { ...usual, amount: [1_000, 8_000] },
  'cancel-timed-out': { ...usual, amount: [200, 10_000] },
  'query-timed-out': { ...usual, amount: [200, 10_000] },
  'rate-limited': { ...usual, lastsMs: [100, 5_000], amount: [10, 2_000] },
  'rate-ban': { ...usual, weight: 2, times: [1, 1], lastsMs: [1_000, 60_000], percent: [100, 100] },
  unavailable: { ...usual, lastsMs: [500, 20_000] },
  malformed: usual,
  'timestamp-refused': usual,
  'key-revoked': { ...usual, weight: 2, times: [1, 1], percent: [100, 100] },
  'order-not-found': { ...usual, amount: [500, 10_000] },
  'fills-late': { ...usual, lastsMs: [5_000, 60_000], amount: [200, 5_000] },
  // A page holds the fills of one sweep: one that is cut off among those of one moment cannot be read on from its newest.
  'fills-truncated': { ...usual, lastsMs: [5_000, 60_000], amount: [3, 8] },
  // A position that lags for longer than a difference must last to be believed cannot be told from a change by others.
  'position-stale': { ...usual, lastsMs: [5_000, 60_000], amount: [100, limits.foreignProofMs - 500] },
  'slow-requests': { ...usual, percent: [100, 100], amount: [100, 5_000] },
  'slow-replies': { ...usual, percent: [100, 100], amount: [100, 5_000] },

  'book-silent': { ...usual, percent: [100, 100] },
  'book-gap': shown,
  'book-crossed': shown,
  'book-empty': shown,
  'price-spike': { ...shown, amount: [10, 3_000] },
  'price-zero': shown,

  'fill-duplicated': { ...usual, lastsMs: [5_000, 60_000], amount: [0, 20_000] },
  'fill-lost': { ...usual, lastsMs: [5_000, 60_000] },
  'end-lost': { ...usual, lastsMs: [5_000, 60_000] },
  'accept-delayed': { ...usual, lastsMs: [5_000, 60_000], amount: [1, 5_000] },
  'fill-delayed': { ...usual, lastsMs: [5_000, 60_000], amount: [1, 10_000] },
  'fill-after-end': { ...usual, lastsMs: [5_000, 60_000], amount: [1, 5_000] },
  'stream-dropped': { ...usual, lastsMs: [100, 30_000], percent: [100, 100] },
  'stream-lost': { ...usual, lastsMs: [100, 30_000], percent: [100, 100] },
  'stream-flapping': { ...usual, times: [1, 2], percent: [100, 100], amount: [50, 3_000] },

  maintenance: { ...usual, weight: 2, times: [1, 2], lastsMs: [300, 60_000], percent: [100, 100] },
  'cold-start': { ...usual, weight: 1, times: [1, 1], lastsMs: [5_000, 90_000], percent: [100, 100] },
  'rules-changed': { ...usual, lastsMs: [500, 20_000] },
  'orders-cancelled': { ...once, weight: 4, times: [1, 6] },
  'post-only-refused': { ...usual, lastsMs: [500, 60_000] },
  'reduce-only-dropped': usual,
  'ioc-partial': { ...usual, lastsMs: [1_000, 60_000], amount: [0, 99] },
  'depth-gone': { ...usual, weight: 3, lastsMs: [500, 15_000], percent: [100, 100] },
  'depth-thin': { ...usual, lastsMs: [1_000, 60_000], percent: [100, 100], amount: [1, 50] },
  overfill: { ...once, weight: 3, lastsMs: [60_000, 120_000], amount: [1, 20] },

  'margin-short': { ...usual, weight: 2, percent: [100, 100] },
  liquidated: { ...once, times: [1, 1], amount: [10, 90] },
  'funding-paid': { ...once, weight: 3, times: [1, 3], amount: [-300, 300] },

  'manual-trade': { ...once, weight: 1, times: [1, 1], amount: [-50, 50] },
  'manual-cancel': { ...once, weight: 4, times: [1, 6] },

  'venue-clock-off': {
    ...usual,
    weight: 3,
    times: [1, 2],
    lastsMs: [1_000, 120_000],
    percent: [100, 100],
    amount: [-10_000, 10_000],
  },
  'venue-clock-drifts': {
    ...usual,
    weight: 2,
    times: [1, 1],
    lastsMs: [10_000, 120_000],
    percent: [100, 100],
    amount: [-10_000, 10_000],
  },
  'equal-timestamps': { ...usual, percent: [100, 100], amount: [5, 500] },

  'journal-stalled': { ...usual, times: [1, 1], lastsMs: [100, 5_000], amount: [1_000, 30_000] },
  'journal-full': { ...once, weight: 1, times: [1, 1], lastsMs: [100, 30_000] },
  'journal-flipped': {
    ...once,
    weight: 1,
    times: [1, 1],
    lastsMs: [60_000, 120_000],
    amount: [2, 2_000],
  },
  'journal-torn': { ...usual, weight: 3, percent: [40, 100], lastsMs: [30_000, 120_000], amount: [1, 1] },
};

/** Kinds that do nothing by themselves: nobody asks for what they hold back, unless one of these has made it missing. */
const companions: Partial<Readonly<Record<Kind, readonly [Kind, ...Kind[]]>>> = {
  'fills-late': ['fill-lost', 'stream-dropped', 'end-lost'],
  'fills-truncated': ['fill-lost', 'stream-dropped', 'end-lost'],
  'order-not-found': ['place-timed-out-accepted', 'accept-delayed', 'unavailable', 'stream-dropped'],
  'journal-torn': ['fill-lost', 'stream-dropped', 'slow-replies'],
};

const kinds = Object.keys(shapes) as Kind[];
const totalWeight = kinds.reduce((sum, kind) => sum + shapes[kind].weight, 0);
const kindsMax = 8;

export function drawFaults(random: Random, safetyUs: number): Fault[] {
  if (chance(random, 5)) return [];
  const chosen = new Set<Kind>();
  for (let count = betweenInScale(random, 1, kindsMax); count > 0; count -= 1) chosen.add(drawKind(random));
  const faults: Fault[] = [];
  for (const kind of chosen) {
    const { times } = shapes[kind];
    const intensity = between(random, 0, 100);
    for (let count = between(random, times[0], times[1]); count > 0; count -= 1) {
      const fault = drawFault(random, kind, safetyUs, intensity);
      faults.push(fault);
      const companion = companions[kind];
      if (companion === undefined) continue;
      const { leg, fromUs, untilUs } = fault;
      faults.push({
        ...drawFault(random, pick(random, companion), safetyUs, intensity),
        leg,
        fromUs,
        untilUs,
      });
    }
  }
  return faults.sort((left, right) => left.fromUs - right.fromUs);
}

function drawKind(random: Random): Kind {
  let left = random.below(totalWeight);
  for (const kind of kinds) {
    left -= shapes[kind].weight;
    if (left < 0) return kind;
  }
  return 'fill-lost';
}

function drawFault(random: Random, kind: Kind, safetyUs: number, intensity: number): Fault {
  const { lastsMs, percent, amount, onHedge } = shapes[kind];
  const leg: LegName = chance(random, onHedge) ? 'hedge' : 'primary';
  const fromUs = kind === 'cold-start' ? 0 : between(random, 0, safetyUs - 1);
  const lastsUs = lastsMs[1] === 0 ? 0 : betweenInScale(random, lastsMs[0], lastsMs[1]) * 1_000;
  const share = percent[0] + Math.round(((percent[1] - percent[0]) * intensity) / 100);
  return {
    kind,
    leg,
    fromUs,
    untilUs: Math.min(safetyUs, fromUs + lastsUs),
    percent: share,
    amount:
      amount[0] > 0 ? betweenInScale(random, amount[0], amount[1]) : between(random, amount[0], amount[1]),
  };
}
