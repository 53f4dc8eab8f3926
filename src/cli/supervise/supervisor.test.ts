// Whoever sleeps relies on it: what dies is started again, what has ended is not, and what cannot live ends flat.
import { describe, expect, it } from 'vitest';
import { limits } from '../../core/limits.ts';
import { SupervisedPlay } from './testing/supervised-play.ts';

const first = { isFlattening: false, run: undefined };
const trading = { isFlattening: false, run: 'runs/one' };
const flattening = { isFlattening: true, run: 'runs/one' };

/** A run that trades. */
function begun(): SupervisedPlay {
  const play = new SupervisedPlay();
  play.lives();
  return play;
}

function dieUntilGivenUp(play: SupervisedPlay): void {
  for (let deaths = 0; deaths < limits.deathsMax; deaths += 1) {
    play.waitForChild();
    play.dies();
  }
  play.waitForChild();
}

describe('a supervisor', () => {
  it.each([0, 2, 3, 4])('a run that ends with %i has said its last word', (exitCode) => {
    const play = new SupervisedPlay();
    if (exitCode !== 2) play.lives();
    play.exits(exitCode);
    expect(play).toMatchObject({ exitCode, told: [], isRunning: false });
  });

  it.each([1, 9, 134, undefined])(
    'a run that dies with %s is started again, and that is told',
    (exitCode) => {
      const play = begun();
      if (exitCode === undefined) play.dies();
      else play.exits(exitCode);
      expect(play.isRunning).toBe(false);
      play.waitForChild();
      expect(play.orders).toEqual([first, trading]);
      expect(play.told).toEqual([
        `warning restarted: It died: ${exitCode === undefined ? 'ended by SIGKILL' : `exit code ${exitCode}`}. It is started again.`,
      ]);
    },
  );

  it('waits twice as long after each death, and begins anew when ten minutes have passed', () => {
    const play = begun();
    const pauses = Array.from({ length: 3 }, () => {
      play.dies();
      return play.waitForChild();
    });
    play.passMs(limits.deathsWindowMs);
    play.dies();
    pauses.push(play.waitForChild());
    expect(pauses).toEqual([500, 1_000, 2_000, 500]);
  });

  it('before anything was agreed to, a run that dies is started as it was: somebody is asked again', () => {
    const play = new SupervisedPlay();
    play.dies();
    play.waitForChild();
    expect(play.orders[1]).toEqual(first);
    play.exits(2);
    expect(play.exitCode).toBe(2);
  });

  it('a run that refuses to be taken up again (exit code 2) is no end: something may be open', () => {
    const play = begun();
    play.dies();
    const pauses = Array.from({ length: 9 }, () => {
      const pause = play.waitForChild();
      play.exits(2);
      return pause / 1_000;
    });
    expect(pauses).toEqual([0.5, 0.5, 1, 2, 4, 8, 16, 32, 60]);
    expect(play.told.slice(1)).toEqual([
      'critical not-taken-up: It was to be taken up again, and could not be: exit code 2. It is tried again and again.',
    ]);
    play.waitForChild();
    expect(play.orders.at(-1)).toEqual(trading);
    play.lives();
    play.exits(0);
    expect(play.exitCode).toBe(0);
  });

  it('a run that may not go on is started again at once only to end flat, which is no success', () => {
    const play = begun();
    play.dies();
    play.waitForChild();
    play.isForbidden('no canary has passed with version 2');
    expect(play.waitForChild()).toBe(500);
    expect(play.orders.at(-1)).toEqual(flattening);
    expect(play.told.at(-1)).toBe(
      'critical given-up: It may not go on: no canary has passed with version 2. It is started again, only to end flat.',
    );
    play.lives();
    play.exits(0);
    expect(play.exitCode).toBe(3);
  });

  it('a run that never began, and may not, is over', () => {
    const play = new SupervisedPlay();
    play.isForbidden('no canary has passed');
    expect(play).toMatchObject({ exitCode: 2, told: [] });
  });

  it('gives up on a run that was refused thirty times, and says that exposure may be left', () => {
    const play = begun();
    play.dies();
    while (play.exitCode === undefined) {
      play.waitForChild();
      play.exits(2);
    }
    expect(play.orders).toHaveLength(1 + limits.vainStartsMax);
    expect(play.exitCode).toBe(4);
    expect(play.told.at(-1)).toMatch(
      /^critical not-flattened: .* 30 times in vain, .* exposure may be left\.$/,
    );
  });

  it('after five deaths within ten minutes starts it only to end flat, which is no success', () => {
    const play = begun();
    dieUntilGivenUp(play);
    expect(play.orders.slice(-2)).toEqual([trading, flattening]);
    expect(play.told.at(-1)).toMatch(
      /^critical given-up: It died 5 times within 10 minutes, the last time: ended by SIGKILL/,
    );
    play.lives();
    play.exits(0);
    expect(play.exitCode).toBe(3);
  });

  it('tries to end it flat thirty times, whether it begins or not, and then a person has to', () => {
    const play = begun();
    dieUntilGivenUp(play);
    const before = play.orders.length;
    while (play.exitCode === undefined) {
      play.lives();
      play.dies();
      play.waitForChild();
    }
    expect(play.orders.length - before).toBe(limits.vainStartsMax - 1);
    expect(play.orders.slice(before).every(({ isFlattening }) => isFlattening)).toBe(true);
    expect(play.exitCode).toBe(4);
    expect(play.told.at(-1)).toMatch(/^critical not-flattened: .* exposure may be left\.$/);
  });

  it.each([3, 4])('what ending flat ends with is told as it is: %i', (exitCode) => {
    const play = begun();
    dieUntilGivenUp(play);
    play.exits(exitCode);
    expect(play.exitCode).toBe(exitCode);
  });

  describe('signals', () => {
    it('are passed on, each once', () => {
      const play = begun();
      play.supervisor.signal('SIGINT');
      play.supervisor.signal('SIGTERM');
      expect(play.signals).toEqual(['SIGINT', 'SIGTERM']);
      play.exits(0);
      expect(play).toMatchObject({ exitCode: 0, told: [] });
    });

    it('a run that dies while it is being stopped is started only to end flat', () => {
      const play = begun();
      play.supervisor.signal('SIGTERM');
      play.dies();
      play.waitForChild();
      expect(play.orders.at(-1)).toEqual(flattening);
      play.exits(0);
      expect(play.exitCode).toBe(0);
    });

    it('between two lives mean the same: end flat, at once', () => {
      const play = begun();
      play.dies();
      play.supervisor.signal('SIGINT');
      expect(play.nowMs).toBe(0);
      expect(play.orders.at(-1)).toEqual(flattening);
      play.exits(0);
      while (play.wait());
      expect(play.orders).toHaveLength(2);
      expect(play.exitCode).toBe(0);
    });

    it('the third of them leaves, with whatever is open', () => {
      const play = begun();
      for (let count = 0; count < 3; count += 1) play.supervisor.signal('SIGINT');
      play.dies();
      expect(play.exitCode).toBe(4);

      const between = begun();
      between.supervisor.signal('SIGINT');
      between.supervisor.signal('SIGINT');
      between.dies();
      between.supervisor.signal('SIGINT');
      expect(between.exitCode).toBe(4);
    });

    it('before anything has begun end it, and nothing is open', () => {
      const play = new SupervisedPlay();
      play.supervisor.signal('SIGINT');
      play.dies('ended by SIGINT');
      expect(play).toMatchObject({ exitCode: 0, told: [] });
    });
  });

  describe('a run that says nothing any more', () => {
    it('is killed after two minutes, and started again', () => {
      const play = begun();
      while (play.signals.length === 0) play.wait();
      expect(play.nowMs).toBeGreaterThan(limits.aliveSilenceMsMax);
      expect(play.nowMs).toBeLessThanOrEqual(limits.aliveSilenceMsMax + 2 * limits.aliveCheckMs);
      play.waitForChild();
      expect(play.orders.at(-1)).toEqual(trading);
    });

    it('has no time limit before it trades: somebody may be reading what they agree to', () => {
      const play = new SupervisedPlay();
      play.passMs(3_600_000);
      expect(play.signals).toEqual([]);
    });

    it('is not killed for words that come', () => {
      const play = begun();
      for (let minutes = 0; minutes < 30; minutes += 1) {
        play.passMs(60_000);
        play.lives();
      }
      expect(play.signals).toEqual([]);
    });
  });
});
