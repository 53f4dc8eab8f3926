// What a person reads of a close, and what a program does.
import { describe, expect, it } from 'vitest';
import { refused } from '../../core/checked.ts';
import { baseQuantity, lots, quoteAmount, ticks } from '../../core/money.ts';
import { testInstrument } from '../../core/testing/test-pair.ts';
import type { VenueSite } from '../../venues/adapter.ts';
import type { ClosedLeg, CloseReport } from './close-all.ts';
import { describeClose } from './close-json.ts';
import { fillText, renderIntention, renderReport } from './close-text.ts';
import type { Holding } from './holdings.ts';
import { nothingTraded } from './traded.ts';

const plain = { width: 80, useColour: false };
const prod: VenueSite = { kind: 'real', environment: 'prod' };

function holding(venue: string, position: number, openOrders = 0): Holding {
  return {
    venue,
    site: prod,
    instrument: testInstrument(venue, '0.001', venue === 'coarse' ? 10 : 1),
    position: lots(position),
    openOrders,
  };
}

const unit = 10n ** 18n;
const traded = {
  quantity: lots(500),
  notional: quoteAmount(1_500n * unit + unit / 20n),
  fees: new Map([['USD', quoteAmount((3n * unit) / 4n)]]),
};

const leg = (before: Holding, after: Holding | undefined): ClosedLeg => ({
  before,
  after,
  traded: before.position === 0 ? nothingTraded : traded,
});

const report = (...legs: readonly ClosedLeg[]): CloseReport => ({
  ticker: 'ETH',
  isFlat: legs.every(({ after }) => after?.position === 0 && after.openOrders === 0),
  netDelta: legs.some(({ after }) => after === undefined)
    ? undefined
    : baseQuantity(legs.reduce((sum, { after }) => sum + BigInt(after?.position ?? 0) * (unit / 1_000n), 0n)),
  legs,
  unseen: [],
});

describe('what is agreed to', () => {
  it('names every position and order, and what will become of them', () => {
    expect(
      renderIntention(
        { holdings: [holding('a', 500, 2), holding('b', -500), holding('c', 30)], unseen: [] },
        plain,
      ),
    ).toBe(
      `account  symbol    position  open orders ───────────────────
a/main   ETH-TEST      +0.5            2
b/main   ETH-TEST      -0.5            0
c/main   ETH-TEST     +0.03            0

2 orders will be cancelled, whoever placed them.
The position on c will be closed at the market, reduce-only.
The pair on b and a will be closed at the market, reduce-only, in slices that
the other leg follows.
`,
    );
  });

  it.each<[VenueSite, RegExp]>([
    [{ kind: 'local', origin: 'http://127.0.0.1:4101' }, /nothing real: a\.\n$/],
    [{ kind: 'real', environment: 'testnet' }, /no real money: a \(testnet\)\.\n$/],
  ])('says what is not real: %j', (site, expected) => {
    expect(renderIntention({ holdings: [{ ...holding('a', 1), site }], unseen: [] }, plain)).toMatch(
      expected,
    );
  });
});

describe('what has become of it', () => {
  const flat = report(leg(holding('a', 500, 2), holding('a', 0)), leg(holding('b', 0), holding('b', 0)));

  it('flat on a test network is not flat on the venue, and is not called so', () => {
    const site: VenueSite = { kind: 'real', environment: 'testnet' };
    const there = { ...holding('a', 0), site };
    expect(renderReport(report(leg(there, there)), plain)).toMatch(/^FLAT: .* on a \(testnet\)\n$/);
  });

  it('flat: the verdict first, and then what it cost', () => {
    expect(renderReport(flat, plain)).toBe(
      `FLAT: no position and no order in ETH on a, b
a traded 0.5 ETH at 3000.10 on average, fees 0.7500 USD
`,
    );
  });

  it.each<[string, ClosedLeg, RegExp]>([
    [
      'what is left',
      leg(holding('a', 500), holding('a', -20, 1)),
      /^NOT FLAT in ETH: -0.02 ETH and 1 order on a; net delta -0.02$/m,
    ],
    [
      'what no order can close',
      leg(holding('coarse', 500), holding('coarse', 4)),
      /^NOT FLAT in ETH: \+0.004 ETH on coarse, less than it takes as an order; net/m,
    ],
    [
      'what is not told',
      leg(holding('a', 500), undefined),
      /^NOT FLAT in ETH: a does not say what is left there; net delta is not known$/m,
    ],
  ])('not flat: %s', (_name, left, expected) => {
    expect(renderReport(report(left), plain)).toMatch(expected);
  });

  it('names the venues that were passed over, before it is agreed to and in the verdict', () => {
    const passedOver = /^Not looked at, because the coin is not listed there, or no longer: c\.$/m;
    expect(renderIntention({ holdings: [holding('a', 500)], unseen: ['c'] }, plain)).toMatch(passedOver);
    expect(renderReport({ ...flat, unseen: ['c'] }, plain)).toMatch(passedOver);
  });

  it('a fill is a line', () => {
    const fill = { side: 'sell', quantity: lots(50), price: ticks(300_010) } as Parameters<
      typeof fillText
    >[0];
    expect(fillText(fill, holding('a', 0))).toBe('a sold 0.05 ETH at 3000.10');
  });

  it('is exact for a program', () => {
    const trouble = refused('not-closed', 'not all of it', 'close again');
    expect(describeClose(report(leg(holding('a', 500, 2), undefined)), [trouble])).toEqual({
      ticker: 'ETH',
      outcome: 'exposure-left',
      netDelta: null,
      venues: [
        {
          venue: 'a',
          account: 'a/main',
          symbol: 'ETH-TEST',
          site: 'prod',
          before: { position: '0.5', openOrders: 2 },
          after: null,
          traded: '0.5',
          notional: '1500.05',
          fees: '0.75',
          asset: 'USD',
          feesInOtherAssets: {},
        },
      ],
      notListed: [],
      troubles: [{ code: 'not-closed', message: 'not all of it', remedy: 'close again' }],
    });
    expect(describeClose(flat, [])).toMatchObject({ outcome: 'flat', netDelta: '0' });
  });
});
