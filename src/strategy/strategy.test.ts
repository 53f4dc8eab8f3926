// Which way each strategy builds, for a primary that is dear, cheap, or as usual.
import { describe, expect, it } from 'vitest';
import type { StrategyName } from '../core/pair.ts';
import type { Side } from '../core/side.ts';
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
    const view = { config, twiceBasis, usualTwiceBasis, expectedNet: () => undefined };
    expect(nextBuildSide(view)).toBe(side);
  });

  it.each<[string, bigint | undefined, bigint | undefined, Side | undefined]>([
    ['buying promises more', 3n, -4n, 'buy'],
    ['selling loses less', -9n, -4n, 'sell'],
    ['both promise the same', 2n, 2n, 'sell'],
    ['one is not known yet', 2n, undefined, undefined],
  ])('best-edge, when %s', (_case, buy, sell, side) => {
    const config = { ...new ScriptedPair().pair.config, strategy: 'best-edge', buildSide: 'sell' } as const;
    const expectedNet = (wanted: Side): bigint | undefined => (wanted === 'buy' ? buy : sell);
    expect(nextBuildSide({ config, twiceBasis: 0n, usualTwiceBasis: 0n, expectedNet })).toBe(side);
  });
});
