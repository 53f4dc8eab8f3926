// A venue that refuses all orders for 90 s after connecting, in a whole simulated run: nothing is filled before both venues
// have shown that they trade, and then the run goes its usual way.
import { describe, expect, it } from 'vitest';
import { parityRate } from '../../core/conversion.ts';
import type { EngineEvent } from '../../core/events.ts';
import type { InstrumentKey } from '../../core/instrument.ts';
import type { PairConfig } from '../../core/pair.ts';
import { base, testPair } from '../../core/testing/test-pair.ts';
import { simulatedPair } from '../../venues/simulated/instruments.ts';
import { syntheticMarket } from '../../venues/simulated/market/synthetic-market.ts';
import { createSeededRandom } from '../../venues/simulated/seeded-random.ts';
import { SimulatedRun } from './simulated-run.ts';

const startUs = 1_767_571_200_000_000;
const coldUs = 90_000_000;

function coldRun(cold: 'primary' | 'hedge'): {
  readonly run: SimulatedRun;
  readonly config: PairConfig;
  readonly events: EngineEvent[];
  readonly alerts: string[];
} {
  const pair = simulatedPair('ETH');
  if ('kind' in pair) throw new Error(pair.ticker);
  const conversions = [pair.primary.quote, pair.hedge.quote].map((asset) =>
    parityRate(asset, pair.primary.quote),
  );
  const config = testPair({
    ...pair,
    conversions,
    size: base('0.01'),
    iterations: 1,
    dailyLossLimit: undefined,
  });
  const events: EngineEvent[] = [];
  const alerts: string[] = [];
  const run = new SimulatedRun({
    config,
    sources: syntheticMarket({ ...pair, startUs, random: createSeededRandom(1).fork('market') }),
    queueModel: 'riskAverse',
    seed: 1,
    journal: { announce: () => true, append: () => undefined },
    policies: { primary: {}, hedge: {}, [cold]: { notTradingUntilUs: startUs + coldUs } },
    onEvent: (event) => {
      if (event.kind === 'fill' || event.kind === 'order-accepted') events.push(event);
    },
    onAlert: ({ code, text }) => alerts.push(`${code}: ${text}`),
  });
  return { run, config, events, alerts };
}

const firstAtUs = (
  events: readonly EngineEvent[],
  kind: EngineEvent['kind'],
  instrument?: InstrumentKey,
): number =>
  events.find(
    (event) =>
      event.kind === kind &&
      (instrument === undefined || ('instrument' in event && event.instrument === instrument)),
  )?.atUs ?? Infinity;

describe('a cold start of 90 s', () => {
  it.each(['primary', 'hedge'] as const)(
    'of the %s venue: no fill before it, a flat end after it',
    (cold) => {
      const { run, config, events, alerts } = coldRun(cold);
      while (run.finish === undefined && run.peekUs() < startUs + 3_600_000_000) run.runNext();
      const provenUs = firstAtUs(events, 'order-accepted', config[cold].key);
      expect(provenUs).toBeGreaterThan(startUs + coldUs);
      expect(provenUs).toBeLessThan(startUs + coldUs + 16_000_000);
      expect(firstAtUs(events, 'fill')).toBeGreaterThan(provenUs);
      expect(alerts[0]).toContain(
        `proof of life of ${config[cold].venue}, whose last answer was refused: not-trading`,
      );
      expect(run.finish).toMatchObject({ outcome: 'flat', reason: 'iterations-done' });
    },
  );
});
