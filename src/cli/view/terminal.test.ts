import { PassThrough } from 'node:stream';
import { describe, expect, it } from 'vitest';
import { terminalOf, wantsColour } from './terminal.ts';

describe('colour', () => {
  it.each([
    ['at a terminal', true, {}, true],
    ['where nobody looks on', false, {}, false],
    ['where NO_COLOR is set', true, { NO_COLOR: '1' }, false],
    ['where NO_COLOR is set to nothing', true, { NO_COLOR: '' }, true],
    ['at a terminal that has none', true, { TERM: 'dumb' }, false],
  ])('%s', (_, isTTY, environment, expected) => {
    expect(wantsColour({ isTTY }, environment)).toBe(expected);
  });
});

describe('a terminal that goes away', () => {
  it('ends no run: after an error nothing more is written', () => {
    const stream = Object.assign(new PassThrough(), { columns: 80, rows: 24, isTTY: true });
    const terminal = terminalOf(stream as unknown as NodeJS.WriteStream);
    terminal.write('before');
    expect(() => stream.emit('error', new Error('write EPIPE'))).not.toThrow();
    terminal.write('after');
    expect(String(stream.read())).toBe('before');
  });

  it('is asked for its size each time, because that changes', () => {
    const stream = Object.assign(new PassThrough(), { columns: 80, rows: 24, isTTY: true });
    const terminal = terminalOf(stream as unknown as NodeJS.WriteStream);
    stream.columns = 100;
    expect(terminal.columns).toBe(100);
  });
});
