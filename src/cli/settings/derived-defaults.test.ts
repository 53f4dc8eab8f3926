// Defaults that depend on the market or on what else was given.
import { describe, expect, it } from 'vitest';
import { derivedDefaults, type MarketFacts } from './derived-defaults.ts';
import type { SettingName } from './table/table.ts';
import { marketFacts } from './testing/market-facts.ts';

type Texts = { readonly [Name in SettingName]?: string };

const simulated = marketFacts({});
const recorded = marketFacts({ kind: 'replay' });
const derived = (given: Texts, market: MarketFacts = simulated): Texts =>
  JSON.parse(JSON.stringify(derivedDefaults(market, (name) => given[name]))) as Texts;

describe('a derived default', () => {
  it.each<[string, Texts, MarketFacts, Texts]>([
    ['nothing ends the run', {}, simulated, { iter: '10', maxAttempts: '200' }],
    ['round trips are given', { iter: '3' }, simulated, { maxAttempts: '60' }],
    ['the asset is not ETH', { size: '2' }, marketFacts({ base: 'SOL' }), { maxPosition: '2' }],
    ['sizes are drawn', { size: '1..3' }, marketFacts({ base: 'SOL' }), { maxPosition: '3' }],
    ['the strategy expects an edge', { strategy: 'best-edge' }, simulated, { basisWindow: '300' }],
    ['it is a recording', {}, recorded, { speed: 'max' }],
  ])('where %s', (_case, given, market, expected) => {
    expect(derived(given, market)).toMatchObject(expected);
  });

  it('is none where something else ends the run, or nothing looks at the basis', () => {
    expect(derived({ duration: '60' }).iter).toBeUndefined();
    expect(derived({ strategy: 'alternate' }).basisWindow).toBeUndefined();
    expect(derived({}, recorded).maxDailyLoss).toBeUndefined();
  });
});
