// A venue over the wire for tests: its adapter against its local server, over real sockets, with a market that the test moves by hand.
import type { EngineEvent } from '../../core/events.ts';
import { LevelBuffer } from '../../core/levels.ts';
import { lots, ticks } from '../../core/money.ts';
import type { OpenVenue, OpenVenueOptions, VenueAdapter } from '../adapter.ts';
import type { LocalVenueServer, ServeOptions } from '../local/local-venue-server.ts';
import type { VenueHarness } from './contract-session.ts';
import { Traffic } from './traffic.ts';
import { WatchedClock } from './watched-clock.ts';

export interface WireHarness extends VenueHarness {
  readonly server: LocalVenueServer;
  readonly opened: OpenVenue;
  /** What it was opened with. */
  readonly options: OpenVenueOptions;
  /** All that has reached us, market events copied. */
  readonly received: readonly EngineEvent[];
  /** The first event of this kind, which was told already or will be. */
  heard(isMeant: (event: EngineEvent) => boolean): Promise<EngineEvent>;
}

/** The contract numbers its orders from one, and asks for one in the fourth epoch that was never placed. */
const contractEpochs = [0, 3];

/** Beside these, whatever the server is to be started with. */
export interface WireHarnessOptions extends Partial<ServeOptions> {
  /** Of ETH at 3 000, in ticks. */
  readonly price: number;
  /** In lots. */
  readonly unit: number;
  /** What is due within so many ms still belongs to what is under way: default 0. */
  readonly soonMs?: number;
}

export async function openWireHarness(
  adapter: VenueAdapter,
  { price, unit, soonMs = 0, ...served }: WireHarnessOptions,
): Promise<WireHarness> {
  const clock = new WatchedClock();
  const traffic = new Traffic();
  const server = await adapter.serve({
    port: 0,
    clock,
    seed: 1,
    tickers: ['ETH'],
    market: 'manual',
    ...served,
  });
  const received: EngineEvent[] = [];
  let wake: () => void = () => undefined;
  const somethingHeard = (): Promise<void> =>
    new Promise((resolve) => {
      wake = resolve;
    });
  const options: OpenVenueOptions = {
    site: { kind: 'local', origin: server.origin },
    credentials: must(adapter.readCredentials(server.credentials)),
    accountName: 'main',
    clock,
    sink: (event) => {
      received.push(copyOf(event));
      wake();
    },
    epochs: contractEpochs,
  };
  const opened = must(await adapter.open(options));
  const instrument = must(await opened.instrumentOf('ETH'));
  must(await opened.follow(instrument));
  const { trading: venue } = opened;
  if (venue === undefined) throw new Error('a venue with credentials trades');
  const { exchange, streams } = server;
  let settled = 0;
  return {
    venue,
    server,
    opened,
    options,
    received,
    heard: async (isMeant) => {
      for (;;) {
        const event = received.find(isMeant);
        if (event !== undefined) return event;
        await somethingHeard();
      }
    },
    instrument,
    mid: ticks(price),
    unit: lots(unit),
    show: (levels) => exchange.show(instrument.symbol, levels),
    trade: (aggressor, at, quantity) => exchange.trade(instrument.symbol, aggressor, at, quantity),
    settle: async () => {
      do await traffic.settle(streams);
      while (await clock.awaitSoon(soonMs));
      const news = received.slice(settled);
      settled = received.length;
      return news;
    },
    close: async () => {
      await opened.close();
      await server.close();
      clock.stop();
      traffic.close();
    },
  };
}

function must<Value>(
  checked: { readonly ok: true; readonly value: Value } | { readonly ok: false; readonly message: string },
): Value {
  if (!checked.ok) throw new Error(checked.message);
  return checked.value;
}

/** Market events are lent for the call, so what is kept is a copy. */
function copyOf(event: EngineEvent): EngineEvent {
  if (event.kind !== 'book') return { ...event };
  const levels = new LevelBuffer();
  levels.copyFrom(event.levels);
  return { ...event, levels };
}
