// The summary adds up: every figure that fills can tell is computed here a second time, from the text of fills.csv alone, by
// plain code that shares nothing with the ledger but the words of the definitions.
import * as fc from 'fast-check';
import { expect, it } from 'vitest';
import { formatUnits } from '../core/decimal.ts';
import { quoteAmount } from '../core/money.ts';
import { oppositeSide } from '../core/side.ts';
import { BookedPair, rate } from '../ledger/testing/booked-pair.ts';
import { fillsCsvHeader, formatFill, parseFillsCsv, type FillRow } from './fills-csv.ts';
import { summarise } from './summary.ts';

const one = 10n ** 18n;
const usdt = '0.9993';
const token = '1.75';
const mids = { north: '3000.5', south: '2999.25' };

/** Decimal text in 10^−18. */
function units(text: string): bigint {
  const [, sign, whole, fraction = ''] = /^(-?)(\d+)(?:\.(\d+))?$/.exec(text)!;
  return BigInt(`${sign}${whole}${fraction.padEnd(18, '0')}`);
}

const rates: Record<string, bigint> = { USDC: one, USDT: units(usdt), TOKEN: units(token) };

/** Amounts below are in 10^−54 of USDC, price × quantity × rate: whole numbers, never divided. */
const amountOf = (row: FillRow, quantity: bigint): bigint =>
  units(row.price) * quantity * rates[row.quoteAsset]!;
const netOf = (rows: readonly FillRow[]): bigint =>
  rows.reduce((sum, row) => sum + (row.side === 'buy' ? units(row.quantity) : -units(row.quantity)), 0n);
const absolute = (value: bigint): bigint => (value < 0n ? -value : value);
const smaller = (left: bigint, right: bigint): bigint => (left < right ? left : right);
const feeOf = (row: FillRow): bigint => units(row.fee) * rates[row.feeAsset]! * one;
const total = <Item>(items: readonly Item[], of: (item: Item) => bigint): bigint =>
  items.reduce((sum, item) => sum + of(item), 0n);

function firstOf(rows: readonly FillRow[], side: string, quantity: bigint): bigint {
  let left = quantity;
  return total(
    rows.filter((row) => row.side === side),
    (row) => {
      const taken = smaller(left, units(row.quantity));
      left -= taken;
      return amountOf(row, taken);
    },
  );
}

function groups(rows: readonly FillRow[], keyOf: (row: FillRow) => number): FillRow[][] {
  return [...new Set(rows.map(keyOf))].map((key) => rows.filter((row) => keyOf(row) === key));
}

/** The first `quantity` that a cycle matched, or all of it. */
function matchedIn(rows: readonly FillRow[], atMost?: bigint) {
  const primary = rows.filter((row) => row.venue === 'north');
  const hedge = rows.filter((row) => row.venue === 'south');
  const [primaryNet, hedgeNet] = [netOf(primary), netOf(hedge)];
  const all = primaryNet * hedgeNet < 0n ? smaller(absolute(primaryNet), absolute(hedgeNet)) : 0n;
  const quantity = atMost === undefined ? all : smaller(all, atMost);
  const side = primaryNet > 0n ? 'buy' : 'sell';
  const primaryLeg = firstOf(primary, side, quantity);
  const hedgeLeg = firstOf(hedge, side === 'buy' ? 'sell' : 'buy', quantity);
  const [bought, sold] = side === 'buy' ? [primaryLeg, hedgeLeg] : [hedgeLeg, primaryLeg];
  return { quantity, side, volume: primaryLeg, bought, spread: sold - bought };
}

function roundTripOf(rows: readonly FillRow[]) {
  const build = rows.filter((row) => row.cycleKind === 'build');
  const unwind = rows.filter((row) => row.cycleKind === 'unwind');
  const quantity = smaller(matchedIn(build).quantity, matchedIn(unwind).quantity);
  const isOpposed = matchedIn(build).side !== matchedIn(unwind).side;
  const gross = matchedIn(build, quantity).spread + matchedIn(unwind, quantity).spread;
  return quantity > 0n && isOpposed ? { gross, fees: total(rows, feeOf) } : undefined;
}

/** Exact text of an amount in 10^−54, rounded towards minus infinity in 10^−18. */
function money(amount: bigint): string {
  const scale = one * one;
  return formatUnits(amount >= 0n ? amount / scale : -((-amount + scale - 1n) / scale));
}

/** numerator ÷ denominator × factor, rounded half away from zero to some decimals. */
function ratio(numerator: bigint, denominator: bigint, factor: bigint, decimals: number): string | null {
  if (denominator === 0n) return null;
  const scaled = 2n * absolute(numerator) * factor * 10n ** BigInt(decimals);
  const rounded = (scaled + denominator) / (2n * denominator);
  const digits = rounded.toString().padStart(decimals + 1, '0');
  const sign = numerator < 0n && rounded !== 0n ? '-' : '';
  return `${sign}${digits.slice(0, -decimals)}.${digits.slice(-decimals)}`;
}

