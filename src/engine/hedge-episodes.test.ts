// What is told of each hedge: from the first naked quantum until flat, with the tries that filled nothing.
import { describe, expect, it } from 'vitest';
import { step } from './step.ts';
import type { HedgeEpisode } from '../ledger/hedge-episode.ts';
import { placedIn, ScriptedPair, type ScriptOptions } from './testing/scripted-pair.ts';

/** A pair that keeps what is told in each turn, as the loop does. */
function told(config: ScriptOptions['config'] = {}): {
  readonly pair: ScriptedPair;
  readonly episodes: HedgeEpisode[];
} {
  const pair = new ScriptedPair({ config });
  const { order } = pair.start();
  pair.accept(order);
  return { pair, episodes: watchedEpisodes(pair) };
}

function watchedEpisodes(pair: ScriptedPair): HedgeEpisode[] {
  const episodes: HedgeEpisode[] = [];
  const turn = pair.turn.bind(pair);
  pair.turn = (...events) => {
    const commands = turn(...events);
    episodes.push(...pair.pair.endedEpisodes.filter((episode) => !episodes.includes(episode)));
    return commands;
  };
  return episodes;
}

const fillQuote = (pair: ScriptedPair, quantity: number): void => {
  pair.fill(pair.lastPlaced('quote').order, quantity);
};

describe('a hedge is told once, when nothing is naked any more', () => {
  it('with every try, the furthest reach, and what it cost on average', () => {
    const { pair, episodes } = told({ hedgeMode: 'iterative' });
    fillQuote(pair, 100);
    const startedAtUs = pair.pair.nowUs;
    pair.end(pair.lastPlaced('hedge').order, 'expired', 0);
    const second = pair.lastPlaced('hedge').order;
    pair.fill(second, 40);
    pair.end(second, 'expired', 40);
    pair.pass(100);
    expect(episodes).toEqual([]);
    pair.fill(pair.lastPlaced('hedge').order, 60);
    expect(episodes).toMatchObject([
      {
        start: { side: 'sell', cycle: 1, startedAtUs },
        tries: 3,
        tickOffsetMax: 2,
        hedged: 100,
        hedgedAsMaker: 0,
        reduced: 0,
        endedAtUs: pair.pair.nowUs,
        outcome: 'hedged',
      },
    ]);
    // 0.04 ETH at 2999.99 and 0.06 ETH at 2999.98.
    expect(episodes[0]?.notional).toBe(299_998_400_000_000_000_000n);
  });

  it('as maker and as taker, where it rested first', () => {
    const { pair, episodes } = told({ hedgeMode: 'bbo' });
    fillQuote(pair, 100);
    const hedge = pair.lastPlaced('hedge').order;
    pair.fill(hedge, 70);
    pair.pass(3_000);
    pair.end(hedge, 'canceled', 70);
    pair.fill(pair.lastPlaced('hedge').order, 30);
    expect(episodes).toMatchObject([{ tries: 2, hedged: 100, hedgedAsMaker: 70, outcome: 'hedged' }]);
  });

  it('as one, however many fills came meanwhile', () => {
    const { pair, episodes } = told();
    fillQuote(pair, 40);
    fillQuote(pair, 60);
    for (const hedge of placedIn(pair.commands, 'hedge')) pair.fill(hedge, hedge.quantity);
    expect(episodes).toMatchObject([{ tries: 2, hedged: 100 }]);
  });

  it('as reduced, where the primary had to give it back', () => {
    const { pair, episodes } = told();
    fillQuote(pair, 100);
    const first = pair.lastPlaced('hedge').order;
    pair.fill(first, 30);
    pair.end(first, 'expired', 30);
    for (let tries = 1; tries < 9; tries += 1) {
      pair.end(pair.lastPlaced('hedge').order, 'expired', 0);
      pair.pass(1_050);
    }
    pair.fill(pair.lastPlaced('reduce').order, 70);
    expect(episodes).toMatchObject([{ tries: 10, hedged: 30, reduced: 70, outcome: 'reduced' }]);
  });

  it('and another is told of what an overfill leaves naked on the other side', () => {
    const { pair, episodes } = told();
    fillQuote(pair, 100);
    pair.fill(pair.lastPlaced('hedge').order, 130);
    pair.fill(pair.lastPlaced('hedge').order, 30);
    expect(episodes).toMatchObject([
      { start: { side: 'sell' }, hedged: 130, outcome: 'hedged' },
      { start: { side: 'buy' }, hedged: 30, outcome: 'hedged' },
    ]);
  });

  it('and is open until then', () => {
    const { pair, episodes } = told();
    fillQuote(pair, 100);
    pair.pass(500);
    expect(episodes).toEqual([]);
    expect(pair.pair.exposure?.episode).toMatchObject({ tries: 1, outcome: 'open' });
  });

  it('for one turn only', () => {
    const { pair, episodes } = told();
    fillQuote(pair, 100);
    pair.fill(pair.lastPlaced('hedge').order, 100);
    expect(episodes).toHaveLength(1);
    step(pair.engine, [{ kind: 'time', atUs: pair.pair.nowUs }]);
    expect(pair.pair.endedEpisodes).toEqual([]);
  });
});

describe('taker tries are counted on their venue when their end is proven', () => {
  it('complete, partial and empty, with what was sent and what filled', () => {
    const { pair } = told();
    fillQuote(pair, 100);
    pair.end(pair.lastPlaced('hedge').order, 'expired', 0);
    const second = pair.lastPlaced('hedge').order;
    pair.fill(second, 40);
    pair.end(second, 'expired', 40);
    pair.fill(pair.lastPlaced('hedge').order, 60);
    const counted = pair.pair.ledger.takerTries('hedge');
    expect(counted).toMatchObject({ tries: 3, complete: 1, partial: 1, empty: 1, sent: 260, filled: 100 });
    expect(pair.pair.ledger.takerTries('primary').tries).toBe(0);
  });

  it('and a hedge that rested is none', () => {
    const { pair } = told({ hedgeMode: 'bbo' });
    fillQuote(pair, 100);
    pair.fill(pair.lastPlaced('hedge').order, 100);
    expect(pair.pair.ledger.takerTries('hedge').tries).toBe(0);
  });
});
