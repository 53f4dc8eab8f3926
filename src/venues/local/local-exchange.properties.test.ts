// The laws of a local exchange, whatever happens on it.
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ExchangePlay, step, type Step } from './testing/exchange-play.ts';

const steps = fc.array(step, { maxLength: 60 });

function played(all: readonly Step[]): ExchangePlay {
  const play = new ExchangePlay();
  for (const next of all) play.run(next);
  return play;
}

describe('local exchange', () => {
  it('changes of the book are numbered without a gap, name only what changed, and add up to what is shown', () => {
    fc.assert(
      fc.property(steps, (all) => {
        expect(played(all).publicFaults()).toEqual([]);
      }),
    );
  });

  it('quantity and money sum to zero over all accounts, the outside market and the venue', () => {
    fc.assert(
      fc.property(steps, (all) => {
        expect(played(all).sums()).toEqual({ position: 0, cash: 0n });
      }),
    );
  });
});
