// The one suite that every venue passes, simulated or real: what the engine may rely on when it places, cancels and asks.
// Where venues differ (a refusal as a reply, or as an order that ends at once), the contract accepts both.
import { afterEach, assert, beforeEach, describe, expect, test } from 'vitest';
import type { InstrumentKey } from '../../core/instrument.ts';
import { lots, ticks } from '../../core/money.ts';
import type { ClientOrderId } from '../../core/order.ts';
import { buy, neverPlaced } from './contract-orders.ts';
import { describeContractQueries, positionOf } from './contract-queries.ts';
import { ContractSession, type ContractOrder, type VenueHarness } from './contract-session.ts';

/** How an order may stand after it was worked; venues call an unfilled rest expired or canceled. */
const open = [undefined];
const filled = ['filled'];
const expired = ['expired', 'canceled'];

export interface ContractOptions {
  /** What the venue does not have: it is refused then, and never weakened into something that rests. */
  readonly lacks?: readonly 'fok'[];
}

/** Runs the contract against a venue; `makeHarness` opens a fresh one for every test. */
export function describeVenueContract(
  name: string,
  makeHarness: () => Promise<VenueHarness>,
  { lacks = [] }: ContractOptions = {},
): void {
  const hasFillOrKill = !lacks.includes('fok');
  let session: ContractSession;
  const key = (): InstrumentKey => session.harness.instrument.key;

  describe(`venue contract: ${name}`, () => {
    beforeEach(async () => {
      session = new ContractSession(await makeHarness());
      session.showBook();
      await session.settle();
    });

    afterEach(async () => {
      assert.deepEqual(session.brokenLaws(), []);
      await session.harness.close();
    });

    describe('order types', () => {
      test('limit: away from the market it is accepted and stays open', async () => {
        const id = await session.place({ side: 'buy', units: 2, offset: -5 });
        expect(session.accepted(id)).toBe(true);
        expect(session.end(id)).toBeUndefined();
      });

      test.each<readonly [string, ContractOrder, number, readonly (string | undefined)[]]>([
        ['limit: it takes up to its price and rests with the remainder', buy(12, 1), 10, open],
        ['limit: it walks the depth within its price', buy(12, 2), 12, filled],
        ['market: it walks the depth', { side: 'sell', units: 15 }, 15, filled],
        ['market: what finds no depth expires', { side: 'sell', units: 30 }, 20, expired],
        ['ioc: it takes what is there, the rest expires', buy(12, 1, 'ioc'), 10, expired],
        ['ioc: nothing within its price, nothing taken', buy(12, 0, 'ioc'), 0, expired],
      ])('%s', async (_name, order, units, outcomes) => {
        const id = await session.place(order);
        expect(session.filledUnits(id)).toBe(units);
        expect(session.fills(id).every((fill) => fill.liquidity === 'taker')).toBe(true);
        expect(outcomes).toContain(session.end(id)?.outcome);
      });

      test.runIf(hasFillOrKill)('fok: all of it', async () => {
        const id = await session.place(buy(20, 2, 'fok'));
        expect(session.filledUnits(id)).toBe(20);
        expect(session.end(id)?.outcome).toBe('filled');
      });

      test.runIf(!hasFillOrKill)('fok: refused, where the venue has none', async () => {
        const id = await session.place(buy(1, 2, 'fok'));
        expect(session.failures('place')).toMatchObject([{ clientOrderId: id }]);
        expect(session.accepted(id)).toBe(false);
      });

      test('fok: nothing, when not all of it is there', async () => {
        const id = await session.place(buy(21, 2, 'fok'));
        expect(session.cameToNothing(id)).toBe(true);
      });

      test('post-only: it comes to nothing when it would cross', async () => {
        for (const offset of [1, 2]) {
          const id = await session.place({ side: 'buy', units: 1, offset, postOnly: true });
          expect(session.cameToNothing(id)).toBe(true);
        }
      });

      test('post-only: inside the spread it rests, and fills as maker at its price', async () => {
        const id = await session.place({ side: 'sell', units: 2, offset: 0, postOnly: true });
        session.trade('buy', 0, 2);
        await session.settle();
        expect(session.fills(id)).toMatchObject([{ liquidity: 'maker', price: session.price(0) }]);
        expect(session.end(id)?.outcome).toBe('filled');
      });
    });

    describe('an order that was foreseen', () => {
      test('does not leave before it is placed', async () => {
        session.foresee(buy(2, 1, 'ioc'));
        await session.settle();
        const id = await session.place(buy(2, 1, 'ioc'));
        expect(session.events.filter(({ kind }) => kind === 'fill')).toHaveLength(1);
        expect(session.filledUnits(id)).toBe(2);
      });

      test.each<readonly [string, ContractOrder, number]>([
        ['size', buy(3, 1, 'ioc'), 3],
        ['price', buy(2, 0, 'ioc'), 0],
        ['side', { side: 'sell', units: 2, offset: -1, timeInForce: 'ioc' }, 2],
      ])('leaves as it is placed, with another %s', async (_name, order, units) => {
        session.foresee(buy(2, 1, 'ioc'));
        const id = await session.place(order);
        expect(session.filledUnits(id)).toBe(units);
        expect(session.fills(id).every(({ side }) => side === order.side)).toBe(true);
      });

      test('is not taken for the one after it', async () => {
        session.foresee(buy(2, 1, 'ioc'));
        const ids = [session.send(buy(2, 1, 'ioc')), session.send(buy(2, 1, 'ioc'))];
        await session.settle();
        expect(ids.map((id) => session.filledUnits(id))).toEqual([2, 2]);
      });
    });

    describe('reduce-only', () => {
      test('without a position, or on its side, it comes to nothing', async () => {
        const flat = await session.place({ side: 'sell', units: 1, offset: -1, reduceOnly: true });
        await session.place({ side: 'buy', units: 2 });
        const enlarging = await session.place({ side: 'buy', units: 1, offset: 1, reduceOnly: true });
        expect([session.cameToNothing(flat), session.cameToNothing(enlarging)]).toEqual([true, true]);
      });

      test('it closes a position exactly', async () => {
        await session.place({ side: 'buy', units: 3 });
        const id = await session.place({
          side: 'sell',
          units: 3,
          timeInForce: 'ioc',
          offset: -2,
          reduceOnly: true,
        });
        expect(session.end(id)?.outcome).toBe('filled');
        expect(await positionOf(session)).toBe(0);
      });

      test('larger than the position it is cut or refused, but never crosses zero', async () => {
        await session.place({ side: 'buy', units: 3 });
        await session.place({ side: 'sell', units: 5, timeInForce: 'ioc', offset: -2, reduceOnly: true });
        expect([0, session.units(3)]).toContain(await positionOf(session));
      });
    });

    describe('fills', () => {
      test('a partial fill has its own quantity, and the last one ends the order', async () => {
        const id = await session.place({ side: 'buy', units: 6, offset: 0, postOnly: true });
        for (const units of [1, 2, 3]) {
          session.trade('sell', 0, units);
          await session.settle();
        }
        expect(session.fills(id).map((fill) => fill.quantity)).toEqual(
          [1, 2, 3].map((units) => session.units(units)),
        );
        expect(session.end(id)).toMatchObject({ outcome: 'filled', cumulativeQuantity: session.units(6) });
      });

      test('every fill has a trade id of its own, its order and its fee', async () => {
        await session.place({ side: 'buy', units: 15 });
        await session.place({ side: 'sell', units: 15 });
        const fills = session.events.filter((event) => event.kind === 'fill');
        expect(new Set(fills.map((fill) => fill.tradeId)).size).toBe(fills.length);
        for (const { venueOrderId, fee } of fills) {
          expect(venueOrderId).not.toBe('');
          expect(fee.asset).not.toBe('');
        }
      });

      test('a fill that lands while the cancel is under way is reported, and the end counts it', async () => {
        const id = await session.place({ side: 'buy', units: 4, offset: 0, postOnly: true });
        session.harness.venue.cancel(key(), id);
        session.trade('sell', 0, 1);
        await session.settle();
        expect(session.filledUnits(id)).toBe(1);
        expect(session.end(id)).toMatchObject({ outcome: 'canceled', cumulativeQuantity: session.units(1) });
      });

      test('a fill that completes the order before its cancel arrives: filled, and the cancel is refused', async () => {
        const id = await session.place({ side: 'buy', units: 4, offset: 0, postOnly: true });
        session.harness.venue.cancel(key(), id);
        session.trade('sell', 0, 4);
        await session.settle();
        expect(session.end(id)?.outcome).toBe('filled');
        expect(session.failures('cancel')).toMatchObject([unknownOrder(id)]);
      });
    });

    describe('cancels', () => {
      test('an open order ends canceled, with what it had filled', async () => {
        const id = await session.place({ side: 'buy', units: 4, offset: 0 });
        session.trade('sell', 0, 3);
        await session.cancel(id);
        expect(session.end(id)).toMatchObject({ outcome: 'canceled', cumulativeQuantity: session.units(3) });
      });

      test('a cancel sent right behind its order finds it', async () => {
        const id = session.send({ side: 'buy', units: 1, offset: -5 });
        await session.cancel(id);
        expect(session.end(id)).toMatchObject({ outcome: 'canceled', cumulativeQuantity: 0 });
        expect(session.failures('cancel')).toEqual([]);
      });

      test('of an order that is done, or was never placed, it is refused as unknown', async () => {
        const id = await session.place({ side: 'buy', units: 1 });
        await session.cancel(id);
        await session.cancel(neverPlaced);
        expect(session.failures('cancel')).toMatchObject([unknownOrder(id), unknownOrder(neverPlaced)]);
      });
    });

    describe('refusals', () => {
      test.each([
        ['a price of zero', { price: ticks(0) }, ['invalid-price', 'below-minimum']],
        ['a quantity of zero', { quantity: lots(0) }, ['invalid-quantity', 'below-minimum']],
        [
          'an instrument that the venue does not list',
          { instrument: 'no/such/thing' },
          ['unknown-instrument'],
        ],
      ])('%s', async (_name, change, reasons) => {
        const id = await session.place({ side: 'buy', units: 1, offset: -5 }, change as object);
        const failed = session.failures('place').at(0);
        expect(failed?.clientOrderId).toBe(id);
        expect(failed?.failure.kind === 'refused' && reasons.includes(failed.failure.reason)).toBe(true);
        expect(session.accepted(id)).toBe(false);
      });

      test('a client order id is used once', async () => {
        const clientOrderId = await session.place({ side: 'buy', units: 1, offset: -5 });
        await session.place({ side: 'buy', units: 1, offset: -5 }, { clientOrderId });
        const failure = { kind: 'refused', reason: 'duplicate-client-order-id' };
        expect(session.failures('place')).toMatchObject([{ clientOrderId, failure }]);
      });
    });

    describeContractQueries(() => session);
  });
}

const unknownOrder = (clientOrderId: ClientOrderId): object => ({
  clientOrderId,
  failure: { kind: 'refused', reason: 'unknown-order' },
});
