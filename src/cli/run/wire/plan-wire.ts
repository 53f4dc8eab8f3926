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
import { fitToWorld } from '../../settings/idle.ts';
import { givenIn, type Layers } from '../../settings/layers.ts';
import type { VenuesChoice } from '../../settings/market-choice.ts';
import { refusedWith } from '../../settings/refused-with.ts';
import { runsFolder } from '../../settings/runs-folder.ts';
import { settingOf } from '../../settings/table/table.ts';
import { configure, type ConfiguredPair } from '../configure.ts';
import type { RunTraces, WirePlan } from '../run-plan.ts';
import type { RevivedRun } from '../take-up/revive.ts';
import { refuseOtherInstrument, refuseOtherSettings } from '../take-up/same-settings.ts';
import { noteOnTakingUp, takeUp } from '../take-up/take-up.ts';
import { AccountShares, type AccountSharesOptions } from './account-shares.ts';
import { fencePair, sharedFolders } from './fence-pair.ts';
import { refuseLeftovers } from './leftovers.ts';
import { openPair, type OpenPair } from './open-pair.ts';
import { identifyPair, pairName } from './pair-identity.ts';
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
  /** A run of the pair that is not over is gone on with; otherwise nothing is begun beside it. */
  readonly takesUp?: boolean;
}

export async function planWire(
  { layers: given, environment }: Pick<Gathered, 'layers' | 'environment'>,
  choice: VenuesChoice,
  { isLocal, settingsFor = (unchanged) => accepted(unchanged), registry, takesUp = false }: WireOptions,
): Promise<Checked<WirePlan>> {
  const fitted = fitToWorld(given, isLocal ? 'local' : 'live', choice.ticker);
  if (!fitted.ok) return fitted;
  const { layers, notes } = fitted.value;
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
  const traces = isLocal ? undefined : { pair: pairName(identity.value), startUs: access.startUs };
  const revived =
    traces === undefined ? accepted(undefined) : takeUp(traces.pair, runsFolder(layers, ticker), takesUp);
  if (revived.ok && revived.value !== undefined) {
    access.goOnWith({
      epochSeconds: revived.value.config.start.pair.runEpochSeconds,
      lastAtUs: revived.value.lastAtUs,
    });
  }
  const folders = isLocal ? undefined : sharedFolders(identity.value, environment);
  const openings = { access, waitingRoom, settingsFor, notes, fence: fence.value, traces, folders };
  const plan = revived.ok
    ? await planOn({ ...openings, revived: revived.value }, layers, choice, ticker)
    : revived;
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
  /** On the settings. */
  readonly notes: readonly string[];
  readonly fence: Pick<Fence, 'release'>;
  readonly traces: RunTraces | undefined;
  /** Where runs on each account share its limits. */
  readonly folders: AccountSharesOptions['folders'] | undefined;
  readonly revived: RevivedRun | undefined;
}

async function planOn(
  { access, waitingRoom, settingsFor, notes, fence, traces, folders, revived }: Openings,
  layers: Layers,
  choice: VenuesChoice,
  ticker: string,
): Promise<Checked<WirePlan>> {
  const pair = await openPair({ access, waitingRoom, choice, ticker, openLeg });
  if (!pair.ok) return pair;
  const { primary, hedge, prices, stakes } = pair.value;
  const meant = settingsFor(layers, pair.value);
  if (!meant.ok) return meant;
  const begun = revived?.config.start.pair;
  const configured = configure(meant.value, {
    kind: 'venues',
    startUs: revived?.config.startUs ?? access.startUs,
    primary: begun?.primary ?? primary.instrument,
    hedge: begun?.hedge ?? hedge.instrument,
  });
  if (!configured.ok) return configured;
  const { settings, config } = configured.value;
  if (folders !== undefined && revived === undefined && settings.values.carryDay !== undefined) {
    return refused(
      'carry-day-on-accounts',
      '--carry-day is given, and runs on venue accounts share their day by themselves',
      'leave it out',
    );
  }
  const legs = {
    primary: { ...primary, instrument: config.primary },
    hedge: { ...hedge, instrument: config.hedge },
  };
  const stranger =
    revived === undefined
      ? refuseToBegin(configured.value, legs, prices)
      : refuseToGoOn(revived, configured.value, pair.value);
  if (stranger !== undefined) return stranger;
  const opened = await openShares(folders, {
    config,
    prices,
    clock: access.clock,
    name: `${ticker}-${revived?.config.startUs ?? access.startUs}`,
    revived: revived?.engine.pair,
  });
  if (!opened.ok) return opened;
  const shares = opened.value;
  return accepted({
    world: stakes === 'local' ? 'local' : 'live',
    settings,
    config,
    pair: { ...legs, prices, stakes },
    notes: [
      noteOn(choice, stakes),
      ...notes,
      ...(revived === undefined ? [] : [noteOnTakingUp(revived)]),
      ...(shares?.notes() ?? []),
    ],
    traces,
    revived,
    release: () => fence.release(),
    discard: async () => {
      const closed = shares?.close();
      fence.release();
      await access.close();
      await closed;
    },
    open: (ports) => {
      const random = createSeededRandom(settings.values.seed).fork('engine');
      return new WireRun(
        { config, legs: [legs.primary, legs.hedge], random, access, waitingRoom, shares, revived },
        ports,
      );
    },
  });
}

/** Runs on servers that die with this process have their accounts for themselves. */
async function openShares(
  folders: AccountSharesOptions['folders'] | undefined,
  options: Omit<AccountSharesOptions, 'folders'>,
): Promise<Checked<AccountShares | undefined>> {
  return folders === undefined ? accepted(undefined) : AccountShares.open({ ...options, folders });
}

/** Nothing that is on the accounts already is this run's. */
function refuseToBegin(
  { config, settings }: ConfiguredPair,
  { primary, hedge }: Pick<OpenPair, 'primary' | 'hedge'>,
  prices: OpenPair['prices'],
): CheckFailure | undefined {
  const failure = checkAtPrices(config, prices);
  if (failure !== undefined) return refusedWith(failure, settings);
  return refuseLeftovers(primary) ?? refuseLeftovers(hedge);
}

/** Whatever the record explains is this run's: only what was asked for, and what is traded, must be the same. */
function refuseToGoOn(
  revived: RevivedRun,
  asked: ConfiguredPair,
  { primary, hedge }: OpenPair,
): CheckFailure | undefined {
  const begun = revived.config.start.pair;
  return (
    refuseOtherInstrument(begun.primary, primary.instrument, revived) ??
    refuseOtherInstrument(begun.hedge, hedge.instrument, revived) ??
    refuseOtherSettings(revived, asked)
  );
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
