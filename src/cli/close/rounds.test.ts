// In which order positions are closed.
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { lotsToBase } from '../../core/instrument.ts';
import { formatBase, lots, type BaseQuantity } from '../../core/money.ts';
import { testInstrument } from '../../core/testing/test-pair.ts';
import { planRounds, type ClosingRound, type Held, type RoundLeg } from './rounds.ts';

/** Lots differ from venue to venue. */
const instruments = {
  a: testInstrument('a', '0.001'),
  b: testInstrument('b', '0.01'),
  c: testInstrument('c', '0.1'),
  d: testInstrument('d', '0.001'),
};

const held = (venue: keyof typeof instruments, quantity: number): Held => ({
  venue,
  instrument: instruments[venue],
  position: lots(quantity),
});

const baseOf = ({ instrument, position }: Held): BaseQuantity => lotsToBase(instrument, position);
const legsOf = ({ hedge, primary }: ClosingRound): RoundLeg[] =>
  primary === undefined ? [hedge] : [hedge, primary];
const told = (rounds: readonly ClosingRound[]): string[] =>
  rounds.map((round) =>
    legsOf(round)
      .map((leg) => `${leg.venue} ${formatBase(baseOf(leg))}`)
      .join(', '),
  );

describe('rounds of a close', () => {
  it.each<[string, readonly Held[], readonly string[]]>([
    ['nothing is no round', [held('a', 0)], []],
    ['a pair is one round', [held('a', 500), held('b', -50)], ['a 0.5, b -0.5']],
    ['the larger leg is the hedge', [held('a', 500), held('b', -80)], ['b -0.8, a 0.5']],
    ['a position that nothing balances is a round', [held('a', 500), held('b', 0)], ['a 0.5']],
    ['two on one side are two rounds, the larger first', [held('a', 100), held('b', 50)], ['b 0.5', 'a 0.1']],
    [
      'one that two balance is closed with each in turn',
      [held('a', 800), held('b', -50), held('d', -300)],
      ['a 0.5, b -0.5', 'a 0.3, d -0.3'],
    ],
    ['what is naked goes first', [held('a', 500), held('b', -50), held('c', 3)], ['c 0.3', 'a 0.5, b -0.5']],
    ['less than a lot of the other is closed alone', [held('a', 50), held('c', -3)], ['c -0.3', 'a 0.05']],
  ])('%s', (_name, holdings, expected) => {
    expect(told(planRounds(holdings))).toEqual(expected);
  });

  it('close everything, once, and never leave the whole more naked than it was, but for less than a lot', () => {
    const quantity = fc.integer({ min: -2_000, max: 2_000 });
    const holdings = fc
      .record({ a: quantity, b: quantity, c: quantity, d: quantity })
      .map((record) => Object.entries(record).map(([venue, lotsHeld]) => held(venue as 'a', lotsHeld)));
    fc.assert(
      fc.property(holdings, (all) => {
        const rounds = planRounds(all);
        const left = new Map(all.map(({ venue, position }) => [venue, position as number]));
        let net = all.reduce((sum, each) => sum + baseOf(each), 0n);
        for (const round of rounds) {
          for (const { venue, position, later } of legsOf(round)) {
            expect(position).not.toBe(0);
            left.set(venue, (left.get(venue) ?? 0) - position);
            // What a venue shows less `later` is what the round has to do.
            expect(left.get(venue)).toBe(later);
          }
          const after = net - legsOf(round).reduce((sum, leg) => sum + baseOf(leg), 0n);
          expect(sizeOf(after)).toBeLessThan(sizeOf(net) + instruments.c.baseUnitsPerLot);
          net = after;
        }
        expect([...left.values()].every((lotsLeft) => lotsLeft === 0)).toBe(true);
      }),
    );
  });

  it('pair only what is long with what is short', () => {
    const quantity = fc.integer({ min: -2_000, max: 2_000 });
    fc.assert(
      fc.property(quantity, quantity, quantity, (a, b, d) => {
        for (const { hedge, primary } of planRounds([held('a', a), held('b', b), held('d', d)])) {
          if (primary === undefined) continue;
          expect(Math.sign(hedge.position)).toBe(-Math.sign(primary.position));
          expect(sizeOf(baseOf(hedge))).toBeGreaterThanOrEqual(sizeOf(baseOf(primary)));
        }
      }),
    );
  });
});

const sizeOf = (base: bigint): bigint => (base < 0n ? -base : base);
