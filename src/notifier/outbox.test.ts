// Nobody waits for a notice, and none is lost without a word.
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { limits } from '../core/limits.ts';
import type { Notice } from '../ports/notifier.ts';
import { OutboxPlay } from './testing/scripted-channel.ts';

const info = (text: string): Notice => ({ severity: 'info', text });
const warning = (text: string): Notice => ({ severity: 'warning', text });
const critical = (text: string): Notice => ({ severity: 'critical', text });

describe('the outbox', () => {
  it('sends the first notice at once, and the next not before the gap', async () => {
    const play = new OutboxPlay();
    play.outbox.notify(critical('halted'));
    expect(play.sent).toEqual(['halted']);
    play.outbox.notify(warning('held'));
    await play.answer();
    expect(play.sent).toEqual(['halted']);
    await play.wait();
    expect(play.nowMs).toBe(limits.noticesGapMs);
    expect(play.sent).toEqual(['halted', 'held']);
  });

  it('puts into one message what has come meanwhile, as much as fits', async () => {
    const play = new OutboxPlay();
    play.outbox.notify(info('first'));
    for (const letter of ['a', 'b', 'c']) play.outbox.notify(info(letter.repeat(90)));
    await play.answer();
    await play.wait();
    expect(play.sent[1]).toBe(`${'a'.repeat(90)}\n\n${'b'.repeat(90)}`);
    await play.answer();
    await play.wait();
    expect(play.sent[2]).toBe('c'.repeat(90));
  });

  it('cuts a notice that is too long for any message', () => {
    const play = new OutboxPlay();
    play.outbox.notify(info('x'.repeat(5_000)));
    expect(play.sent[0]).toBe(`${'x'.repeat(199)}…`);
  });

  it('is as urgent as the most urgent of what it tells', async () => {
    const play = new OutboxPlay();
    play.outbox.notify(info('one'));
    play.outbox.notify(info('two'));
    play.outbox.notify(warning('three'));
    await play.answer();
    await play.wait();
    expect(play.channel.messages.map(({ severity }) => severity)).toEqual(['info', 'warning']);
  });

  it('tries the same message again, each time after twice the pause', async () => {
    const play = new OutboxPlay();
    play.outbox.notify(critical('halted'));
    const triedAtMs: number[] = [];
    for (let tries = 0; tries < 9; tries += 1) {
      await play.answer({ kind: 'try-again', reason: 'no answer' });
      await play.wait();
      triedAtMs.push(play.nowMs / 1_000);
    }
    expect(triedAtMs).toEqual([1, 3, 7, 15, 31, 63, 123, 183, 243]);
    expect(new Set(play.sent)).toEqual(new Set(['halted']));
    await play.answer();
    expect(play.troubles).toEqual([
      'alerts do not arrive by the channel: no answer',
      'alerts arrive by the channel again',
    ]);
  });

  it('waits as long as the other side asks for, up to ten minutes', async () => {
    const play = new OutboxPlay();
    play.outbox.notify(critical('halted'));
    await play.answer({ kind: 'try-again', reason: '429', afterMs: 42_000 });
    await play.wait();
    expect(play.nowMs).toBe(42_000);
    await play.answer({ kind: 'try-again', reason: '429', afterMs: 86_400_000 });
    await play.wait();
    expect(play.nowMs).toBe(42_000 + limits.noticesAskedPauseMsMax);
  });

  it('gives a message up that is refused, says why, and goes on with the next', async () => {
    const play = new OutboxPlay();
    play.outbox.notify(critical('one'));
    play.outbox.notify(critical('two'));
    await play.answer({ kind: 'refused', reason: '400 chat not found' });
    await play.wait();
    expect(play.sent).toEqual(['one', 'two']);
    expect(play.troubles).toEqual(['the channel refuses an alert: 400 chat not found']);
  });

  it('gives a message up after a hundred tries, and says so with the next', async () => {
    const play = new OutboxPlay();
    play.outbox.notify(critical('one'));
    for (let tries = 0; tries < limits.noticesTriesMax; tries += 1) {
      await play.answer({ kind: 'try-again', reason: 'no answer' });
      await play.wait();
    }
    expect(play.channel.isBusy).toBe(false);
    play.outbox.notify(critical('two'));
    await play.wait();
    expect(play.sent.at(-1)).toBe(
      'two\n\n1 more alert was dropped on the way; the log of the run has them all.',
    );
  });

  it('in a flood: the least urgent are dropped, the oldest of them first, and counted', async () => {
    const play = new OutboxPlay();
    play.outbox.notify(info('on its way'));
    play.outbox.notify(critical('halted'));
    for (let index = 0; index < limits.noticesWaitingMax + 9; index += 1)
      play.outbox.notify(info(`${index}`));
    await play.answer();
    await play.wait();
    expect(play.sent[1]).toMatch(/^halted\n\n10\n\n11\n\n/);
    expect(play.sent[1]).toMatch(/\n\n10 more alerts were dropped on the way; [^\n]*$/);
  });

  it('of those of one kind that wait it tells the first, and how many more there were', async () => {
    const play = new OutboxPlay();
    play.outbox.notify(warning('first of all'));
    for (const text of ['held: a', 'held: b', 'held: c'])
      play.outbox.notify({ ...warning(text), kind: 'held' });
    play.outbox.notify({ ...warning('other'), kind: 'order-rate' });
    await play.answer();
    await play.wait();
    expect(play.sent[1]).toBe('held: a\n(2 more like this since)\n\nother');
  });

  it('of one kind tells three, and then one a minute with the number of those between', async () => {
    const play = new OutboxPlay();
    const atSeconds: number[] = [];
    for (let second = 0; second < 200; second += 1) {
      play.clock.wakeAt(second * 1_000_000, () => play.outbox.notify({ ...warning('held'), kind: 'held' }));
    }
    while (play.nowMs < 199_000) {
      const before = play.sent.length;
      await play.wait();
      if (play.sent.length === before) continue;
      atSeconds.push(play.nowMs / 1_000);
      await play.answer();
    }
    expect(atSeconds).toEqual([0, 3, 6, 66, 126, 186]);
    expect(play.sent.at(-1)).toBe('held\n(59 more like this since)');
  });

  it('never keeps back what is critical, nor counts it as one more', async () => {
    const play = new OutboxPlay();
    for (let told = 0; told < 6; told += 1) play.outbox.notify({ ...critical(`halt ${told}`), kind: 'halt' });
    await play.answer();
    await play.wait();
    expect(play.sent).toEqual(['halt 0', 'halt 1\n\nhalt 2\n\nhalt 3\n\nhalt 4\n\nhalt 5']);
  });

  it('closing tells what was kept back', async () => {
    const play = new OutboxPlay();
    const held = (told: number): void => play.outbox.notify({ ...warning(`held ${told}`), kind: 'held' });
    for (let told = 0; told < 3; told += 1) {
      held(told);
      if (told > 0) await play.wait();
      await play.answer();
    }
    held(3);
    // Longer than the gap between messages, and no minute yet.
    play.clock.wakeAt(play.clock.nowUs() + 10_000_000, () => undefined);
    await play.wait();
    expect(play.sent).toEqual(['held 0', 'held 1', 'held 2']);
    const closing = play.outbox.close();
    await play.answer();
    expect(await closing).toBe(0);
    expect(play.sent.at(-1)).toBe('held 3');
  });

  it('whatever the channel does: at most one delivery is under way, and every notice is delivered once or counted', async () => {
    const outcome = fc.constantFrom('delivered', 'try-again', 'refused', 'notify', 'wait');
    await fc.assert(
      fc.asyncProperty(fc.array(outcome, { maxLength: 120 }), async (outcomes) => {
        const play = new OutboxPlay();
        let told = 0;
        const delivered: string[] = [];
        for (const next of outcomes) {
          if (next === 'wait') await play.wait();
          else if (next === 'notify') play.outbox.notify(warning(`n${(told += 1)}`));
          else {
            if (next === 'delivered' && play.channel.isBusy) delivered.push(play.sent.at(-1) ?? '');
            await play.answer({ kind: next, reason: 'as the test says' });
          }
        }
        const closing = play.outbox.close();
        while (play.clock.runNext());
        const missing = await closing;
        const names = delivered.join('\n').match(/^n\d+/gm) ?? [];
        expect(new Set(names).size).toBe(names.length);
        expect(names.length + missing).toBe(told);
      }),
      { numRuns: 100, seed: 7 },
    );
  });

  it('closing waits for what is under way, and no longer than five seconds', async () => {
    const prompt = new OutboxPlay();
    prompt.outbox.notify(info('ended flat'));
    const done = prompt.outbox.close();
    await prompt.answer();
    expect(await done).toBe(0);
    expect(prompt.channel.isClosed).toBe(true);

    const dead = new OutboxPlay();
    dead.outbox.notify(info('one'));
    dead.outbox.notify(info('ended flat'));
    const given = dead.outbox.close();
    await dead.wait();
    expect(dead.nowMs).toBe(limits.noticesCloseMs);
    expect(await given).toBe(2);
  });

  it('closing with nothing to tell waits for nothing', async () => {
    const play = new OutboxPlay();
    expect(await play.outbox.close()).toBe(0);
    expect(play.nowMs).toBe(0);
  });
});
