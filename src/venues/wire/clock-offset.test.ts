// What is made of a venue's answers about the time.
import { describe, expect, it } from 'vitest';
import { measureClockOffset } from './clock-offset.ts';

/** Each ask takes its time, and is answered by a clock that is 1 s ahead, or not. */
function venueThat(asks: readonly { readonly tookUs: number; readonly answers: boolean }[]) {
  let nowUs = 0;
  let asked = 0;
  return {
    clock: { nowUs: () => nowUs, wakeAt: () => undefined },
    ask: () => {
      const { tookUs, answers } = asks[asked % asks.length] ?? { tookUs: 0, answers: false };
      asked += 1;
      // Its clock is read when the answer leaves, and the way back is twice as long as the way there.
      const venueUs = nowUs + Math.floor(tookUs / 3) + 1_000_000;
      nowUs += tookUs;
      return Promise.resolve(answers ? venueUs : undefined);
    },
    asked: () => asked,
  };
}

describe('the offset of a clock', () => {
  it('the answer that came back fastest is believed', async () => {
    const { clock, ask, asked } = venueThat([
      { tookUs: 90_000, answers: true },
      { tookUs: 600, answers: true },
    ]);
    expect(await measureClockOffset(clock, ask)).toEqual({ offsetUs: 999_900, roundTripUs: 600 });
    expect(asked()).toBe(5);
  });

  it('one lost answer spoils nothing', async () => {
    const { clock, ask } = venueThat([
      { tookUs: 1, answers: false },
      ...Array.from({ length: 4 }, () => ({ tookUs: 600, answers: true })),
    ]);
    expect(await measureClockOffset(clock, ask)).toMatchObject({ roundTripUs: 600 });
  });

  it('who stays silent twice is not waited for a third time', async () => {
    const { clock, ask, asked } = venueThat([{ tookUs: 3_000_000, answers: false }]);
    expect(await measureClockOffset(clock, ask)).toBeUndefined();
    expect(asked()).toBe(2);
  });
});
