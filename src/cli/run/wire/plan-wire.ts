// A run over the wire: the real adapters, protocols and signatures, on servers that this process starts, on those of other processes,
// or on the venues' own hosts. What can be refused is refused here, and whatever was opened for it is closed again.
import { checkAtPrices } from '../../../core/check-at-prices.ts';
import { accepted, refused, type Checked, type CheckFailure } from '../../../core/checked.ts';
import type { Fence } from '../../../journal/fence.ts';
import type { VenueRegistry } from '../../../venues/registry.ts';
import { defaultSimulatedTicker, simulatedTickers } from '../../../venues/simulated/instruments.ts';
import { createSeededRandom } from '../../../venues/simulated/seeded-random.ts';
import type { LocalServersOptions } from '../../access/local-servers.ts';
import { VenueAccess } from '../../access/venue-access.ts';
import type { Gathered } from '../../settings/gather.ts';
import { givenIn, type Layers } from '../../settings/layers.ts';
import type { VenuesChoice } from '../../settings/market-choice.ts';
import { refusedWith } from '../../settings/refused-with.ts';
import { settingOf } from '../../settings/table/table.ts';
import { configure } from '../configure.ts';
import type { WirePlan } from '../run-plan.ts';
import { fencePair } from './fence-pair.ts';
import { refuseLeftovers } from './leftovers.ts';
import { openPair, type OpenPair } from './open-pair.ts';
import { identifyPair } from './pair-identity.ts';
import type { Stakes } from './stakes.ts';
import { WaitingRoom } from './waiting-room.ts';
import { openLeg } from './wire-leg.ts';
import { WireRun } from './wire-run.ts';

export interface WireOptions {
  /** This process starts the servers that it trades on. */
  readonly isLocal: boolean;
  /** The settings, once what they are for is known; those that were gathered, unless it is given. */
  readonly settingsFor?: (layers: Layers, pair: OpenPair) => Checked<Layers>;
  readonly registry?: VenueRegistry;
}

export async function planWire(
  { layers, environment }: Pick<Gathered, 'layers' | 'environment'>,
  choice: VenuesChoice,
  { isLocal, settingsFor = (given) => accepted(given), registry }: WireOptions,
): Promise<Checked<WirePlan>> {
  const ticker = (choice.ticker ?? defaultSimulatedTicker).toUpperCase();
  const local = isLocal ? serversFor(layers, ticker) : accepted(undefined);
  if (!local.ok) return local;
  const waitingRoom = new WaitingRoom();
  const access = new VenueAccess({
    environment,
    keys: 'required',
    sink: waitingRoom.deliver,
    ...(local.value !== undefined && { local: local.value }),
    ...(registry !== undefined && { registry }),
  });
  const leave = async (failure: CheckFailure): Promise<CheckFailure> => {
    await access.close();
    return failure;
  };
  const identity = await identifyPair(access, choice, ticker);
  if (!identity.ok) return leave(identity);
  // Nobody else knows the servers that this process starts.
  const fence = isLocal ? accepted(noFence) : fencePair(identity.value, environment);
  if (!fence.ok) return leave(fence);
  const openings = { access, waitingRoom, settingsFor, fence: fence.value };
  const plan = await planOn(openings, layers, choice, ticker);
  if (plan.ok) return plan;
  fence.value.release();
  return leave(plan);
}

const noFence: Pick<Fence, 'release'> = { release: () => undefined };

function serversFor(layers: Layers, ticker: string): Checked<LocalServersOptions> {
  const seedText = givenIn(layers, 'seed', ticker)?.texts[0] ?? settingOf('seed').default;
  return simulatedTickers.includes(ticker)
    ? accepted({ seed: Number(seedText), tickers: [ticker] })
    : refused(
        'unknown-ticker',
        `--ticker is "${ticker}"`,
        `local servers list ${simulatedTickers.join(', ')}: use one of them`,
      );
}

interface Openings extends Required<Pick<WireOptions, 'settingsFor'>> {
  readonly access: VenueAccess;
  readonly waitingRoom: WaitingRoom;
  readonly fence: Pick<Fence, 'release'>;
}

async function planOn(
  { access, waitingRoom, settingsFor, fence }: Openings,
  layers: Layers,
  choice: VenuesChoice,
  ticker: string,
): Promise<Checked<WirePlan>> {
  const pair = await openPair({ access, waitingRoom, choice, ticker, openLeg });
  if (!pair.ok) return pair;
  const { primary, hedge, prices, stakes } = pair.value;
  const meant = settingsFor(layers, pair.value);
  if (!meant.ok) return meant;
  const configured = configure(meant.value, {
    kind: 'venues',
    startUs: access.startUs,
    primary: primary.instrument,
    hedge: hedge.instrument,
  });
  if (!configured.ok) return configured;
  const { settings, config } = configured.value;
  if (settings.values.speed !== 1) {
    return refused(
      'speed-over-the-wire',
      '--speed is given, and a run over the wire has the pace of the clock',
      'leave it out',
    );
  }
  const failure = checkAtPrices(config, prices);
  if (failure !== undefined) return refusedWith(failure, settings);
  const legs = {
    primary: { ...primary, instrument: config.primary },
    hedge: { ...hedge, instrument: config.hedge },
  };
  const leftover = refuseLeftovers(legs.primary) ?? refuseLeftovers(legs.hedge);
  if (leftover !== undefined) return leftover;
  return accepted({
    world: stakes === 'local' ? 'local' : 'live',
    settings,
    config,
    pair: { ...legs, prices, stakes },
    notes: [noteOn(choice, stakes)],
    release: () => fence.release(),
    discard: async () => {
      fence.release();
      await access.close();
    },
    open: (ports) => {
      const random = createSeededRandom(settings.values.seed).fork('engine');
      return new WireRun({ config, legs: [legs.primary, legs.hedge], random, access, waitingRoom }, ports);
    },
  });
}

function noteOn({ primary, hedge }: VenuesChoice, stakes: Stakes): string {
  switch (stakes) {
    case 'local':
      return `local servers of ${primary} and ${hedge} on this machine: nothing real is traded`;
    case 'testnet':
      return `the test networks of ${primary} and ${hedge}: real orders, and no real money`;
    case 'mainnet':
      return `${primary} and ${hedge} themselves: real orders with real money`;
  }
}
