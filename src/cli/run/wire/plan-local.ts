// A run over the wire against local servers: the real adapters, protocols and signatures, and venues that this process starts for
// itself. What can be refused is refused here, and whatever was opened for it is closed again.
import { assertPresent } from '../../../core/assert.ts';
import { checkAtPrices } from '../../../core/check-at-prices.ts';
import { accepted, refused, type Checked } from '../../../core/checked.ts';
import type { ConfigFailure } from '../../../core/check-pair.ts';
import type { Instrument, InstrumentKey } from '../../../core/instrument.ts';
import type { PairConfig } from '../../../core/pair.ts';
import type { Venue } from '../../../ports/venue.ts';
import type { OpenVenue } from '../../../venues/adapter.ts';
import { defaultSimulatedTicker, simulatedTickers } from '../../../venues/simulated/instruments.ts';
import { createSeededRandom } from '../../../venues/simulated/seeded-random.ts';
import type { Gathered } from '../../settings/gather.ts';
import { givenIn, type Layers } from '../../settings/layers.ts';
import type { VenuesChoice } from '../../settings/market-choice.ts';
import { refusedWith } from '../../settings/refused-with.ts';
import { settingOf } from '../../settings/table/table.ts';
import { configure } from '../configure.ts';
import type { WirePlan } from '../run-plan.ts';
import { LocalVenues } from './local-venues.ts';
import { WireRun } from './wire-run.ts';

export async function planLocal(
  { layers, environment }: Pick<Gathered, 'layers' | 'environment'>,
  choice: VenuesChoice,
): Promise<Checked<WirePlan>> {
  const ticker = (choice.ticker ?? defaultSimulatedTicker).toUpperCase();
  if (!simulatedTickers.includes(ticker)) {
    return refused(
      'unknown-ticker',
      `--ticker is "${ticker}"`,
      `local servers list ${simulatedTickers.join(', ')}: use one of them`,
    );
  }
  const seedText = givenIn(layers, 'seed', ticker)?.texts[0] ?? settingOf('seed').default;
  const venues = new LocalVenues(environment, { seed: Number(seedText), tickers: [ticker] });
  const plan = await planOn(venues, layers, choice, ticker);
  if (!plan.ok) await venues.access.close();
  return plan;
}

interface WireLeg {
  readonly venue: OpenVenue;
  /** As the venue lists it. */
  readonly listed: Instrument;
}

async function planOn(
  venues: LocalVenues,
  layers: Layers,
  choice: VenuesChoice,
  ticker: string,
): Promise<Checked<WirePlan>> {
  const primary = await openLeg(venues, choice.primary, ticker);
  if (!primary.ok) return primary;
  const hedge = await openLeg(venues, choice.hedge, ticker);
  if (!hedge.ok) return hedge;
  const pair = configure(layers, {
    kind: 'venues',
    startUs: venues.access.startUs,
    primary: primary.value.listed,
    hedge: hedge.value.listed,
  });
  if (!pair.ok) return pair;
  const { settings, config } = pair.value;
  if (settings.values.speed !== 1) {
    return refused(
      'speed-over-the-wire',
      '--speed is given, and a run over the wire has the pace of the clock',
      'leave it out',
    );
  }
  const legs: readonly FollowedLeg[] = [
    { venue: primary.value.venue, instrument: config.primary },
    { venue: hedge.value.venue, instrument: config.hedge },
  ];
  for (const { venue, instrument } of legs) {
    const followed = await venue.follow(instrument);
    if (!followed.ok) return followed;
  }
  const failure = await checkPrices(venues, config);
  if (failure !== undefined) return refusedWith(failure, settings);
  return accepted({
    world: 'local',
    settings,
    config,
    notes: [`local servers of ${choice.primary} and ${choice.hedge} on this machine: nothing real is traded`],
    discard: () => venues.access.close(),
    open: (ports) => {
      const random = createSeededRandom(settings.values.seed).fork('engine');
      return new WireRun({ config, venues: tradingOn(legs), random, local: venues }, ports);
    },
  });
}

interface FollowedLeg {
  readonly venue: OpenVenue;
  readonly instrument: Instrument;
}

const tradingOn = (legs: readonly FollowedLeg[]): Map<InstrumentKey, Venue> =>
  new Map(
    legs.map(({ venue, instrument }) => [
      instrument.key,
      assertPresent(venue.trading, `${instrument.venue} was opened with keys`),
    ]),
  );

/** What only a price can tell, once both books have spoken. */
async function checkPrices(
  { waitingRoom }: LocalVenues,
  config: PairConfig,
): Promise<ConfigFailure | undefined> {
  const { primary, hedge } = config;
  await waitingRoom.priced([primary.key, hedge.key]);
  return checkAtPrices(config, {
    primary: assertPresent(waitingRoom.touch(primary.key), 'a price of the primary'),
    hedge: assertPresent(waitingRoom.touch(hedge.key), 'a price of the hedge'),
  });
}

async function openLeg(venues: LocalVenues, name: string, ticker: string): Promise<Checked<WireLeg>> {
  const opened = await venues.access.open(name);
  if (!opened.ok) return opened;
  const { venue } = opened.value;
  const listed = await venue.instrumentOf(ticker);
  return listed.ok ? accepted({ venue, listed: listed.value }) : listed;
}
