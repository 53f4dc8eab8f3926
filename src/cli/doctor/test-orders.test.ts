// Orders that are meant to come to nothing, on local servers: what is told of them is what the servers' own books say.
import { afterEach, describe, expect, it } from 'vitest';
import type { Fault } from '../../venues/local/fault.ts';
import type { ServeOptions } from '../../venues/local/local-venue-server.ts';
import { ServedVenues } from '../access/testing/served-venues.ts';
import { VenueAccess } from '../access/venue-access.ts';
import { noFileLayers } from '../settings/layers.ts';
import { Ears } from './ears.ts';
import type { CheckName, Finding } from './finding.ts';
import { judge, type Report } from './judge.ts';
import { usualPatience } from './look-at-leg.ts';
import { lookAtPair } from './look-at-pair.ts';
import { OrderTimes } from './order-times.ts';
import { testOrders, usualOrderPatience } from './test-orders.ts';

const closing: (() => Promise<void>)[] = [];

afterEach(async () => {
  for (const close of closing.splice(0).toReversed()) await close();
});

async function serve(options: Partial<ServeOptions> = {}): Promise<ServedVenues> {
  const served = await ServedVenues.start(['backpack', 'grvt', 'paradex'], options);
  closing.push(() => served.close());
  return served;
}

interface Tested {
  readonly primary: string;
  readonly hedge: string;
  /** What goes wrong on the primary as soon as everything was looked at. */
  readonly fault?: Fault;
}

async function test(served: ServedVenues, { primary, hedge, fault }: Tested): Promise<Report> {
  const ears = new Ears();
  const times = new OrderTimes(() => access.clock.nowUs());
  const { environment } = served;
  const access = new VenueAccess({ environment, keys: 'required', sink: ears.hear, witness: times });
  closing.push(() => access.close());
  const layers = { flags: new Map(), environment: new Map(), ...noFileLayers };
  const which = { primary, hedge, ticker: 'ETH', layers, environmentFile: undefined, isOrderTest: true };
  const looked = await lookAtPair({ access, ears, patience: { ...usualPatience, bookMs: 1 } }, which);
  if (!looked.ok || looked.value.trade === undefined) throw new Error('there is a pair to trade');
  const { facts, trade } = looked.value;
  if (fault !== undefined) served.of(primary).server.faults.start(fault);
  const waitingRoom = ears.room;
  const [own, other] = await testOrders({
    access,
    waitingRoom,
    times,
    ...trade,
    patience: usualOrderPatience,
  });
  return judge({
    ...facts,
    primary: { ...facts.primary, order: own },
    hedge: { ...facts.hedge, order: other },
  });
}

const findingOf = ({ findings }: Report, check: CheckName, subject: string): Finding | undefined =>
  findings.find((each) => each.check === check && each.subject === subject);

const failedIn = ({ findings }: Report): string[] =>
  findings.filter(({ verdict }) => verdict === 'failed').map(({ check, subject }) => `${check} ${subject}`);

describe('an order test', () => {
  it.each([
    ['backpack', 'grvt', '0.0001', '0.01'],
    ['grvt', 'paradex', '0.01', '0.0034'],
    ['paradex', 'backpack', '0.0034', '0.0001'],
  ])(
    '%s and %s: taken, told of, cancelled, gone, and nothing is left',
    async (primary, hedge, own, other) => {
      const served = await serve();
      const report = await test(served, { primary, hedge });
      expect(failedIn(report)).toEqual([]);
      for (const [venue, quantity] of [
        [primary, own],
        [hedge, other],
      ] as const) {
        expect(findingOf(report, 'order-test', venue)).toMatchObject({
          verdict: 'ok',
          text: expect.stringMatching(
            new RegExp(
              `^(buy|sell) ${quantity} ETH at (2987|3012)\\.\\d+: answered after .*, on the private stream after .*; cancelled, and gone after `,
            ),
          ),
          figures: {
            answeredUs: expect.any(Number),
            streamedUs: expect.any(Number),
            endedUs: expect.any(Number),
            endStreamedUs: expect.any(Number),
          },
        });
        expect(findingOf(report, 'private-stream', venue)?.text).toMatch(/^told of the order/);
        expect(findingOf(report, 'may-trade', venue)?.verdict).toBe('ok');
        const { exchange, openOrders, position } = served.of(venue);
        expect(openOrders).toEqual([]);
        expect(position).toBe(0);
        const ended = exchange.endedOrders(exchange.account('main'));
        expect(ended.map(({ order }) => [order.postOnly, order.filled, order.end])).toEqual([
          [true, 0, 'canceled'],
        ]);
      }
    },
  );

  it.each(['backpack', 'grvt'])(
    'a private stream of %s that says nothing is found out, though the order is proven to have come and gone',
    { timeout: 30_000 },
    async (primary) => {
      const served = await serve();
      const hedge = primary === 'backpack' ? 'grvt' : 'backpack';
      const report = await test(served, { primary, hedge, fault: { kind: 'silence', stream: 'private' } });
      expect(failedIn(report)).toEqual([`private-stream ${primary}`]);
      expect(findingOf(report, 'private-stream', primary)?.text).toBe(
        'the private stream said nothing of the order',
      );
      expect(served.of(primary).openOrders).toEqual([]);
    },
  );

  it('an order that is refused: in the words of the venue, and the other venue is shown all the same', async () => {
    const served = await serve();
    const report = await test(served, {
      primary: 'backpack',
      hedge: 'paradex',
      fault: { kind: 'refuse', reason: 'not-trading' },
    });
    expect(failedIn(report)).toEqual(['private-stream backpack', 'order-test backpack']);
    expect(findingOf(report, 'order-test', 'backpack')?.text).toMatch(/TRADING_PAUSED: Trading is paused/);
    expect(findingOf(report, 'order-test', 'paradex')?.verdict).toBe('ok');
  });
});
