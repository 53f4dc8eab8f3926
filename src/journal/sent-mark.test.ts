// The word on what leaves ahead of its record: what of it is believed after a death, and what becomes of it where the disk fails.
import { copyFileSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { deriveClientOrderId } from '../core/order.ts';
import { beginSentMark, readDepartures, SentMark, type MarkFile } from './sent-mark.ts';
import { temporaryDirectory } from './testing/temporary-directory.ts';

const boot = '11111111-2222-3333-4444-555555555555';
const order = (counter: number) => deriveClientOrderId(1_700_000_000, counter);

/** A life of a run that has announced these, and lives on. */
function announced(...counters: number[]): {
  readonly path: string;
  readonly entry: number;
  readonly boot: string;
} {
  const life = { path: join(temporaryDirectory(), 'sent'), entry: 3, boot };
  const mark = beginSentMark(life);
  for (const counter of counters) expect(mark?.announce(order(counter))).toBe(true);
  return life;
}

describe('what a process has announced', () => {
  it('is nothing at first, and then the newest', () => {
    expect(readDepartures(announced())).toEqual({ lastOrderId: undefined });
    expect(readDepartures(announced(7, 8))).toEqual({ lastOrderId: order(8) });
  });

  it('is readable by its owner only', () => {
    expect(statSync(announced(1).path).mode & 0o777).toBe(0o600);
  });

  it.each([
    ['in another boot of the machine', { boot: boot.replace('1', '9') }],
    ['where the system tells no boot', { boot: undefined }],
    ['of another life of the run', { entry: 4 }],
  ])('counts for nothing %s', (_, otherwise) => {
    expect(readDepartures({ ...announced(7), ...otherwise })).toBe('unknown');
  });

  it('counts for nothing in a copy, which may be older than what left', () => {
    const life = announced(7);
    copyFileSync(life.path, `${life.path}.copy`);
    renameSync(`${life.path}.copy`, life.path);
    expect(readDepartures(life)).toBe('unknown');
  });

  it('counts for nothing where it is gone, cut anywhere, or any bit of it has flipped', () => {
    const life = announced(7);
    const whole = readFileSync(life.path);
    for (let at = 0; at < whole.length; at += 1) {
      writeFileSync(life.path, whole.subarray(0, at));
      expect(readDepartures(life)).toBe('unknown');
      for (let bit = 0; bit < 8; bit += 1) {
        writeFileSync(life.path, whole.with(at, (whole[at] ?? 0) ^ (1 << bit)));
        expect(readDepartures(life)).toBe('unknown');
      }
    }
    writeFileSync(life.path, whole);
    expect(readDepartures(life)).toEqual({ lastOrderId: order(7) });
    rmSync(life.path);
    expect(readDepartures(life)).toBe('unknown');
  });

  it('is not noted at all where the system tells no boot', () => {
    const path = join(temporaryDirectory(), 'sent');
    expect(beginSentMark({ path, entry: 1, boot: undefined })).toBeUndefined();
  });
});

describe('where it cannot be written', () => {
  const failing = (
    ...broken: readonly (keyof MarkFile)[]
  ): { mark: SentMark; done: string[]; told: string[] } => {
    const done: string[] = [];
    const told: string[] = [];
    const act = (name: keyof MarkFile) => (): void => {
      done.push(name);
      if (broken.includes(name)) throw Object.assign(new Error(name), { code: 'EIO' });
    };
    const file = { write: act('write'), remove: act('remove'), empty: act('empty'), close: act('close') };
    const mark = new SentMark(file, 'head');
    mark.onFailure((reason) => told.push(reason));
    return { mark, done, told };
  };

  it('what stood there is removed, so that nobody believes it, and the order may leave', () => {
    const { mark, done, told } = failing('write');
    expect([mark.announce(order(1)), mark.announce(order(2))]).toEqual([true, true]);
    expect(done).toEqual(['write', 'remove']);
    expect(told).toEqual(['EIO']);
  });

  it('and not removed, it is emptied', () => {
    const { mark, done } = failing('write', 'remove');
    expect(mark.announce(order(1))).toBe(true);
    expect(done).toEqual(['write', 'remove', 'empty']);
  });

  it('nor emptied, the order has to follow its record, and the next one is tried again; that is told once', () => {
    const { mark, done, told } = failing('write', 'remove', 'empty');
    expect([mark.announce(order(1)), mark.announce(order(2))]).toEqual([false, false]);
    expect(done.filter((what) => what === 'write')).toHaveLength(2);
    expect(told).toEqual(['EIO']);
  });
});
