// A run on paper over the venues' own public streams: its fills are made by what the servers show and trade, and the servers hear of none.
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Command } from '../../../core/commands.ts';
import type { BookEvent, EngineEvent } from '../../../core/events.ts';
import { formatLots, formatPrice } from '../../../core/instrument.ts';
import { formatQuote } from '../../../core/money.ts';
import { refused } from '../../../core/checked.ts';
import type { Side } from '../../../core/side.ts';
import type { LedgerFill } from '../../../ledger/entries.ts';
import { backpack } from '../../../venues/backpack/adapter.ts';
import { grvt } from '../../../venues/grvt/adapter.ts';
import type { VenueRegistry } from '../../../venues/registry.ts';
import { ServedVenues, type ServedVenue } from '../../access/testing/served-venues.ts';
import type { Environment } from '../../access/variables.ts';
import { layersOf, type TextsByName } from '../../settings/from-flags.ts';
import { usageLine } from '../../usage-line.ts';
import type { PairRun } from '../pair-run.ts';
import type { PaperPlan } from '../run-plan.ts';
import { planPaper } from './plan-paper.ts';

const choice = { kind: 'venues', primary: 'backpack', hedge: 'grvt', ticker: 'eth' } as const;
const venues = ['backpack', 'grvt'] as const;
let served: ServedVenues;
const plans: PaperPlan[] = [];

beforeEach(async () => {
  served = await ServedVenues.start(venues);
});

afterEach(async () => {
  for (const { discard } of plans.splice(0)) await discard();
  await served.close();
});

/** Of what the servers would tell an environment, only where they are: no keys. */
const origins = (): Environment =>
  Object.fromEntries(Object.entries(served.environment).filter(([name]) => name.endsWith('_LOCAL_ORIGIN')));

async function plan(
  texts: TextsByName = {},
  environment: Environment = origins(),
  registry?: VenueRegistry,
): Promise<PaperPlan | string> {
  const layers = layersOf({ size: '0.1', iter: '1', ...texts });
  if (!layers.ok) throw new Error(layers.message);
  const planned = await planPaper({ layers: layers.value, environment }, choice, registry);
  if (!planned.ok) return usageLine(planned);
  plans.push(planned.value);
  return planned.value;
}

/** A run under way, and what its journal holds. */
class Played {
  readonly events: EngineEvent[] = [];
  readonly commands: Command[] = [];
  /** Whose market was lost, in turn. */
  readonly lost: string[] = [];
  readonly fills: LedgerFill[] = [];
  readonly run: PairRun;
  readonly #over: Promise<void>;
  #wake: () => void = () => undefined;
  #beats = 0;

  constructor({ open }: PaperPlan) {
    this.run = open({
      journal: {
        announce: () => true,
        append: (events, commands) => {
          this.events.push(...events);
          for (const event of events) if (isLoss(event)) this.lost.push(event.instrument);
          this.commands.push(...commands);
          if (events.some(({ kind }) => kind === 'time')) this.#breathe();
          this.#wake();
          return undefined;
        },
      },
      onFills: (fills) => this.fills.push(...fills),
      onFunding: () => undefined,
      onHedges: () => undefined,
      onAlert: () => undefined,
      prepare: () => undefined,
    });
    this.#over = this.run.play({ onPriced: () => undefined, onLookUp: () => undefined });
  }

  async until(isSo: () => boolean): Promise<void> {
    while (!isSo()) {
      await new Promise<void>((resolve) => {
        this.#wake = resolve;
      });
    }
  }

  over(): Promise<void> {
    return this.#over;
  }

  /** A book that stands still for long is not traded on: far from the touch something moves. */
  #breathe(): void {
    this.#beats += 1;
    for (const name of venues) show(served.of(name), `${1 + (this.#beats % 2)}`);
  }
}

/** Levels are lent for the call, so that a book must be looked at when it comes. */
const isLoss = (event: EngineEvent): event is BookEvent =>
  event.kind === 'book' && event.isSnapshot && event.levels.count === 0;

function show(venue: ServedVenue, farQuantity: string): void {
  venue.exchange.show(venue.instrument.symbol, [
    ['buy', venue.price('-0.1'), venue.lots('10')],
    ['sell', venue.price('0.1'), venue.lots('10')],
    ['buy', venue.price('-5'), venue.lots(farQuantity)],
  ]);
}

async function play(texts: TextsByName = {}): Promise<Played> {
  const planned = await plan(texts);
  if (typeof planned === 'string') throw new Error(planned);
  return new Played(planned);
}

/** Quotes that the simulated venue has taken so far. */
function quotes({ events, commands }: Played): number {
  const ids = new Set(
    commands.flatMap((command) =>
      command.kind === 'place' && command.order.role === 'quote' ? [command.order.clientOrderId] : [],
    ),
  );
  return events.filter((event) => event.kind === 'order-accepted' && ids.has(event.clientOrderId)).length;
}

/** Lets others trade on the primary, so far from 3000, and waits until that was heard. */
async function others(played: Played, aggressor: Side, away: string, quantity: string): Promise<void> {
  const venue = served.of('backpack');
  const heard = (): number => played.events.filter(({ kind }) => kind === 'trade').length;
  const before = heard();
  venue.exchange.trade(venue.instrument.symbol, aggressor, venue.price(away), venue.lots(quantity));
  await played.until(() => heard() > before);
}

