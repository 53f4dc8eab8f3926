// What a coin that is not listed is answered with.
import { describe, expect, it } from 'vitest';
import { refuseUnknownInstrument } from './unknown-instrument.ts';

const listed = ['ETH', 'BTC', 'SOL', 'FARTCOIN'];

describe('a coin of which no perpetual is listed', () => {
  it.each([
    ['ETHH', 'did you mean ETH? take one of ETH, BTC, SOL, FARTCOIN'],
    ['FARTCON', 'did you mean FARTCOIN? take one of ETH, BTC, SOL, FARTCOIN'],
    ['SOL-PERP', 'did you mean SOL? take one of ETH, BTC, SOL, FARTCOIN'],
    ['ETH_USDC_PERP', 'did you mean ETH? take one of ETH, BTC, SOL, FARTCOIN'],
    ['DOGE', 'take one of ETH, BTC, SOL, FARTCOIN'],
  ])('%s', (typed, remedy) => {
    expect(refuseUnknownInstrument('backpack', typed, listed)).toEqual({
      ok: false,
      code: 'unknown-instrument',
      message: `backpack lists no perpetual of ${typed}`,
      remedy,
    });
  });

  it('a long list is cut, and the nearest is found in all of it', () => {
    const many = [...Array.from({ length: 20 }, (_, index) => `COIN${index}`), 'WIF'];
    const { remedy } = refuseUnknownInstrument('grvt', 'WIFF', many);
    expect(remedy).toMatch(/^did you mean WIF\? take one of COIN0, .*, COIN11, …$/);
  });
});