function recompute(rows: readonly FillRow[]) {
  const inCycles = rows.filter((row) => row.cycle !== 0);
  const cycles = groups(inCycles, (row) => row.cycle)
    .map((cycle) => matchedIn(cycle))
    .filter(({ quantity }) => quantity > 0n);
  const roundTrips = groups(inCycles, (row) => row.iteration).flatMap((trip) => roundTripOf(trip) ?? []);
  const volume = total(cycles, (cycle) => cycle.volume);
  const legs = (['north', 'south'] as const).map((venue) => {
    const own = rows.filter((row) => row.venue === venue);
    const cash = total(own, (row) => (row.side === 'sell' ? 1n : -1n) * amountOf(row, units(row.quantity)));
    const rateOfQuote = venue === 'north' ? one : units(usdt);
    const notionalOf = (liquidity: string): bigint =>
      total(
        own.filter((row) => row.liquidity === liquidity),
        (row) => units(row.notional),
      );
    return {
      position: netOf(own),
      gross: cash + netOf(own) * units(mids[venue]) * rateOfQuote,
      makerNotional: formatUnits(notionalOf('maker')),
      takerNotional: formatUnits(notionalOf('taker')),
    };
  });
  const gross = total(legs, (leg) => leg.gross);
  const fees = total(rows, feeOf);
  const spreadOn = (side: string) => {
    const ofSide = cycles.filter((cycle) => cycle.side === side);
    const [spread, quantity] = [
      total(ofSide, (cycle) => cycle.spread),
      total(ofSide, (cycle) => cycle.quantity),
    ];
    return {
      cycles: ofSide.length,
      quantity: formatUnits(quantity),
      averageSpread: ratio(spread, quantity * one * one, 1n, 8),
      averageEdgeBps: ratio(
        spread,
        total(ofSide, (cycle) => cycle.bought),
        10_000n,
        4,
      ),
    };
  };
  return {
    volume: money(volume),
    grossPnl: money(gross),
    netPnl: money(gross - fees),
    averageEdgeBps: ratio(gross, volume, 10_000n, 4),
    pnlPercent: ratio(gross, volume, 100n, 6),
    costPerMillion: ratio(fees - gross, volume, 1_000_000n, 4),
    netDelta: formatUnits(total(legs, (leg) => leg.position)),
    positions: { primary: formatUnits(legs[0]!.position), hedge: formatUnits(legs[1]!.position) },
    notional: legs.map(({ makerNotional, takerNotional }) => ({ makerNotional, takerNotional })),
    spreadBySide: { buy: spreadOn('buy'), sell: spreadOn('sell') },
    roundTrips: {
      count: roundTrips.length,
      wins: roundTrips.filter((trip) => trip.gross > trip.fees).length,
      grossPnl: money(total(roundTrips, (trip) => trip.gross)),
      fees: money(total(roundTrips, (trip) => trip.fees)),
    },
  };
}

/** Mostly what a cycle should be; some fills go the other way, as after an emergency, and some belong to no cycle. */
const anyFill = fc.record({
  leg: fc.constantFrom('primary' as const, 'hedge' as const),
  isAgainst: fc.integer({ min: 0, max: 9 }).map((roll) => roll === 0),
  isOutside: fc.integer({ min: 0, max: 19 }).map((roll) => roll === 0),
  isTaker: fc.boolean(),
  isInTokens: fc.boolean(),
  cents: fc.integer({ min: 299_000, max: 301_000 }),
  lots: fc.integer({ min: 1, max: 60 }),
});
const anyRun = fc.array(fc.array(anyFill, { minLength: 1, maxLength: 6 }), { minLength: 1, maxLength: 8 });
type AnyRun = typeof anyRun extends fc.Arbitrary<infer Value> ? Value : never;

function bookRun(run: AnyRun): BookedPair {
  const pair = new BookedPair({
    primary: { lot: '0.003', makerBps: '-0.5', takerBps: '3.5' },
    hedge: { lot: '0.002', quote: 'USDT', makerBps: '1', takerBps: '4.5' },
    conversions: [rate('USDT', 'USDC', usdt), rate('TOKEN', 'USDC', token)],
  });
  run.forEach((fills, index) => {
    const isBuild = index % 2 === 0;
    const side = isBuild === index % 4 < 2 ? 'buy' : 'sell';
    pair.begin(isBuild ? 'build' : 'unwind', 1 + Math.floor(index / 2), side);
    for (const { leg, isAgainst, isOutside, isTaker, isInTokens, cents, lots } of fills) {
      pair.book({
        leg,
        side: (leg === 'primary') === isAgainst ? oppositeSide(side) : side,
        price: formatUnits(BigInt(cents), 2),
        quantity: formatUnits(BigInt(lots * (leg === 'primary' ? 3 : 2)), 3),
        liquidity: isTaker ? 'taker' : 'maker',
        ...(isOutside && { cycle: 0 }),
        ...(isInTokens && { fee: { asset: 'TOKEN', amount: quoteAmount(BigInt(lots) * 10n ** 13n) } }),
      });
    }
    pair.end(index % 3 === 2 ? 'abandoned' : 'completed');
  });
  return pair;
}

it('summary figures equal those recomputed from fills.csv (property)', () => {
  fc.assert(
    fc.property(anyRun, (run) => {
      const pair = bookRun(run);
      const lines = pair.fills.map((fill) => {
        const instrument = fill.instrument === pair.primary.key ? pair.primary : pair.hedge;
        return formatFill(fill, instrument, pair.ledger.cycle(fill.cycle)?.start);
      });
      const parsed = parseFillsCsv(fillsCsvHeader + lines.join(''));
      if (parsed.kind !== 'fills') throw new Error(parsed.problem);

      const { legs, ...summary } = summarise(pair.ledger, {
        world: 'simulated',
        marks: {
          primary: { bid: pair.price('primary', '3000'), ask: pair.price('primary', '3001') },
          hedge: { bid: pair.price('hedge', '2999.2'), ask: pair.price('hedge', '2999.3') },
        },
        durationUs: 1,
        endReason: '',
        eventLogHash: '',
        hedgeFailures: 0,
        recoveries: 0,
      });
      const { notional, ...expected } = recompute(parsed.rows);
      expect(summary).toMatchObject(expected);
      expect([legs.primary, legs.hedge]).toMatchObject(notional);
    }),
    { numRuns: 300 },
  );
});
