// Recovery in whole simulated runs: the journal on disk rebuilds the run that wrote it, and a run that is killed around any of
// its fills goes on, and ends as flat as if it had lived.
import { describe, expect, it } from 'vitest';
import { join } from 'node:path';
import type { Command } from '../../core/commands.ts';
import { parityRate } from '../../core/conversion.ts';
import { lotsToBase, type Instrument } from '../../core/instrument.ts';
import { addLots, zeroLots, type BaseQuantity, type Lots } from '../../core/money.ts';
import { exactly, type PairConfig } from '../../core/pair.ts';
import { base, testPair } from '../../core/testing/test-pair.ts';
import { replayTurns, type TurnOnRecord } from '../../engine/recover.ts';
import { statusOf } from '../../engine/status.ts';
import type { PairState } from '../../execution/pair-state.ts';
import { EventHash } from '../../journal/event-hash.ts';
import { begin, read } from '../../journal/testing/journals.ts';
import { temporaryDirectory } from '../../journal/testing/temporary-directory.ts';
import type { MarketSource } from '../../ports/market-source.ts';
import { summarise } from '../../reports/summary.ts';
import { simulatedPair } from '../../venues/simulated/instruments.ts';
import { syntheticMarket } from '../../venues/simulated/market/synthetic-market.ts';
import { createSeededRandom } from '../../venues/simulated/seeded-random.ts';
import { SimulatedRun } from './simulated-run.ts';
import { MortalRun } from './testing/mortal-run.ts';

const startUs = 1_767_571_200_000_000;
const hourUs = 3_600_000_000;

function market(): { config: PairConfig; sources: { primary: MarketSource; hedge: MarketSource } } {
  const pair = simulatedPair('ETH');
  if ('kind' in pair) throw new Error(pair.ticker);
  const assets = [pair.primary.quote, pair.hedge.quote];
  const conversions = assets.map((asset) => parityRate(asset, pair.primary.quote));
  return {
    config: testPair({
      ...pair,
      conversions,
      size: base('0.05'),
      positionLimit: base('0.05'),
      iterations: 2,
      sleep: exactly(2_000),
      dailyLossLimit: undefined,
    }),
    sources: syntheticMarket({ ...pair, startUs, random: createSeededRandom(1).fork('market') }),
  };
}

/** Every figure of the ledger, and where the run stands. */
const figuresOf = (pair: PairState): object => ({
  summary: summarise(pair.ledger, {
    world: 'simulated',
    marks: pair.ledger.lastMarks(),
    durationUs: pair.nowUs - pair.startedAtUs,
    endReason: 'running',
    eventLogHash: '',
    hedgeFailures: pair.counters.hedgeFailures,
    recoveries: pair.counters.recoveries,
  }),
  exposureSecondsUnits: pair.ledger.exposureSecondsUnits(),
  counters: pair.counters,
  cycle: pair.cycle,
  status: statusOf(pair),
});

describe('the journal of a run, read back from disk', () => {
  it.each([20_000, 400_000])(
    'rebuilds exactly its state: the same figures and the same hash (%i steps)',
    (steps) => {
      const path = join(temporaryDirectory(), 'journal.sqlite');
      const { config, sources } = market();
      const journal = begin(path);
      const hash = new EventHash();
      const run = new SimulatedRun({
        config,
        sources,
        queueModel: 'riskAverse',
        seed: 1,
        journal: {
          announce: () => true,
          append: (events, commands) => {
            journal.append(events, commands);
            hash.append(events, commands);
          },
        },
      });
      for (let step = 0; step < steps && run.finish === undefined; step += 1) run.runNext();
      journal.close();
      const { turns, failure } = read(path);
      expect(failure).toBeUndefined();
      const rebuilt = replayTurns(config, createSeededRandom(1).fork('engine'), turns);
      if (!rebuilt.ok) throw new Error(rebuilt.text);
      const rehashed = new EventHash();
      for (const { events, commands } of turns) rehashed.append(events, commands);
      expect(rehashed.hex()).toBe(hash.hex());
      expect(figuresOf(rebuilt.engine.pair)).toEqual(figuresOf(run.pair));
    },
  );
});

describe('a run that is killed', () => {
  const lived = new MortalRun(market().config, market().sources);
  lived.run(hourUs);
  const deadly = lived.record.flatMap((turn, index) => (isDeadly(turn) ? [index + 1] : []));

  it('around a fill or an order, among others, is what the tests below are about', () => {
    expect(lived.finish?.outcome).toBe('flat');
    expect(deadly.length).toBeGreaterThan(10);
  });

  it.each([
    { isRecorded: true, awayUs: 50_000 },
    { isRecorded: true, awayUs: 20_000_000 },
    { isRecorded: false, awayUs: 50_000 },
    { isRecorded: false, awayUs: 20_000_000 },
  ])(
    'around any of its fills and orders ends flat: $isRecorded, away for $awayUs µs',
    (death) => {
      for (const turn of deadly) {
        const { config, sources } = market();
        const run = new MortalRun(config, sources, { turn, ...death });
        run.run(hourUs);
        expect({
          turn,
          finish: run.finish,
          primary: run.venuePosition('primary'),
          hedge: run.venuePosition('hedge'),
          hedged: tradedOn(run, config.hedge),
          failures: run.pair.counters.hedgeFailures,
        }).toEqual({
          turn,
          finish: { kind: 'finish', outcome: 'flat', reason: 'iterations-done' },
          primary: 0,
          hedge: 0,
          hedged: tradedOn(run, config.primary),
          failures: 0,
        });
      }
    },
    60_000,
  );
});

/** Of all fills that were ever told, each counted once: every primary fill was hedged once. */
function tradedOn({ record }: MortalRun, instrument: Instrument): BaseQuantity {
  const quantities = new Map<string, Lots>();
  for (const event of record.flatMap(({ events }) => events)) {
    if (event.kind === 'fill' && event.instrument === instrument.key)
      quantities.set(event.tradeId, event.quantity);
  }
  return lotsToBase(instrument, [...quantities.values()].reduce(addLots, zeroLots));
}

/** Something happened in it that may not be forgotten, or happen twice. */
function isDeadly({ events, commands }: TurnOnRecord): boolean {
  return (
    events.some(({ kind }) => kind === 'fill') ||
    commands.some((command) => ['place', 'cancel'].includes((command as Command).kind))
  );
}
