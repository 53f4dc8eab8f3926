// The process of the venues: stages for each contestant, real local servers behind them, and the clock that measures.
import { lots, ticks } from '../../src/core/money.ts';
import { venueRegistry } from '../../src/venues/registry.ts';
import type { LocalVenueServer } from '../../src/venues/local/local-venue-server.ts';
import { SystemClock } from '../../src/venues/wire/system-clock.ts';
import { BackpackStage } from './backpack-stage.ts';
import { GrvtStage } from './grvt-stage.ts';
import { Match } from './match.ts';
import type { PairName, ServerAnswer, ServerRequest, VenueName, VenuePlace } from './messages.ts';
import { ParadexStage } from './paradex-stage.ts';
import type { Stage } from './stage.ts';

type RoundRequest = Extract<ServerRequest, { readonly kind: 'round' }>;

interface Opened {
  readonly match: Match;
  readonly stages: readonly Stage[];
}

const stages: Readonly<Record<VenueName, new (behind: string) => Stage>> = {
  backpack: BackpackStage,
  grvt: GrvtStage,
  paradex: ParadexStage,
};
const clock = new SystemClock();
const servers = new Map<VenueName, Promise<LocalVenueServer>>();
const matches: Opened[] = [];

process.on('message', (request: ServerRequest) => {
  answer(request)
    .catch((error: unknown): ServerAnswer => ({ kind: 'failed', text: String(error) }))
    .then((reply) => process.send?.(reply))
    .catch(() => process.disconnect());
});
process.on('disconnect', () => process.exit());

async function answer(request: ServerRequest): Promise<ServerAnswer> {
  switch (request.kind) {
    case 'open':
      return open(request.pair, request.placesMakers);
    case 'round':
      return { kind: 'took', microseconds: await round(request) };
    case 'close':
      for (const stage of matchOf(request.match).stages) stage.close();
      return { kind: 'done' };
  }
}

async function round({ match, fills, booksPerSecond }: RoundRequest): Promise<readonly number[]> {
  const opened = matchOf(match);
  const share = booksPerSecond / opened.stages.length;
  for (const stage of opened.stages) stage.load(share);
  const took = await opened.match.round(fills);
  for (const stage of opened.stages) stage.load(0);
  return took;
}

async function open(pair: PairName, placesMakers: boolean): Promise<ServerAnswer> {
  const [primaryStage, primary] = await openStage(pair.primary);
  const [hedgeStage, hedge] = await openStage(pair.hedge);
  const match = matches.length;
  matches.push({
    match: new Match(primaryStage, hedgeStage, placesMakers),
    stages: [primaryStage, hedgeStage],
  });
  return { kind: 'opened', match, places: { primary, hedge } };
}

async function openStage(venue: VenueName): Promise<[Stage, VenuePlace]> {
  let starting = servers.get(venue);
  if (starting === undefined) servers.set(venue, (starting = serve(venue)));
  const server = await starting;
  const stage = new stages[venue](server.origin);
  return [stage, { venue, origin: await stage.listen(), credentials: server.credentials }];
}

async function serve(venue: VenueName): Promise<LocalVenueServer> {
  const load = venueRegistry[venue];
  if (load === undefined) throw new Error(`${venue} has an adapter`);
  const adapter = await load();
  const server = await adapter.serve({ port: 0, clock, seed: 1, tickers: ['ETH'], market: 'manual' });
  for (const { symbol } of server.exchange.instruments)
    server.exchange.show(symbol, [
      ['buy', ticks(299_990), lots(100_000)],
      ['sell', ticks(300_010), lots(100_000)],
    ]);
  return server;
}

function matchOf(index: number): Opened {
  const match = matches[index];
  if (match === undefined) throw new Error(`match ${index} is open`);
  return match;
}
