// What all runs that go on come to on each venue, and together: exact, and of each asset apart.
import { formatUnits, parseUnits } from '../../core/decimal.ts';
import type { RunStatus } from '../../status/run-status.ts';

export interface VenueSum {
  readonly venue: string;
  readonly quoteAsset: string;
  readonly runs: number;
  readonly orders: number;
  readonly makerVolumeQuote: string;
  readonly takerVolumeQuote: string;
  readonly volumeTodayQuote: string;
  /** Signed positions by base asset, "+0.1 ETH". */
  readonly positions: readonly { readonly asset: string; readonly quantityBase: string }[];
}

export interface ResultSum {
  readonly quoteAsset: string;
  readonly runs: number;
  readonly netPnlQuote: string;
  readonly grossPnlQuote: string;
  readonly volumeQuote: string;
}

export function sumsByVenue(statuses: readonly RunStatus[]): VenueSum[] {
  const legs = statuses.flatMap(({ legs: both, identity }) =>
    both.map((leg) => ({ ...leg, baseAsset: identity.baseAsset })),
  );
  const groups = groupedBy(legs, ({ venue, quoteAsset }) => `${venue} ${quoteAsset}`);
  return groups.map((group) => ({
    venue: group[0].venue,
    quoteAsset: group[0].quoteAsset,
    runs: group.length,
    orders: group.filter(({ order }) => order !== null).length,
    makerVolumeQuote: sum(group.map(({ makerVolumeQuote }) => makerVolumeQuote)),
    takerVolumeQuote: sum(group.map(({ takerVolumeQuote }) => takerVolumeQuote)),
    volumeTodayQuote: sum(group.map(({ volumeTodayQuote }) => volumeTodayQuote)),
    positions: groupedBy(group, ({ baseAsset }) => baseAsset).map((held) => ({
      asset: held[0].baseAsset,
      quantityBase: sum(held.map(({ positionBase }) => positionBase)),
    })),
  }));
}

export function sumsOfResults(statuses: readonly RunStatus[]): ResultSum[] {
  return groupedBy(statuses, ({ identity }) => identity.quoteAsset).map((group) => ({
    quoteAsset: group[0].identity.quoteAsset,
    runs: group.length,
    netPnlQuote: sum(group.map(({ money }) => money.netPnlQuote)),
    grossPnlQuote: sum(group.map(({ money }) => money.grossPnlQuote)),
    volumeQuote: sum(group.map(({ money }) => money.volumeQuote)),
  }));
}

function groupedBy<Item>(items: readonly Item[], keyOf: (item: Item) => string): [Item, ...Item[]][] {
  const groups = new Map<string, [Item, ...Item[]]>();
  for (const item of items) {
    const group = groups.get(keyOf(item));
    if (group === undefined) groups.set(keyOf(item), [item]);
    else group.push(item);
  }
  return [...groups.values()];
}

const sum = (texts: readonly string[]): string =>
  formatUnits(texts.reduce((total, text) => total + (parseUnits(text) ?? 0n), 0n));
