// A close over the real protocols, against local servers: what is left is asked of the servers' own ledgers.
import { afterEach, describe, expect, it } from 'vitest';
import { accepted, refused, type Checked, type CheckFailure } from '../../core/checked.ts';
import { lotsToBase } from '../../core/instrument.ts';
import { formatBase, type BaseQuantity } from '../../core/money.ts';
import type { Fault } from '../../venues/local/fault.ts';
import { ServedVenues } from '../access/testing/served-venues.ts';
import { CloseAll, type CloseOptions, type CloseReport } from './close-all.ts';

const patient = { timeout: 30_000 };

let served: ServedVenues;
let fills: string[];
let alerts: string[];
let troubles: CheckFailure[];
/** Net delta of all venues together, at the beginning and after each fill, by the servers' own ledgers. */
let deltas: bigint[];

afterEach(() => served.close());

async function serve(positions: Readonly<Record<string, string>>): Promise<readonly string[]> {
  const venues = Object.keys(positions);
  served = await ServedVenues.start(venues);
  for (const [venue, position] of Object.entries(positions))
    if (position !== '0') served.of(venue).hold(position);
  fills = [];
  alerts = [];
  troubles = [];
  deltas = [netDelta(venues)];
  const filled = (): number => deltas.push(netDelta(venues));
  for (const venue of venues) served.of(venue).exchange.listen({ filled });
  return venues;
}

const netDelta = (venues: readonly string[]): bigint =>
  venues.reduce((sum, venue) => sum + baseOn(venue), 0n);

function baseOn(venue: string): BaseQuantity {
  const { instrument, position } = served.of(venue);
  return lotsToBase(instrument, position);
}

const held = (venue: string): string => formatBase(baseOn(venue));

function closing(venues: readonly string[], options: Partial<CloseOptions> = {}): CloseAll {
  return new CloseAll({
    venues,
    ticker: 'ETH',
    mayLack: false,
    environment: served.environment,
    confirm: () => Promise.resolve(accepted(undefined)),
    watch: {
      onFill: ({ side, quantity }, { venue, instrument }) =>
        fills.push(`${venue} ${side} ${formatBase(lotsToBase(instrument, quantity))}`),
      onAlert: ({ code }) => alerts.push(code),
      onTrouble: (failure) => troubles.push(failure),
    },
    ...options,
  });
}

async function reportOf(close: CloseAll): Promise<CloseReport> {
  const closed = await close.close();
  if (!closed.ok) throw new Error(closed.message);
  return closed.value;
}

const most = (quantities: readonly bigint[]): string =>
  formatBase(
    quantities
      .map((each) => (each < 0n ? -each : each))
      .reduce((one, other) => (one > other ? one : other)) as BaseQuantity,
  );

describe('a close', () => {
  it.each([
    ['backpack', 'grvt'],
    ['grvt', 'paradex'],
    ['paradex', 'backpack'],
  ])('a pair on %s and %s goes in slices, each followed by its other leg', patient, async (long, short) => {
    const venues = await serve({ [long]: '2', [short]: '-2' });
    const report = await reportOf(closing(venues));
    expect(report.isFlat).toBe(true);
    expect([held(long), held(short)]).toEqual(['0', '0']);
    // A tenth at a time, and never two of them.
    expect(most(deltas)).toBe('0.2');
    expect(fills.length).toBeGreaterThanOrEqual(20);
    expect(troubles).toEqual([]);
  });

  it('what one leg has more than the other goes first', patient, async () => {
    const venues = await serve({ backpack: '0.8', paradex: '-0.5' });
    const report = await reportOf(closing(venues));
    expect(report.isFlat).toBe(true);
    expect(fills[0]).toBe('backpack sell 0.3');
    expect(most(deltas)).toBe('0.3');
    expect(most(deltas.slice(1))).toBe('0.05');
  });

  it.each(['backpack', 'grvt', 'paradex'])(
    'a position on %s that nothing balances is closed alone',
    patient,
    async (venue) => {
      const venues = await serve({ [venue]: '-0.5' });
      expect((await reportOf(closing(venues))).isFlat).toBe(true);
      expect(held(venue)).toBe('0');
    },
  );

  it('two positions on one side are closed one after the other', patient, async () => {
    const venues = await serve({ backpack: '0.5', grvt: '0.2' });
    expect((await reportOf(closing(venues))).isFlat).toBe(true);
    expect(most(deltas)).toBe('0.7');
  });

  it('one position that two others balance is closed with each in turn', patient, async () => {
    const venues = await serve({ backpack: '0.8', grvt: '-0.3', paradex: '-0.5' });
    expect((await reportOf(closing(venues))).isFlat).toBe(true);
    expect(most(deltas)).toBe('0.1');
  });

  it('orders that nobody looks after are cancelled first', patient, async () => {
    const venues = await serve({ backpack: '0.5', grvt: '0' });
    const orders = [served.of('backpack').rest('sell', '0.25'), served.of('grvt').rest('buy', '0.1')];
    const endedBefore = (): number => orders.filter(({ order }) => order.end === 'canceled').length;
    const endedAtFill: number[] = [];
    served.of('backpack').exchange.listen({ filled: () => endedAtFill.push(endedBefore()) });
    const report = await reportOf(closing(venues));
    expect(report.isFlat).toBe(true);
    expect(endedAtFill[0]).toBe(2);
    expect(report.legs.map(({ before, after }) => [before.openOrders, after?.openOrders])).toEqual([
      [1, 0],
      [1, 0],
    ]);
  });

  it('says what was traded, at which prices and fees', patient, async () => {
    const venues = await serve({ grvt: '-0.5' });
    const [leg] = (await reportOf(closing(venues))).legs;
    const { instrument, position } = leg?.before ?? served.of('grvt');
    expect(leg?.traded).toMatchObject({
      quantity: -position,
      notional: BigInt(-position) * BigInt(served.of('grvt').price('0.1')) * instrument.quoteUnitsPerTickLot,
    });
    expect(leg?.traded.fees.get('USDC') ?? leg?.traded.fees.get('USDT')).toBeGreaterThan(0n);
  });
});

