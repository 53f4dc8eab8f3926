// The size of a canary: the smallest that both venues take, and nothing else that is set for runs changes what it does.
import { describe, expect, it } from 'vitest';
import { parseQuote, ticks, zeroQuote } from '../../core/money.ts';
import { testInstrument } from '../../core/testing/test-pair.ts';
import type { OpenPair } from '../run/wire/open-pair.ts';
import { layersOf } from '../settings/from-flags.ts';
import { givenIn, type Layers } from '../settings/layers.ts';
import { settingsForCanary } from './canary-settings.ts';

const prices = { bid: ticks(299_990), ask: ticks(300_010) };

function settingsOn(primaryLot: string, hedgeLot: string, hedgeMinNotional = '0'): Layers {
  const layers = layersOf({
    size: '0.5',
    iter: '50',
    minEdgeBps: '12',
    duration: '8h',
    primaryMode: 'market',
    maxDailyLoss: '7',
  });
  if (!layers.ok) throw new Error(layers.message);
  const [primary, hedge] = [testInstrument('alpha', primaryLot, 2), testInstrument('beta', hedgeLot)];
  const pair = {
    primary: { instrument: primary },
    hedge: { instrument: { ...hedge, minNotional: parseQuote(hedgeMinNotional) ?? zeroQuote } },
    prices: { primary: prices, hedge: prices },
  } as unknown as OpenPair;
  const meant = settingsForCanary(layers.value, pair);
  if (!meant.ok) throw new Error(meant.message);
  return meant.value;
}

const textOf = (layers: Layers, name: Parameters<typeof givenIn>[1]): string | undefined =>
  givenIn(layers, name, 'ETH')?.texts[0];

describe('the settings of a canary', () => {
  it.each([
    ['the coarser minimum decides', ['0.001', '0.01'], '0.01'],
    ['two lots at least on the one', ['0.01', '0.001'], '0.02'],
    ['a multiple of both lots', ['0.002', '0.003'], '0.006'],
    [
      'a least notional decides, with a tenth of room and at the lowest price of the band',
      ['0.001', '0.001', '30'],
      '0.013',
    ],
  ] as const)('have the smallest size: %s', (_why, lotsAndNotional, expected) => {
    const [primaryLot, hedgeLot, minNotional] = lotsAndNotional;
    const layers = settingsOn(primaryLot, hedgeLot, minNotional);
    expect([textOf(layers, 'size'), textOf(layers, 'iter')]).toEqual([expected, '1']);
  });

  it('keep modes and limits, and nothing of when a trade pays or a run ends', () => {
    const layers = settingsOn('0.001', '0.001');
    expect([textOf(layers, 'primaryMode'), textOf(layers, 'maxDailyLoss')]).toEqual(['market', '7']);
    expect([textOf(layers, 'minEdgeBps'), textOf(layers, 'duration')]).toEqual([undefined, undefined]);
  });
});
