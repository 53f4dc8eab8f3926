// Margin end to end, on two simulated venues whose prices rise together: a short that is liquidated in one jump leaves the other
// leg naked, and a rise that can be followed never comes so far.
import { describe, expect, it } from 'vitest';
import type { AlertCommand } from '../../core/commands.ts';
import type { EngineEvent, FillEvent } from '../../core/events.ts';
import type { Instrument } from '../../core/instrument.ts';
import { parseQuote, zeroQuote } from '../../core/money.ts';
import { exactly } from '../../core/pair.ts';
import { base, testInstrument, testPair } from '../../core/testing/test-pair.ts';
import { ScriptedSource } from '../../venues/simulated/testing/scripted-source.ts';
import { SimulatedRun } from './simulated-run.ts';

const startUs = 1_800_000_000_000_000;
const secondUs = 1_000_000;
const everyUs = 200_000;

interface Scenario {
  /** Mid in dollars, by seconds since the start. */
  readonly price: (seconds: number) => number;
  /** What both accounts begin with, in dollars. */
  readonly collateral: string;
}

interface Played {
  readonly run: SimulatedRun;
  readonly alerts: AlertCommand[];
  readonly events: EngineEvent[];
}

function play({ price, collateral }: Scenario): Played {
  const primary = testInstrument('alpha', '0.001');
  const hedge = testInstrument('beta', '0.001');
  const policy = { collateral: parseQuote(collateral) ?? zeroQuote };
  const alerts: AlertCommand[] = [];
  const events: EngineEvent[] = [];
  const run = new SimulatedRun({
    config: testPair({
      primary,
      hedge,
      size: base('1'),
      primaryMode: 'market',
      hold: exactly(3_600_000),
      iterations: undefined,
      dailyLossLimit: undefined,
    }),
    sources: { primary: market(primary, price), hedge: market(hedge, price) },
    policies: { primary: policy, hedge: policy },
    queueModel: 'riskAverse',
    seed: 1,
    journal: { announce: () => true, append: () => undefined },
    onAlert: (alert) => alerts.push(alert),
    onEvent: (event) => {
      if (event.kind !== 'book') events.push(event);
    },
  });
  while (run.finish === undefined && run.peekUs() <= startUs + 60 * secondUs) run.runNext();
  return { run, alerts, events };
}

/** A deep book, one dollar wide, that speaks five times a second. */
function market(instrument: Instrument, price: Scenario['price']): ScriptedSource {
  const source = new ScriptedSource(instrument);
  for (let atUs = startUs; atUs <= startUs + 61 * secondUs; atUs += everyUs) {
    const mid = Math.round(price((atUs - startUs) / secondUs) * 100);
    source.snapshot(atUs, [
      ['buy', mid - 50, 100_000],
      ['sell', mid + 50, 100_000],
    ]);
  }
  return source;
}

const codesOf = ({ alerts }: Played): string[] => alerts.map(({ code }) => code);

/** Fills of orders that are none of ours, each once however often it was told. */
function liquidations({ events }: Played): FillEvent[] {
  const byTradeId = new Map<string, FillEvent>();
  for (const event of events) {
    if (event.kind === 'fill' && event.clientOrderId < 0) byTradeId.set(event.tradeId, event);
  }
  return [...byTradeId.values()];
}

/** What the venues themselves hold for the run, in lots. */
const held = ({ run }: Played): number[] =>
  run.pair.legs.map(({ instrument }) => run.venuePosition(instrument));

describe('a short whose price jumps beyond its margin', () => {
  // 1 ETH short at 3000 with 700 dollars: liquidated 17 % higher. The jump is one of 30 %.
  const played = play({ price: (seconds) => (seconds < 20 ? 3_000 : 3_900), collateral: '700' });

  it('is closed by its venue, by a fill of an order that we never gave', () => {
    expect(liquidations(played)).toMatchObject([{ side: 'buy', quantity: 1_000, liquidity: 'taker' }]);
  });

  it('halts the pair, and the other leg is reduced by what it lost: nothing is left naked (rule 15)', () => {
    expect(codesOf(played)).toContain('foreign-position');
    expect(played.run.pair.halt?.code).toBe('foreign-position');
    expect(held(played)).toEqual([0, 0]);
    expect(played.run.finish).toMatchObject({ outcome: 'halted-safe', reason: 'foreign-position' });
  });
});

describe('a short whose price rises step by step', () => {
  const played = play({
    price: (seconds) => 3_000 + 15 * Math.max(0, Math.floor(seconds) - 10),
    collateral: '700',
  });

  it('is closed with its other leg before its venue would', () => {
    expect(codesOf(played)).toContain('liquidation-near');
    expect(codesOf(played)).toContain('pair-reduced');
    expect(liquidations(played)).toEqual([]);
    expect(held(played)).toEqual([0, 0]);
  });

  it('is not built again on what is left, and the run goes on waiting', () => {
    expect(played.run.pair.counters.iterationsDone).toBe(1);
    expect(played.run.finish).toBeUndefined();
    expect(played.run.pair.stop).toBeUndefined();
    expect(played.run.pair.waiting?.reason).toMatch(/^beta\/main would/);
  });
});

describe('a pair whose accounts hold enough', () => {
  it('is left alone by the same rise', () => {
    const played = play({
      price: (seconds) => 3_000 + 15 * Math.max(0, Math.floor(seconds) - 10),
      collateral: '5000',
    });
    expect(codesOf(played)).toEqual([]);
    expect(held(played)).toEqual([1_000, -1_000]);
  });
});
