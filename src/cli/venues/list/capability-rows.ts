// What venues can do, one line of words for each thing: the same for terminals, for programs that show it, and for docs/venues.md.
import type { OrderIdMemory } from '../../../core/instrument.ts';
import { formatFeeRateBps } from '../../../core/money.ts';
import type { CanaryPass } from '../../canary/canary-store.ts';
import type { VenueAdapter, VenueCapabilities } from '../../../venues/adapter.ts';

export interface DescribedVenue extends Pick<VenueAdapter, 'name' | 'capabilities'> {
  /** Its canaries that have passed on the venue itself, from this machine; not where nobody has looked. */
  readonly canaries?: readonly CanaryPass[];
}

interface CapabilityRow {
  readonly label: string;
  readonly describe: (capabilities: VenueCapabilities) => string;
}

export const capabilityRows: readonly CapabilityRow[] = [
  { label: 'quote asset', describe: ({ quoteAsset }) => quoteAsset },
  { label: 'environments', describe: ({ environments }) => environments.join(', ') },
  {
    label: 'orders go by',
    describe: ({ orderEntry }) => (orderEntry === 'rest' ? 'request' : 'socket, or request while it is down'),
  },
  {
    label: 'a resting order ends by itself',
    describe: ({ makerExpirySecondsMin: seconds }) =>
      seconds === undefined ? 'never' : `after ${seconds} s`,
  },
  {
    label: 'when our process dies',
    describe: ({ deadMansSwitch, makerExpirySecondsMin }) =>
      deadMansSwitch ??
      (makerExpirySecondsMin === undefined
        ? 'nothing cancels: a resting order stays until somebody does'
        : 'a resting order ends by itself'),
  },
  {
    label: 'reduce-only beyond the position',
    describe: ({ oversizedReduceOnly }) =>
      oversizedReduceOnly === 'cut' ? 'is cut down to it' : 'is refused',
  },
  {
    label: 'post-only that would cross',
    describe: ({ postOnlyCross }) => (postOnlyCross === 'refused' ? 'is refused' : 'is taken, and cancelled'),
  },
  {
    label: 'an order id that was used',
    describe: ({ remembersClientOrderIds }) => idMemoryWords[remembersClientOrderIds],
  },
  { label: 'what a key can do', describe: ({ keyPowers }) => keyPowers },
  {
    label: 'listed fees, maker/taker',
    describe: ({ listedFees: { maker, taker }, listedFeesAsOf }) =>
      `${formatFeeRateBps(maker)}/${formatFeeRateBps(taker)} bps, as of ${listedFeesAsOf}`,
  },
  { label: 'actual fees come from', describe: ({ feesFrom }) => feesFrom },
];

const idMemoryWords: Readonly<Record<OrderIdMemory, string>> = {
  all: 'is refused',
  active: 'is refused while its order is open: what a process that died may have sent is proven absent first',
  unknown: 'is not documented: what a process that died may have sent is proven absent first',
};

/** Every row that there is, for one venue. */
export const rowsOf = (venue: DescribedVenue): (readonly [label: string, words: string])[] => [
  ...capabilityRows.map(({ label, describe }) => [label, describe(venue.capabilities)] as const),
  ...(venue.canaries === undefined
    ? []
    : [['live from here', liveText(venue.name, venue.canaries)] as const]),
];

function liveText(name: string, canaries: readonly CanaryPass[]): string {
  if (canaries.length === 0) return 'never run live from here: no canary has passed';
  return canaries
    .map(({ version, primary, hedge, passedAt }) => {
      const [role, other] = primary.venue === name ? ['primary', hedge] : ['hedge', primary];
      return `canary passed as ${role} with ${other.venue}, ${primary.instrument}, version ${version}, ${passedAt.slice(0, 10)}`;
    })
    .join('; ');
}
