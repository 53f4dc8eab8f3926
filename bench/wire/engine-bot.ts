// Our contestant: the real adapters, the engine and its loop, as a run over the wire puts them together. What it does not do is show
// itself to people.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { assert, assertPresent } from '../../src/core/assert.ts';
import { parityRate } from '../../src/core/conversion.ts';
import type { Instrument, InstrumentKey } from '../../src/core/instrument.ts';
import { limits } from '../../src/core/limits.ts';
import { parseBase, type BaseQuantity } from '../../src/core/money.ts';
import type { PairConfig } from '../../src/core/pair.ts';
import { isRecordFailure } from '../../src/journal/failure.ts';
import { createSqliteJournal } from '../../src/journal/sqlite-journal.ts';
import type { Journal } from '../../src/ports/journal.ts';
import type { Notifier } from '../../src/ports/notifier.ts';
import type { Venue } from '../../src/ports/venue.ts';
import { ClockedEngine } from '../../src/cli/run/clocked-engine.ts';
import { boundHeap } from '../../src/cli/run/heap.ts';
import { WaitingRoom } from '../../src/cli/run/wire/waiting-room.ts';
import type { OpenVenue } from '../../src/venues/adapter.ts';
import { venueRegistry } from '../../src/venues/registry.ts';
import { createSeededRandom } from '../../src/venues/simulated/seeded-random.ts';
import { SystemClock } from '../../src/venues/wire/system-clock.ts';
import { inBackground } from '../../src/venues/wire/background.ts';
import { beBot } from './bot.ts';
import { LookedAt } from './looked-at.ts';
import { notifierOf } from './alerting.ts';
import { DurableFirst } from './durable-first.ts';
import type { BotOrder, VenuePlace } from './messages.ts';
import { orderSize } from './order-size.ts';
import { VenueBehind } from './venue-behind.ts';
import { pairChoices } from '../pair-choices.ts';

const clock = new SystemClock();
const waitingRoom = new WaitingRoom();
const epochSeconds = Math.floor(clock.nowUs() / 1_000_000);

beBot(async ({ kind, primary, hedge }: BotOrder) => {
  const [primaryVenue, primaryInstrument] = await open(primary);
  const [hedgeVenue, hedgeInstrument] = await open(hedge);
  const legs = new Map([
    [primaryInstrument.key, tradingOf(primaryVenue)],
    [hedgeInstrument.key, tradingOf(hedgeVenue)],
  ]);
  await primaryVenue.follow(primaryInstrument);
  await hedgeVenue.follow(hedgeInstrument);
  await waitingRoom.unpriced([...legs.keys()], { clock, patienceMs: limits.followMs });
  const { venues, journal } = recorded(kind, legs);
  const onlookers = kind === 'looked at' ? new LookedAt() : undefined;
  const notifier = await notifierOf(kind);
  run(configOf(primaryInstrument, hedgeInstrument), { venues, journal, onlookers, notifier });
});

interface Ports {
  readonly venues: ReadonlyMap<InstrumentKey, Venue>;
  readonly journal: Journal;
  readonly onlookers: LookedAt | undefined;
  readonly notifier: Notifier;
}

function run(config: PairConfig, { venues, journal, onlookers, notifier }: Ports): void {
  const nothing = (): void => undefined;
  const random = createSeededRandom(1);
  const engine = new ClockedEngine(
    { config, venues, random, clock },
    {
      journal: onlookers?.journal ?? journal,
      onFills: (fills) => {
        for (const { tradeId } of fills)
          notifier.notify({ severity: 'critical', text: `a fill, ${tradeId}` });
      },
      onFunding: nothing,
      onHedges: nothing,
      onAlert: ({ text }) => process.stderr.write(`engine-bot: ${text}\n`),
      prepare: nothing,
    },
  );
  onlookers?.begin(engine.pair, clock);
  waitingRoom.handOver((event) => engine.receive(event), { nowUs: clock.nowUs() });
  boundHeap();
  inBackground(
    engine.run(nothing).then(() => {
      throw new Error(`the run ended: ${engine.finish?.reason}`);
    }),
  );
}

/**
 * `kind` says what is done about the record: nothing, where hedges are foreseen and where they are not; the product's journal; or that,
 * and every order on the disk before it leaves.
 */
function recorded(
  kind: string,
  venues: ReadonlyMap<InstrumentKey, Venue>,
): { readonly venues: ReadonlyMap<InstrumentKey, Venue>; readonly journal: Journal } {
  const noJournal: Journal = { announce: () => true, append: () => undefined };
  if (kind === 'no record' || kind.startsWith('alerts') || kind === 'looked at')
    return { venues, journal: noJournal };
  if (kind === 'not foreseen')
    return { venues: inFront(venues, (venue) => new VenueBehind(venue)), journal: noJournal };
  const folder = mkdtempSync(join(tmpdir(), 'evenkeel-bench-'));
  process.on('exit', () => rmSync(folder, { recursive: true, force: true }));
  const journal = createSqliteJournal(
    join(folder, 'journal.sqlite'),
    { engineVersion: 'bench', epochSeconds, createdAtUs: clock.nowUs(), configJson: '{}' },
    {
      onFailure: ({ text }) => {
        throw new Error(text);
      },
    },
  );
  assert(!isRecordFailure(journal), 'the journal of a benchmark can be written');
  if (kind === 'hedge first') return { venues, journal };
  const file = join(folder, 'intents');
  return { venues: inFront(venues, (venue) => new DurableFirst(venue, file)), journal };
}

const inFront = (
  venues: ReadonlyMap<InstrumentKey, Venue>,
  put: (venue: Venue) => Venue,
): ReadonlyMap<InstrumentKey, Venue> => new Map([...venues].map(([key, venue]) => [key, put(venue)]));

async function open({ venue, origin, credentials: given }: VenuePlace): Promise<[OpenVenue, Instrument]> {
  const adapter = await assertPresent(venueRegistry[venue], `the adapter of ${venue}`)();
  const credentials = adapter.readCredentials(given);
  assert(credentials.ok, 'the server gives credentials that can be read');
  const opened = await adapter.open({
    site: { kind: 'local', origin },
    credentials: credentials.value,
    accountName: 'main',
    clock,
    sink: waitingRoom.deliver,
    epochs: [epochSeconds],
  });
  if (!opened.ok) throw new Error(opened.message);
  const instrument = await opened.value.instrumentOf('ETH');
  if (!instrument.ok) throw new Error(instrument.message);
  return [opened.value, instrument.value];
}

const tradingOf = ({ trading }: OpenVenue): Venue => assertPresent(trading, 'it was opened with keys');

function configOf(primary: Instrument, hedge: Instrument): PairConfig {
  const size = parseBase(orderSize) as BaseQuantity;
  const own = parityRate(primary.quote, primary.quote);
  return {
    primary,
    hedge,
    conversions: primary.quote === hedge.quote ? [own] : [own, parityRate(hedge.quote, primary.quote)],
    ...pairChoices(size),
    runEpochSeconds: epochSeconds,
  };
}
