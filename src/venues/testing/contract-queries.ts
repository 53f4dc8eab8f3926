// The part of the venue contract about questions: what a venue says of orders, positions, margin, funding and fills when it is asked.
import { assert, describe, expect, test } from 'vitest';
import type { MarginReportEvent, PositionReportEvent } from '../../core/events.ts';
import type { InstrumentKey } from '../../core/instrument.ts';
import type { ClientOrderId } from '../../core/order.ts';
import { buy, neverPlaced } from './contract-orders.ts';
import type { ContractSession } from './contract-session.ts';

/** `session` is that of the test under way. */
export function describeContractQueries(session: () => ContractSession): void {
  const key = (): InstrumentKey => session().harness.instrument.key;

  describe('queries', () => {
    test('an order is reported as open, then as ended, with its cumulative quantity', async () => {
      const id = await session().place({ side: 'buy', units: 4, offset: 0 });
      session().trade('sell', 0, 1);
      await session().settle();
      expect(await report(id)).toMatchObject([
        { kind: 'order-report', isOpen: true, cumulativeQuantity: session().units(1) },
      ]);
      await session().cancel(id);
      expect(await report(id)).toMatchObject([
        { kind: 'order-report', isOpen: false, cumulativeQuantity: session().units(1) },
      ]);
    });

    test('an order that was never placed is not found', async () => {
      expect(await report(neverPlaced)).toMatchObject([
        { kind: 'order-not-found', clientOrderId: neverPlaced },
      ]);
    });

    test('the position is signed: long, flat, short', async () => {
      const seen = [];
      for (const order of [buy(2), { side: 'sell', units: 2 }, { side: 'sell', units: 3 }] as const) {
        await session().place(order);
        seen.push(await positionOf(session()));
      }
      expect(seen).toEqual([session().units(2), 0, session().units(-3)]);
    });

    test('the margin of the account: a position takes some of it, and its end gives that back', async () => {
      const flat = await margin();
      await session().place(buy(2));
      const held = await margin();
      await session().place({ side: 'sell', units: 2 });
      const after = await margin();
      expect(flat.maintenanceMargin).toBe(0n);
      expect(held.maintenanceMargin > 0n).toBe(true);
      expect(held.initialMargin >= held.maintenanceMargin).toBe(true);
      expect(after).toMatchObject({ initialMargin: flat.initialMargin, maintenanceMargin: 0n });
      // Twice the spread and twice a fee were paid.
      expect(after.equity < flat.equity).toBe(true);
    });

    test('margin, position and funding of an instrument that the venue does not list: the query fails', async () => {
      const unlisted = 'no/such/thing' as InstrumentKey;
      session().harness.venue.queryMargin(unlisted, 8);
      session().harness.venue.queryPosition(unlisted, 9);
      session().harness.venue.queryFunding(unlisted, 10, 0);
      await session().settle();
      for (const [request, requestId] of [
        ['query-margin', 8],
        ['query-position', 9],
        ['query-funding', 10],
      ] as const) {
        const failure = { kind: 'refused', reason: 'unknown-instrument' };
        expect(session().failures(request)).toMatchObject([{ requestId, failure }]);
      }
    });

    test('funding since a time when nothing was paid: only the report', async () => {
      session().harness.venue.queryFunding(key(), 79, 0);
      expect(await session().settle()).toMatchObject([{ kind: 'funding-report', requestId: 79 }]);
    });

    test('fills since a time come again under their trade ids, then the report', async () => {
      for (const units of [1, 2, 3]) await session().place(buy(units));
      const first = session().events.filter((event) => event.kind === 'fill');
      const since = first.at(1)?.venueTimeUs ?? 0;
      session().harness.venue.queryFills(key(), 77, since);
      const again = await session().settle();
      const expected = first.filter((fill) => fill.venueTimeUs >= since).map((fill) => fill.tradeId);
      expect(again.slice(0, -1).map((event) => event.kind === 'fill' && event.tradeId)).toEqual(expected);
      expect(again.at(-1)).toMatchObject({ kind: 'fills-report', requestId: 77 });
    });

    test('fills since a time after the last one: only the report', async () => {
      await session().place(buy(1));
      const last = session().events.findLast((event) => event.kind === 'fill');
      session().harness.venue.queryFills(key(), 78, (last?.venueTimeUs ?? 0) + 1);
      expect(await session().settle()).toMatchObject([{ kind: 'fills-report', requestId: 78 }]);
    });
  });

  async function report(id: ClientOrderId): Promise<unknown> {
    session().harness.venue.queryOrder(key(), id);
    return session().settle();
  }

  async function margin(): Promise<MarginReportEvent> {
    session().harness.venue.queryMargin(key(), 6);
    const events = await session().settle();
    const answer = events.find((event): event is MarginReportEvent => event.kind === 'margin-report');
    assert(answer !== undefined && answer.requestId === 6, 'margin is answered under its request id');
    return answer;
  }
}

/** In lots, bought > 0. */
export async function positionOf(session: ContractSession): Promise<number | undefined> {
  const { venue, instrument } = session.harness;
  venue.queryPosition(instrument.key, 5);
  const events = await session.settle();
  const answer = events.find((event): event is PositionReportEvent => event.kind === 'position-report');
  expect(answer?.requestId).toBe(5);
  return answer?.position;
}