describe('a close on a bad line', () => {
  it.each<Fault>([
    { kind: 'drop-reply', purposes: ['place'], times: 3 },
    { kind: 'cut-reply', purposes: ['place'], times: 3 },
    { kind: 'garble-reply', purposes: ['place'], times: 3 },
    { kind: 'duplicate-frames' },
    { kind: 'reorder-frames' },
  ])('$kind: no slice is closed twice, and none without its other leg', patient, async (fault) => {
    const venues = await serve({ paradex: '2', grvt: '-2' });
    for (const venue of venues) served.of(venue).server.faults.start(fault);
    expect((await reportOf(closing(venues))).isFlat).toBe(true);
    expect(most(deltas)).toBe('0.2');
  });
});

describe('a close that does not come about', () => {
  it('nothing is touched before somebody has agreed', patient, async () => {
    const venues = await serve({ backpack: '0.5', grvt: '-0.5' });
    const order = served.of('grvt').rest('buy', '0.1');
    const confirm = () => Promise.resolve(refused('not-confirmed', 'no', 'say yes'));
    expect(await closing(venues, { confirm }).close()).toMatchObject({ ok: false, code: 'not-confirmed' });
    expect([held('backpack'), held('grvt'), order.order.end]).toEqual(['0.5', '-0.5', undefined]);
  });

  it('where there is nothing, nobody is asked', patient, async () => {
    const venues = await serve({ backpack: '0' });
    const confirm = () => Promise.reject(new Error('not to be asked'));
    expect((await reportOf(closing(venues, { confirm }))).isFlat).toBe(true);
  });

  it('where one venue cannot be seen, nothing is touched on the other', patient, async () => {
    const venues = await serve({ backpack: '0.5', grvt: '-0.5' });
    served.of('grvt').server.faults.start({ kind: 'maintenance' });
    const closed = await closing(venues).close();
    expect(closed).toMatchObject({ ok: false, message: expect.stringMatching(/nothing was touched/) });
    expect(held('backpack')).toBe('0.5');
  });

  it('what another process works on is left to it, until it is over', patient, async () => {
    const venues = await serve({ backpack: '0.5', grvt: '-0.5' });
    let beside: Checked<CloseReport> | undefined;
    const confirm = async () => {
      beside = await closing(['grvt']).close();
      return refused('not-confirmed', 'no', 'say yes');
    };
    await closing(venues, { confirm }).close();
    expect(beside).toMatchObject({
      ok: false,
      code: 'pair-in-use',
      message: expect.stringMatching(/^process \d+ is trading ETH on grvt/),
      remedy: expect.stringMatching(/^stop it first/),
    });
    expect((await reportOf(closing(venues))).isFlat).toBe(true);
  });

  it(
    'where nobody can be kept away that is told, and what is open is closed all the same',
    patient,
    async () => {
      const venues = await serve({ backpack: '0.5' });
      const environment = { ...served.environment, XDG_STATE_HOME: '/dev/null' };
      expect((await reportOf(closing(venues, { environment }))).isFlat).toBe(true);
      expect(troubles).toMatchObject([{ code: 'fence-unusable' }]);
    },
  );

  it.each([
    [true, ['backpack']],
    [false, []],
  ])(
    'a venue that does not list the asset is passed over where it was not named, and told: %s',
    patient,
    async (mayLack, expected) => {
      const venues = await serve({ backpack: '0' });
      const lacking = await ServedVenues.start(['grvt'], { tickers: ['SOL'] });
      const environment = { ...served.environment, ...lacking.environment };
      const closed = await closing([...venues, 'grvt'], { mayLack, environment }).close();
      expect(closed.ok ? closed.value.legs.map(({ before }) => before.venue) : []).toEqual(expected);
      expect(closed.ok ? closed.value.unseen : []).toEqual(mayLack ? ['grvt'] : []);
      await lacking.close();
    },
  );
});

