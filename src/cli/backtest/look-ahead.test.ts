// The proof that a backtest does not know what comes: where its data ends, at whatever moment, makes no difference to what it did before.
import * as fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import type { MarketSource } from '../../ports/market-source.ts';
import { planSimulatedRun } from '../run/plan.ts';
import { SimulatedRun } from '../run/simulated-run.ts';
import type { TextsByName } from '../settings/from-flags.ts';
import { boundNames, queueModelOf, type BoundName } from './bounds.ts';
import {
  layersFor,
  opening,
  recordSynthetic,
  truncated,
  type RecordedMarkets,
} from './testing/recorded-market.ts';

const seconds = 90;
let whole: RecordedMarkets;

beforeAll(async () => {
  whole = await recordSynthetic(5, seconds);
});

interface Played {
  readonly bound: BoundName;
  readonly flags: TextsByName;
  readonly wrap?: (source: MarketSource) => MarketSource;
}

/** When both recordings are over that are cut there. */
function endOf(cutUs: number): number {
  return Math.min(truncated(whole.primary, cutUs).facts.endUs, truncated(whole.hedge, cutUs).facts.endUs);
}

/** Everything that was asked for up to `untilUs`, with its time, on recordings that are cut. */
async function decisions(
  { bound, flags, wrap = (source) => source }: Played,
  { cutUs, untilUs }: { readonly cutUs: number; readonly untilUs: number },
): Promise<string[]> {
  const recordings = { p: truncated(whole.primary, cutUs), h: truncated(whole.hedge, cutUs) };
  const layers = layersFor({
    replayPrimary: 'p',
    replayHedge: 'h',
    size: '0.1',
    ...flags,
    queueModel: queueModelOf[bound],
  });
  const plan = await planSimulatedRun(layers, opening(recordings), { kind: 'backtest' });
  if (!plan.ok) throw new Error(plan.message);
  const { config, sources, policies, settings } = plan.value;
  const decided: string[] = [];
  const run = new SimulatedRun({
    config,
    policies,
    sources: { primary: wrap(sources.primary), hedge: wrap(sources.hedge) },
    queueModel: settings.values.queueModel,
    seed: 1,
    journal: {
      announce: () => true,
      append: (_events, commands) => {
        for (const command of commands)
          decided.push(`${run.clock.nowUs()} ${JSON.stringify(command, exactly)}`);
        return undefined;
      },
    },
  });
  while (run.peekUs() <= untilUs) run.runNext();
  return decided;
}

const exactly = (_key: string, value: unknown): unknown => (typeof value === 'bigint' ? `${value}n` : value);

const strategies: readonly TextsByName[] = [
  {},
  { strategy: 'best-edge', basisWindow: '10', primaryMode: 'bbo_minus_1', makerPolicy: 'adaptive' },
  { strategy: 'mean-reversion', basisWindow: '20', hedgeMode: 'depth-aware', makerPolicy: 'fixed-s4' },
  { strategy: 'momentum', hedgeMode: 'bbo', maxCostPerMillion: '900' },
];

describe('look-ahead', () => {
  it('there is none: data that ends at any moment gives the same decisions up to there, under every bound', async () => {
    let compared = 0;
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 15_000, max: seconds * 1_000 - 1 }),
        fc.constantFrom(...boundNames),
        fc.constantFrom(...strategies),
        async (cutMs, bound, flags) => {
          const cutUs = whole.primary.facts.startUs + cutMs * 1_000;
          const untilUs = endOf(cutUs);
          const short = await decisions({ bound, flags }, { cutUs, untilUs });
          expect(short).toEqual(await decisions({ bound, flags }, { cutUs: Infinity, untilUs }));
          compared += short.length;
        },
      ),
      { numRuns: 25, seed: 20_261_128 },
    );
    expect(compared).toBeGreaterThan(1_000);
  });

  it('would be found: a market that tells everything two seconds too soon is found out', async () => {
    const cutUs = whole.primary.facts.startUs + 40_000_000;
    const untilUs = endOf(cutUs);
    const played = { bound: 'risk-averse', flags: {}, wrap: tooSoon } as const;
    const short = await decisions(played, { cutUs, untilUs });
    expect(short).not.toEqual(await decisions(played, { cutUs: Infinity, untilUs }));
  });
});

const aheadUs = 2_000_000;

function tooSoon(source: MarketSource): MarketSource {
  const soon = (timeUs: number): number => Math.max(whole.primary.facts.startUs, timeUs - aheadUs);
  return {
    instrument: source.instrument,
    get nextTimeUs() {
      return soon(source.nextTimeUs);
    },
    take: () => {
      const message = source.take();
      return { ...message, venueTimeUs: soon(message.venueTimeUs), localTimeUs: undefined };
    },
  };
}
