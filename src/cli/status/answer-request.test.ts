// What a run answers whoever asks something of it from outside, and what becomes of it.
import { describe, expect, it } from 'vitest';
import { ScriptedPair } from '../../engine/testing/scripted-pair.ts';
import { temporaryDirectory } from '../../journal/testing/temporary-directory.ts';
import type { ControlAction } from '../../status/messages.ts';
import type { PairRun } from '../run/pair-run.ts';
import { runSession } from '../run/testing/run-session.ts';
import { RequestDesk } from './answer-request.ts';

/** A desk for a scripted pair, and how often something was put on record. */
class AskedPair extends ScriptedPair {
  readonly recorded: string[] = [];
  nowUs = 0;
  /** What its process has ended with. */
  ended: PairRun['finish'];
  readonly #desk: RequestDesk;

  constructor() {
    super();
    const operate: PairRun['operate'] = (action, reason, by) => {
      this.recorded.push(`${action} ${by?.source} ${by?.user}`);
      this.turn({ kind: 'operator', action, reason, by });
    };
    const { pair } = this;
    const clock = { nowUs: () => this.nowUs, wakeAt: () => undefined };
    const run = Object.defineProperty({ pair, clock, operate }, 'finish', { get: () => this.ended });
    this.#desk = new RequestDesk(run as unknown as PairRun);
  }

  ask(action: ControlAction, by: string = 'telegram alice'): string {
    const { isAccepted, text } = this.#desk.answer({ action, by });
    return `${isAccepted ? 'yes' : 'no'}: ${text}`;
  }
}

describe('a run that is asked from outside', () => {
  it('writes down who asked, and answers what happens now', () => {
    const pair = new AskedPair();
    expect(pair.ask('pause')).toBe(
      'yes: Paused: nothing new is built, and what is open ends in its usual way.',
    );
    expect(pair.ask('resume', 'dashboard')).toBe('yes: It goes on.');
    expect(pair.recorded).toEqual(['pause telegram alice', 'resume dashboard ']);
    expect(pair.alerts[0]?.text).toMatch(/^alice by telegram; nothing new is built/);
    expect(pair.alerts.at(-1)).toMatchObject({ code: 'pause-ended', text: 'dashboard' });
  });

  it('records nothing where it is so already, and says so', () => {
    const pair = new AskedPair();
    expect(pair.ask('resume')).toBe('yes: It is not paused.');
    pair.start();
    pair.completeCycle();
    pair.ask('pause');
    expect(pair.ask('pause')).toBe('yes: It is paused already.');
    pair.ask('flatten');
    expect(pair.ask('flatten')).toBe('yes: It is being closed already.');
    pair.pass(1_000);
    pair.completeCycle();
    pair.pass(1_000);
    expect(pair.ask('flatten')).toBe('yes: It is flat and paused already.');
    pair.ask('halt');
    expect(pair.ask('halt')).toBe('yes: It is halted already.');
    pair.ask('resume');
    expect(pair.ask('resume')).toBe('yes: A halt is lifted by `evenkeel resume` on its machine.');
    expect(pair.recorded.map((text) => text.split(' ')[0])).toEqual(['pause', 'flatten', 'halt', 'resume']);
  });

  it('takes sixty changes an hour, and a flatten or a halt all the same', () => {
    const pair = new AskedPair();
    const answers = Array.from({ length: 70 }, (_, index) => pair.ask(index % 2 === 0 ? 'pause' : 'resume'));
    expect(answers.filter((answer) => answer.startsWith('no'))).toHaveLength(5);
    expect(pair.recorded).toHaveLength(60);
    expect(pair.ask('flatten')).toMatch(/^yes: Closing/);
    pair.nowUs = 3_600_000_000;
    expect(pair.ask('resume')).toBe('yes: It goes on.');
  });

  it('that is over refuses everything', () => {
    const pair = new AskedPair();
    pair.ended = { kind: 'finish', reason: 'done', outcome: 'flat' };
    expect(pair.ask('halt')).toBe('no: The run is over.');
  });
});

it('a whole run that is paused is flat, waits, and completes its round trips when it is resumed', async () => {
  const asked: ControlAction[] = [];
  const report = await runSession(
    temporaryDirectory(),
    { iter: '3' },
    {
      onTurn: ({ pairRun }, { pause, cycle }) => {
        const askOnce = (action: ControlAction): void => {
          if (asked.includes(action)) return;
          asked.push(action);
          const { clock } = pairRun;
          // Nobody asks in the middle of a turn.
          clock.wakeAt(clock.nowUs() + 1, () => {
            new RequestDesk(pairRun).answer({ action, by: 'telegram alice' });
          });
        };
        if (cycle.phase === 'build') askOnce('pause');
        if (pause?.isFlatTold === true) askOnce('resume');
      },
    },
  );
  expect(report).toMatchObject({ outcome: 'flat', endReason: 'iterations-done' });
  expect(report.alerts.slice(0, 3).map(({ code }) => code)).toEqual(['paused', 'paused-flat', 'pause-ended']);
});