describe('a close that gets stuck', () => {
  it('while one venue takes no orders, the pair stays balanced', patient, async () => {
    const venues = await serve({ backpack: '0.5', grvt: '-0.5' });
    served.of('grvt').server.faults.start({ kind: 'refuse', reason: 'not-trading' });
    const report = await reportOf(closing(venues, { patienceMs: 300 }));
    expect(report.isFlat).toBe(false);
    expect([held('backpack'), held('grvt')]).toEqual(['0.5', '-0.5']);
    expect(troubles).toMatchObject([
      {
        code: 'not-closed',
        message: expect.stringMatching(/proof of life of grvt.*nothing was traded for 0.3 s/),
      },
    ]);
  });

  it('a venue that refuses every order is quoted with what it says', patient, async () => {
    const venues = await serve({ grvt: '0.5' });
    const privateKey = `0x${'3'.repeat(64)}`;
    const environment = { ...served.environment, GRVT_PRIVATE_KEY: privateKey };
    const report = await reportOf(closing(venues, { environment, patienceMs: 300 }));
    expect(report.isFlat).toBe(false);
    expect(held('grvt')).toBe('0.5');
    const said = troubles.map(({ message }) => message).join('\n');
    expect(said).toMatch(/the last order in grvt.* was answered with refused.*signature/i);
    expect(said).not.toContain(privateKey);
  });

  it(
    'no order leaves the price band: what the book does not bear is left, and said to be',
    patient,
    async () => {
      const venues = await serve({ backpack: '0.5' });
      const venue = served.of('backpack');
      venue.exchange.show(venue.instrument.symbol, [
        ['buy', venue.price('-0.1'), venue.lots('0.2')],
        ['buy', venue.price('-60'), venue.lots('100')],
        ['sell', venue.price('0.1'), venue.lots('100')],
      ]);
      const report = await reportOf(closing(venues, { patienceMs: 300 }));
      expect(report.isFlat).toBe(false);
      expect(held('backpack')).toBe('0.3');
      expect(report.netDelta).toBe(baseOn('backpack'));
      expect(report.legs[0]?.after?.position).toBe(venue.position);
    },
  );

  it('interrupted before anything has begun, it touches nothing', patient, async () => {
    const venues = await serve({ backpack: '0.5', grvt: '-0.5' });
    const order = served.of('grvt').rest('buy', '0.1');
    const close: CloseAll = closing(venues, {
      confirm: () => {
        close.interrupt();
        return Promise.resolve(accepted(undefined));
      },
    });
    const report = await reportOf(close);
    expect(report.isFlat).toBe(false);
    expect(troubles).toMatchObject([{ code: 'interrupted' }]);
    expect([held('backpack'), held('grvt'), order.order.end]).toEqual(['0.5', '-0.5', undefined]);
  });

  it('interrupted, it goes no further than to balance what is under way', patient, async () => {
    const venues = await serve({ backpack: '5', grvt: '-5' });
    const close: CloseAll = closing(venues, {
      watch: {
        onFill: () => close.interrupt(),
        onAlert: () => undefined,
        onTrouble: (failure) => troubles.push(failure),
      },
    });
    const report = await reportOf(close);
    expect(report.isFlat).toBe(false);
    expect(netDelta(venues)).toBe(0n);
    expect(baseOn('backpack')).toBeGreaterThan(0n);
    expect(troubles).toMatchObject([{ message: expect.stringMatching(/interrupted/) }]);
  });
});
