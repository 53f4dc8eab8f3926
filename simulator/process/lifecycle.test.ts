// The life of a process: where it is killed, what it leaves behind, and what happens while it stands still.
import { describe, expect, it } from 'vitest';
import type { Command } from '../../src/core/commands.ts';
import { removesDelta } from '../../src/core/order.ts';
import type { Crash } from '../scenario/scenario.ts';
import { always, plainScenario } from '../testing/plain-scenario.ts';
import { watch, type Moment } from '../testing/watched-run.ts';

const awayUs = 2_000_000;
const kill = (kind: Crash['kind'], fromUs = 5_000_000): Crash => ({ kind, fromUs, awayUs });

const hedgesIn = (commands: readonly Command[]): number =>
  commands.filter((command) => command.kind === 'place' && removesDelta(command.order.role)).length;
const fillsIn = ({ delivered }: Moment): number => delivered.filter(({ kind }) => kind === 'fill').length;

/** The last turn of the first process, which may be made of several items, and the first moment of the second. */
function deathIn(moments: readonly Moment[]): {
  readonly fills: number;
  readonly commands: readonly Command[];
  readonly next: Moment;
} {
  const death = moments.find(({ generation }) => generation === undefined);
  const next = moments.find(({ generation }) => generation === 2);
  if (death === undefined || next === undefined) throw new Error('no process died and came back');
  const turn = moments.filter(({ atUs }) => atUs === death.atUs);
  const fills = turn.reduce((sum, moment) => sum + fillsIn(moment), 0);
  return { fills, commands: turn.flatMap(({ commands }) => commands), next };
}

describe('a process that is killed', () => {
  it('before its hedge has heard of a fill, and sends nothing of what it decided', () => {
    const { moments, result } = watch(plainScenario({ crashes: [kill('kill-before-hedge')] }));
    const { fills, commands, next } = deathIn(moments);
    expect(fills).toBeGreaterThan(0);
    expect(commands).toEqual([]);
    expect(next.trueDelta).not.toBe(0n);
    expect(result.verdict).toBe('HEDGED');
  });

  it('before the record of its hedge has sent that hedge, and is found out', () => {
    const { moments, result } = watch(plainScenario({ crashes: [kill('kill-before-record')] }));
    const { commands, next } = deathIn(moments);
    expect(hedgesIn(commands)).toBe(1);
    expect(next.trueDelta).toBe(0n);
    expect(result.verdict).toBe('HEDGED');
  });

  it('before its quote has recorded an order that never leaves', () => {
    const { moments, result } = watch(plainScenario({ crashes: [kill('kill-before-quote')] }));
    expect(deathIn(moments).commands.filter(({ kind }) => kind === 'place')).toEqual([]);
    expect(result.verdict).toBe('HEDGED');
  });

  it('is gone for its time, and hears nothing meanwhile', () => {
    const { moments } = watch(plainScenario({ crashes: [kill('kill-anywhere')] }));
    const gone = moments.filter(({ generation }) => generation === undefined);
    expect(deathIn(moments).next.atUs).toBe(5_000_000 + awayUs);
    expect(gone.length).toBeGreaterThan(10);
    expect(gone.flatMap(({ delivered }) => delivered)).toEqual([]);
  });

  it('again in its recovery leaves that to the third', () => {
    const crashes = [kill('kill-anywhere'), kill('kill-in-recovery')];
    const { moments, result } = watch(plainScenario({ crashes }));
    expect(moments.some(({ generation, isRecovering }) => generation === 2 && isRecovering)).toBe(true);
    expect(moments.at(-1)?.generation).toBe(3);
    expect(result.verdict).toBe('HEDGED');
  });

  it('together with the end of its record goes on from what is left', () => {
    const crashes = [kill('kill-before-record')];
    const { result } = watch(plainScenario({ crashes, faults: [always('journal-torn', 'primary', 3)] }));
    expect(result.verdict).toBe('HEDGED');
    expect(result.faults).toMatchObject({ 'journal-torn': 1, 'kill-before-record': 1 });
  });
});

describe('a process that stands still', () => {
  it('hears all that has waited at one moment, and then goes on', () => {
    const crashes: Crash[] = [{ kind: 'pause', fromUs: 5_000_000, awayUs: 4_000_000 }];
    const { moments, result } = watch(plainScenario({ crashes }));
    const paused = moments.filter(({ isPaused }) => isPaused);
    expect(paused.flatMap(({ delivered, commands }) => [...delivered, ...commands])).toEqual([]);
    const resumed = moments.find(({ atUs, delivered }) => atUs >= 9_000_000 && delivered.length > 0);
    expect(resumed?.delivered.length).toBeGreaterThan(10);
    expect(new Set(resumed?.delivered.map(({ atUs }) => atUs)).size).toBe(1);
    expect(result.verdict).toBe('HEDGED');
  });

  it('because its record takes long sends the quote of that record when it is written', () => {
    const stalled = { ...always('journal-stalled', 'primary', 3_000), fromUs: 5_000_000, untilUs: 5_100_000 };
    const { moments, result } = watch(plainScenario({ faults: [stalled] }));
    const from = moments.find(({ isPaused }) => isPaused)?.atUs ?? 0;
    const isMeanwhile = ({ atUs }: Moment): boolean => atUs > from && atUs < from + 3_000_000;
    expect(from).toBeGreaterThan(0);
    expect(moments.filter(isMeanwhile).flatMap(({ commands }) => commands)).toEqual([]);
    expect(result.verdict).toBe('HEDGED');
  });
});

describe('a process whose disk is full', () => {
  const full = { ...always('journal-full', 'primary'), fromUs: 5_000_000, untilUs: 6_000_000 };

  it('halts, cancels and hedges, and quotes no more', () => {
    const { moments, result } = watch(plainScenario({ faults: [full] }));
    const after = moments.filter(({ atUs }) => atUs >= 6_000_000);
    const quotes = after.flatMap(({ commands }) =>
      commands.filter((command) => command.kind === 'place' && command.order.role === 'quote'),
    );
    expect(quotes).toEqual([]);
    expect(result).toMatchObject({ verdict: 'HALTED_SAFE', cause: 'record-lost' });
    expect(moments.at(-1)?.trueDelta).toBe(0n);
  });

  it('and that dies is started again when there is room', () => {
    const lasting = { ...full, untilUs: 9_000_000 };
    const { moments } = watch(
      plainScenario({ faults: [lasting], crashes: [kill('kill-anywhere', 4_900_000)] }),
    );
    const next = moments.find(({ generation }) => generation === 2);
    expect(next?.atUs).toBeGreaterThanOrEqual(9_000_000);
  });
});