/** What was filled, in words: the venue, what it was, and the fee. */
const inWords = ({ run, fills }: Played): string[] =>
  fills.map(({ instrument, side, quantity, price, liquidity, fee }) => {
    const { instrument: listed } = run.pair.ledger.account(instrument);
    return `${listed.key}: ${liquidity} ${side} ${formatLots(listed, quantity)} at ${formatPrice(listed, price)}, fee ${formatQuote(fee.amount)}`;
  });

describe('a run on paper', () => {
  it('is filled when others have traded what stood before it, hedges on the other book, and ends flat', async () => {
    const played = await play({ hedgeFees: '1/10' });
    await played.until(() => quotes(played) === 1);
    await others(played, 'sell', '-0.1', '6');
    await others(played, 'sell', '-0.1', '4');
    expect(played.fills).toEqual([]);
    await others(played, 'sell', '-0.1', '0.04');
    await played.until(() => played.fills.length === 2);
    await others(played, 'sell', '-0.1', '1');
    await played.until(() => quotes(played) === 2);
    await others(played, 'buy', '0.1', '11');
    await played.over();
    const [primary, hedge] = ['backpack/paper/ETH_USDC_PERP', 'grvt/paper/ETH_USDT_Perp'];
    expect(inWords(played)).toEqual([
      // 2 bps as the venue lists them, 10 bps as stated.
      `${primary}: maker buy 0.04 at 2999.9, fee 0.0239992`,
      `${hedge}: taker sell 0.04 at 2999.9, fee 0.119996`,
      `${primary}: maker buy 0.06 at 2999.9, fee 0.0359988`,
      `${hedge}: taker sell 0.06 at 2999.9, fee 0.179994`,
      `${primary}: maker sell 0.1 at 3000.1, fee 0.060002`,
      `${hedge}: taker buy 0.1 at 3000.1, fee 0.30001`,
    ]);
    expect(played.run.finish).toMatchObject({ outcome: 'flat', reason: 'iterations-done' });
    expect(played.run.pair.legs.map(({ instrument }) => played.run.venuePosition(instrument))).toEqual([
      0, 0,
    ]);
    expect(played.run.remarks()).toEqual([]);
    for (const name of venues) expect([...served.of(name).exchange.ledger.accounts()]).toEqual([]);
  });

  it('takes its quote back when a stream is lost, quotes again when it is back, and says how often that was', async () => {
    const played = await play();
    await played.until(() => quotes(played) === 1);
    served.of('grvt').server.streams.cut('public');
    await played.until(() => played.lost.length === 1);
    expect(played.lost).toEqual(['grvt/paper/ETH_USDT_Perp']);
    expect(played.commands.at(-1)).toMatchObject({
      kind: 'cancel',
      instrument: 'backpack/paper/ETH_USDC_PERP',
    });
    await played.until(() => quotes(played) === 2);
    played.run.operate('stop', 'interrupted');
    await played.over();
    expect(played.run.finish).toMatchObject({ outcome: 'flat', reason: 'interrupted' });
    expect(played.run.remarks()).toEqual([
      'the public stream of grvt was lost 1 ×: nothing was quoted or filled there while it was gone',
    ]);
  });
});

describe('the plan of a run on paper', () => {
  it('says what the books are, and whose fees are charged', async () => {
    const planned = await plan({ hedgeFees: '1/10' });
    expect(planned).toMatchObject({
      world: 'paper',
      notes: [
        'paper: books and trades are those of local servers of backpack and grvt, on synthetic markets; fills are simulated, and no order leaves this process',
        "fees of backpack are as listed (2025-11), 2/5 bps; state your account's own with --primary-fees",
      ],
    });
  });

  it('has the rules of the venues, and accounts of its own', async () => {
    const planned = await plan({}, { ...origins(), ACCOUNT_NAME: 'desk' });
    if (typeof planned === 'string') throw new Error(planned);
    for (const [name, leg] of [
      ['backpack', planned.config.primary],
      ['grvt', planned.config.hedge],
    ] as const) {
      const { symbol, tickSize, lotSize, minQuantity, minNotional } = served.of(name).instrument;
      expect(leg).toMatchObject({
        venue: name,
        account: 'paper',
        symbol,
        tickSize,
        lotSize,
        minQuantity,
        minNotional,
      });
    }
  });

  it.each<[TextsByName, RegExp]>([
    [{ speed: 'max' }, /--speed is given, and the run has the pace of the clock: leave it out/],
    [{ size: '0.001' }, /--size 0.001 is/],
  ])('refuses %j in one line', async (texts, expected) => expect(await plan(texts)).toMatch(expected));

  it('is of one world: a local server and a venue itself are no pair', async () => {
    const { BACKPACK_LOCAL_ORIGIN } = origins();
    expect(await plan({}, { BACKPACK_LOCAL_ORIGIN }, unreachable)).toMatch(
      /backpack is a local server .*, and grvt is on its mainnet/,
    );
  });

  it('without a connection to the venues names --local', async () => {
    expect(await plan({}, {}, unreachable)).toBe(
      'evenkeel: backpack does not answer: look at the connection to it and at its status page, or use local servers: --local\n',
    );
  });
});

/** Venues that are never reached, whatever the machine is connected to. */
const unreachable: VenueRegistry = Object.fromEntries(
  [backpack, grvt].map((adapter) => [
    adapter.name,
    () =>
      Promise.resolve({
        ...adapter,
        open: () => Promise.resolve(refused('venue-unreachable', `${adapter.name} does not answer`, 'wait')),
      }),
  ]),
);
