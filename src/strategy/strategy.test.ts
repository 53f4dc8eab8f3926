// Which way each strategy builds, for a primary that is dear, cheap, or as usual.
import { describe, expect, it } from 'vitest';
import type { StrategyName } from '../core/pair.ts';
import { ScriptedPair } from '../engine/testing/scripted-pair.ts';
import { nextBuildSide } from './strategy.ts';

describe('the next BUILD on the primary', () => {
  it.each<[StrategyName, string, bigint, bigint | undefined, string | undefined]>([
    ['alternate', 'whatever the mids', 5n, 0n, 'buy'],
    ['mean-reversion', 'dear', 5n, 0n, 'sell'],
    ['mean-reversion', 'cheap', -5n, 0n, 'buy'],
    ['mean-reversion', 'dear, but less than usual', 5n, 8n, 'buy'],
    ['mean-reversion', 'as usual', 8n, 8n, undefined],
    ['mean-reversion', 'of unknown usual', 5n, undefined, undefined],
    ['momentum', 'dear', 5n, 0n, 'buy'],
    ['momentum', 'cheap', -5n, 0n, 'sell'],
    ['momentum', 'dear, but less than usual', 5n, 8n, 'sell'],
    ['momentum', 'as usual', 0n, 0n, undefined],
  ])('%s, when it is %s', (strategy, _case, twiceBasis, usualTwiceBasis, side) => {
    const config = { ...new ScriptedPair().pair.config, strategy };
    expect(nextBuildSide({ config, twiceBasis, usualTwiceBasis })).toBe(side);
  });
});
