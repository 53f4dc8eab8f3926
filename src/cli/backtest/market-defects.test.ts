// What is wrong with recordings is said with its time, and goes on only when it is asked to.
import { beforeAll, describe, expect, it } from 'vitest';
import type { Recording } from '../../recorder/recording.ts';
import type { TextsByName } from '../settings/from-flags.ts';
import { planBacktest } from './plan-backtest.ts';
import {
  layersFor,
  opening,
  recordSynthetic,
  truncated,
  withGaps,
  type RecordedMarkets,
} from './testing/recorded-market.ts';

let market: RecordedMarkets;
beforeAll(async () => {
  market = await recordSynthetic(2, 60);
});

const second = (after: number): number => market.primary.facts.startUs + after * 1_000_000;

async function planned(
  recordings: Readonly<Record<string, Recording>>,
  flags: TextsByName = { replayPrimary: ['p'], replayHedge: ['h'] },
  despiteDefects = false,
): Promise<string> {
  const plan = await planBacktest(layersFor(flags), { despiteDefects }, opening(recordings));
  return plan.ok
    ? `goes on with ${plan.value.defects.map(({ code }) => code).join(', ')}`
    : `${plan.code}: ${plan.message}`;
}

/** Everything from then on is as much later. */
function silentFrom({ facts, messages }: Recording, fromUs: number, forUs: number): Recording {
  const later = (timeUs: number): number => (timeUs >= fromUs ? timeUs + forUs : timeUs);
  return {
    facts: { ...facts, startUs: later(facts.startUs), endUs: later(facts.endUs) },
    messages: {
      ...messages,
      venueTimesUs: messages.venueTimesUs.map(later),
      localTimesUs: messages.localTimesUs.map(later),
    },
  };
}

function withoutAsks(recording: Recording): Recording {
  const { messages } = recording;
  return {
    ...recording,
    messages: {
      ...messages,
      lots: messages.lots.map((lots, row) => ((messages.signedTicks[row] ?? 0) > 0 ? 0 : lots)),
    },
  };
}

describe('recordings', () => {
  it('that are whole are played', async () => {
    expect(await planned({ p: market.primary, h: market.hedge })).toBe('goes on with ');
  });

  it('with a gap are refused with the time of it, and played when that is asked for', async () => {
    const gappy = withGaps(market.primary, [{ fromUs: second(10), toUs: second(12.5) }]);
    expect(await planned({ p: gappy, h: market.hedge })).toBe(
      'defective-recordings: p: book updates are missing from 2026-01-05 00:00:10.000 to 2026-01-05 00:00:12.500 UTC',
    );
    expect(await planned({ p: gappy, h: market.hedge }, undefined, true)).toBe('goes on with gap');
  });

  it('with many gaps name the first, and count them', async () => {
    const gaps = Array.from({ length: 9 }, (_, index) => ({
      fromUs: second(index),
      toUs: second(index + 0.5),
    }));
    expect(await planned({ p: withGaps(market.primary, gaps), h: market.hedge })).toMatch(
      /\(9 times in all\)$/,
    );
  });

  it('that say nothing for over a minute are refused', async () => {
    const silent = silentFrom(market.primary, second(30), 90_000_000);
    const other = silentFrom(market.hedge, second(30), 55_000_000);
    expect(await planned({ p: silent, h: other }, undefined, true)).toBe('goes on with silent, missing-side');
    expect(await planned({ p: silent, h: silent })).toMatch(
      /nothing was heard of the book from .*00:00:29.*to .*00:02:0/,
    );
  });

  it('of which one side is empty are refused', async () => {
    expect(await planned({ p: market.primary, h: withoutAsks(market.hedge) })).toMatch(
      /h: one side of the book is empty from 2026-01-05 00:00:00/,
    );
  });

  it('without trades are refused, because nothing that rests would be filled', async () => {
    const { facts, messages } = market.primary;
    const mute = { messages, facts: { ...facts, lines: { ...facts.lines, trade: 0 } } };
    expect(await planned({ p: mute, h: market.hedge })).toMatch(/there are no trades.*from .* to /);
  });

  it('with lines out of order say from when to when', async () => {
    const { facts, messages } = market.primary;
    const disorder = { count: 3, span: { fromUs: second(1), toUs: second(2) } };
    const mixed = { messages, facts: { ...facts, sequence: { ...facts.sequence, disorder } } };
    expect(await planned({ p: mixed, h: market.hedge })).toMatch(
      /p: lines stand out of their order from .*00:00:01.000 to .*00:00:02.000 UTC \(3 times in all\)/,
    );
  });

  it('of which one leg goes on where the other has ended lack a side', async () => {
    const short = truncated(market.hedge, second(30));
    expect(await planned({ p: market.primary, h: short })).toMatch(
      /^defective-recordings: h: has nothing where the other leg goes on, from .*00:00:(29|30).* to .*00:0[01]:/,
    );
    expect(await planned({ p: market.primary, h: truncated(market.hedge, second(55)) })).toBe(
      'goes on with ',
    );
  });

  it('of which there are more of one leg lack a side, too', async () => {
    const flags = { replayPrimary: ['p', 'p2'], replayHedge: ['h'] };
    const recordings = { p: market.primary, p2: market.primary, h: market.hedge };
    expect(await planned(recordings, flags)).toMatch(
      /^defective-recordings: p2: has no recording of the other leg beside it, from /,
    );
  });

  it('of one leg alone are refused with their time, and nobody can go on with them', async () => {
    const layers = layersFor({ replayHedge: ['h'] });
    for (const despiteDefects of [false, true]) {
      const plan = await planBacktest(layers, { despiteDefects }, opening({ h: market.hedge }));
      expect(plan).toMatchObject({
        ok: false,
        code: 'half-a-replay',
        message: expect.stringMatching(
          /^h: has no recording of the other leg beside it, from .*00:00:00.* to .*00:00:59.* UTC$/,
        ) as string,
        remedy: 'give both --replay-primary FILE and --replay-hedge FILE',
      });
    }
  });

  it('that follow each other are told when they overlap, or come in the wrong order', async () => {
    const flags = { replayPrimary: ['p', 'p2'], replayHedge: ['h', 'h2'] };
    const later = {
      p: silentFrom(market.primary, 0, 45_000_000),
      h: silentFrom(market.hedge, 0, 45_000_000),
    };
    const overlapping = { p: market.primary, h: market.hedge, p2: later.p, h2: later.h };
    expect(await planned(overlapping, flags)).toMatch(
      /^defective-recordings: p2: covers the time of p again, from .*00:00:45/,
    );
    const turned = { p: later.p, h: later.h, p2: market.primary, h2: market.hedge };
    expect(await planned(turned, flags, true)).toBe('goes on with wrong-order, overlap');
  });

  it('are markets, and seeds make others: both are a contradiction', async () => {
    const layers = layersFor({ replayPrimary: ['p'], replayHedge: ['h'] });
    const plan = await planBacktest(layers, { seeds: '3' }, opening({}));
    expect(plan).toMatchObject({ ok: false, code: 'seeds-with-recordings' });
  });
});
