// Holds the synthetic market to docs/decisions/0003-synthetic-market.md: its figures stay within bands about those of the
// recordings, and the page states what the market really makes. Seeds are fixed and time is virtual, so nothing here is chance.
import { readFileSync } from 'node:fs';
import { beforeAll, describe, expect, it } from 'vitest';
import { parseDecimal } from '../../../core/decimal.ts';
import { baseQuantity } from '../../../core/money.ts';
import { marketOf } from './testing/market-of.ts';
import { measure, type Measurement } from './testing/measure.ts';
import { mean, moves, standardDeviation } from './testing/statistics.ts';

const seeds = [1, 2, 3];
const seconds = 1800;
const orderSize = baseQuantity(10n ** 16n);

const page = readFileSync(
  new URL('../../../../docs/decisions/0003-synthetic-market.md', import.meta.url),
  'utf8',
);

/** The rows of the tables with so many columns: a name and numbers. */
function rows(columns: number): { name: string; numbers: number[] }[] {
  return page
    .split('\n')
    .filter((line) => line.startsWith('| '))
    .map((line) => line.slice(1, -1).split('|'))
    .filter((cells) => cells.length === columns)
    .map(([name, ...cells]) => ({
      name: (name ?? '').trim(),
      numbers: cells.map((cell) => Number(cell.replaceAll(' ', '').replace('−', '-'))),
    }))
    .filter(({ numbers }) => numbers.every((number) => !Number.isNaN(number)));
}

/** From two thirds of the smallest recorded figure to one and a half of the largest, in size. */
function band(recorded: readonly number[], scale: number): [number, number] {
  const bounds = recorded.flatMap((figure) => [(figure * scale) / 1.5, figure * scale * 1.5]);
  return [Math.min(...bounds), Math.max(...bounds)];
}

const venueRows = rows(8).map(
  ({ name, numbers: [usdM, coinM, spot, primaryScale, primary, hedgeScale, hedge] }) => ({
    name,
    recorded: [usdM, coinM, spot] as number[],
    venues: [
      { venue: 'primary' as const, scale: primaryScale as number, stated: primary as number },
      { venue: 'hedge' as const, scale: hedgeScale as number, stated: hedge as number },
    ],
  }),
);
const pairRows = rows(4).map(({ name, numbers: [spot, coinM, stated] }) => ({
  name,
  recorded: [spot, coinM] as number[],
  stated: stated as number,
}));

const figures = { primary: new Map<string, number>(), hedge: new Map<string, number>() };
const messagesPerSecond = { primary: 0, hedge: 0 };
const pairFigures = new Map<string, number>();

/** Means over the seeds. */
beforeAll(() => {
  const referencePrice = parseDecimal('3000');
  if (referencePrice === undefined) throw new Error('3000 is a decimal');
  const options = { referencePrice, seconds, orderSize };
  const add = (sums: Map<string, number>, name: string, figure: number): void => {
    sums.set(name, (sums.get(name) ?? 0) + figure / seeds.length);
  };
  for (const seed of seeds) {
    const market = marketOf(seed);
    const measured = { primary: measure(market.primary, options), hedge: measure(market.hedge, options) };
    for (const venue of ['primary', 'hedge'] as const) {
      for (const [name, figure] of measured[venue].figures) add(figures[venue], name, figure);
      messagesPerSecond[venue] += measured[venue].messagesPerSecond / seeds.length;
    }
    const difference = basisBps(measured.primary, measured.hedge);
    add(pairFigures, 'basis: mean, bps', mean(difference));
    for (const over of [0.1, 1, 10, 60]) {
      add(
        pairFigures,
        `basis over ${over} s: deviation, bps`,
        standardDeviation(moves(difference, over * 10)),
      );
    }
  }
}, 120_000);

function basisBps(primary: Measurement, hedge: Measurement): number[] {
  const length = Math.min(primary.midsBps.length, hedge.midsBps.length);
  return Array.from(
    { length },
    (_, index) => (hedge.midsBps[index] as number) - (primary.midsBps[index] as number),
  );
}

function expectWithin(figure: number | undefined, [low, high]: [number, number]): void {
  expect(figure).toBeGreaterThanOrEqual(low);
  expect(figure).toBeLessThanOrEqual(high);
}

/** The page states three digits. */
function expectStated(figure: number | undefined, stated: number): void {
  expect(Math.abs((figure ?? Infinity) / stated - 1)).toBeLessThan(0.006);
}

describe('calibration of the synthetic market', () => {
  it('has a row in the page for every figure, and no other', () => {
    expect(venueRows.map((row) => row.name)).toEqual([...figures.primary.keys()]);
    expect(pairRows.map((row) => row.name)).toEqual([...pairFigures.keys()].slice(1));
  });

  describe.each(venueRows.map((row) => [row.name, row] as const))('%s', (name, { recorded, venues }) => {
    it.each(venues)('stays within its band on the $venue venue, and is what the page states', (row) => {
      const figure = figures[row.venue].get(name);
      expectWithin(figure, band(recorded, row.scale));
      expectStated(figure, row.stated);
    });
  });

  it.each(pairRows.map((row) => [row.name, row] as const))(
    '%s: stays within its band, and is what the page states',
    (name, { recorded, stated }) => {
      expectWithin(pairFigures.get(name), band(recorded, 1));
      expectStated(pairFigures.get(name), stated);
    },
  );

  it('has a standing basis of about 11 bps, the hedge venue above the primary', () => {
    expectWithin(pairFigures.get('basis: mean, bps'), [8, 14]);
  });

  it.each(['primary', 'hedge'] as const)('sends 10 to 40 messages a second on the %s venue', (venue) => {
    expectWithin(messagesPerSecond[venue], [10, 40]);
  });
});
