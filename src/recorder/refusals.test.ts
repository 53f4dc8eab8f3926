// What is refused, each with a code, one line that says what is wrong, and one that says what would be right.
import { gzipSync } from 'node:zlib';
import { readFileSync } from 'node:fs';
import { dirname } from 'node:path';
import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { decodeRecording } from './binary/decode.ts';
import { encodeRecording } from './binary/encode.ts';
import { magic, prelude } from './binary/layout.ts';
import type { OpenOptions } from './options.ts';
import { openRecording } from './open-recording.ts';
import { RawFile, temporaryFolder } from './testing/raw-file.ts';
import { expectOk } from './testing/replayed.ts';
import { writeRecording } from './write-recording.ts';

const files = temporaryFolder();

const snapshot = { atMs: 0, id: 10, bids: [['100.1', '0.5']], asks: [['100.2', '2']] } as const;
const sound = (): RawFile =>
  new RawFile('USD-M')
    .snapshot(snapshot)
    .depth({ atMs: 20, ids: [11, 14], bids: [['99.9', '1.25']] })
    .trade({ atMs: 30, id: 900, level: ['100.1', '0.1'], taker: 'sells' });
const text = sound().text();

async function refusal(content: string | Buffer, options: OpenOptions = {}): Promise<string> {
  const path = files.write('refused', content);
  const outcome = await openRecording(path, options);
  if (outcome.ok) return 'accepted';
  const { code, message, remedy } = outcome.failure;
  expect(message).not.toContain('\n');
  expect(remedy).not.toBe('');
  return `${code}: ${message.replace(path, 'FILE')}`;
}

describe('files', () => {
  test('that are not there', async () => {
    const outcome = await openRecording('/no/such/recording.gz');
    expect(outcome).toMatchObject({ ok: false, failure: { code: 'missing-file' } });
  });

  test('that are folders', async () => {
    const outcome = await openRecording(dirname(files.write('inside', '')));
    expect(outcome).toMatchObject({ ok: false, failure: { code: 'unreadable-file' } });
  });

  test.each([
    ['empty', '', 'not-a-recording: FILE is empty'],
    [
      'of another kind',
      '# Notes\n',
      'not-a-recording: FILE is no recording: of its first line, it does not begin with a',
    ],
    ['whose one line has no end', 'x'.repeat(1 << 23), 'not-a-recording: line 1 of FILE has no end'],
    ['cut inside a line', text.slice(0, -10), 'truncated: FILE ends in the middle of line 3'],
    [
      'cut inside compressed data',
      gzipSync(text).subarray(0, -12),
      'truncated: FILE ends in the middle of its compressed',
    ],
    ['damaged in compressed data', damaged(gzipSync(text), 40), 'corrupt: FILE cannot be decompressed'],
  ])('that are %s', async (_, content, expected) => {
    expect(await refusal(content)).toContain(expected);
  });
});

function damaged(bytes: Buffer, at: number): Buffer {
  const copy = Buffer.from(bytes);
  copy.writeUInt8(copy.readUInt8(at) ^ 0xff, at);
  return copy;
}

describe('lines', () => {
  const depth = {
    e: 'depthUpdate',
    E: 1_723_161_600_021,
    T: 1_723_161_600_020,
    s: 'BTCUSDT',
    U: 15,
    u: 16,
    pu: 14,
  };
  const inStream = (name: string, data: unknown): string =>
    new RawFile('USD-M').json(40, { stream: `btcusdt@${name}`, data }).text();
  const withSide = (b: unknown): string => inStream('depth@0ms', { ...depth, b, a: [] });
  const trade = {
    e: 'trade',
    T: 1_723_161_600_020,
    s: 'BTCUSDT',
    t: 1,
    p: '100.1',
    q: '1',
    X: 'MARKET',
    m: true,
  };
  const touch = { u: 17, s: 'BTCUSDT', b: '100.1', B: '1', a: '100.2', A: '1', T: 1_723_161_600_020 };

  test.each([
    ['local time alone', '1723161600000000000\n', 'does not begin with a local time'],
    ['local time in ms', '1723161600000 {"a":1}\n', 'does not begin with a local time'],
    ['half an object', '1723161600000000000 {"stream":"btcusdt@trade","data":{\n', 'no JSON object'],
    ['an array', '1723161600000000000 [1]\n', 'no JSON object'],
    ['something after the object', '1723161600000000000 {} {}\n', 'no JSON object'],
    ['two lines in one', `${text.trimEnd().replaceAll('\n', ' ')}\n`, 'no JSON object'],
    ['a blank line', '\n', 'does not begin with a local time'],
    ['no data', '1723161600000000000 {"stream":"btcusdt@trade"}\n', 'has no data'],
    ['no symbol', inStream('trade', { ...trade, s: undefined }), 'names no symbol'],
    ['a price that is a number', withSide([[100.1, '1']]), 'no decimal number in quotes stands at 100.1'],
    ['a price in exponents', withSide([['1e2', '1']]), 'no decimal number in quotes stands at "1e2"'],
    ['a negative quantity', withSide([['100', '-1']]), 'no decimal number in quotes'],
    ['an empty quantity', withSide([['100', '']]), 'no decimal number in quotes'],
    ['a price of 0', withSide([['0', '1']]), 'price 0'],
    ['a level of one number', withSide([['100']]), 'no pair'],
    ['a level of three', withSide([['100', '1', '2']]), 'no pair'],
    ['a missing side', inStream('depth@0ms', { ...depth, b: [] }), 'side of its book is missing'],
    ['update ids in the wrong order', inStream('depth@0ms', { ...depth, U: 17, b: [], a: [] }), 'update ids'],
    ['an update id in quotes', inStream('depth@0ms', { ...depth, u: '16', b: [], a: [] }), 'update ids'],
    ['no time', inStream('depth@0ms', { ...depth, T: undefined, E: undefined, b: [], a: [] }), 'time T or E'],
    ['a time in seconds', inStream('depth@0ms', { ...depth, T: 1_723_161_600, b: [], a: [] }), 'time T or E'],
    ['no side of the trade', inStream('trade', { ...trade, m: undefined }), 'neither true nor false'],
    ['a trade of nothing', inStream('trade', { ...trade, q: '0', p: '0' }), 'no quantity'],
    ['no trade id', inStream('trade', { ...trade, t: -1 }), 'trade id'],
    ['half a touch', inStream('bookTicker', { ...touch, A: undefined }), 'is missing'],
    ['a touch without quantity', inStream('bookTicker', { ...touch, A: '0' }), 'only one is 0'],
  ])('with %s', async (_, line, expected) => {
    const refused = await refusal(`${text}${line}`);
    expect(refused).toContain('malformed-line: line 4 of FILE: ');
    expect(refused).toContain(expected);
  });

  test('with more digits than can be held exactly beside the others', async () => {
    const refused = await refusal(`${text}${withSide([['0.0000000000000001', '1']])}`);
    expect(refused).toBe(
      'number-out-of-range: line 4 of FILE: the number at "0.0000000000000001" cannot be held exactly beside the others',
    );
  });

  test('of another instrument', async () => {
    const refused = await refusal(`${text}${inStream('trade', { ...trade, s: 'ETHUSDT' })}`);
    expect(refused).toBe('mixed-instruments: line 4 of FILE: it is of ETHUSDT, earlier ones are of BTCUSDT');
  });
});

describe('recordings', () => {
  const noSnapshot = new RawFile('USD-M').depth({ atMs: 20, ids: [11, 14], bids: [['99.9', '1.25']] });
  const noDepth = new RawFile('USD-M')
    .snapshot(snapshot)
    .trade({ atMs: 1, id: 1, level: ['1', '1'], taker: 'buys' });
  const twoMarkets = `${text}${new RawFile('spot').depth({ atMs: 30, ids: [15, 16] }).text()}`;
  const strangeQuote = new RawFile('spot', 'BTCXYZ').snapshot(snapshot).depth({ atMs: 20, ids: [11, 12] });

  const tooFine = new RawFile('spot')
    .snapshot({ atMs: 0, id: 1, bids: [['0.0000000001', '0.0000000001']] })
    .depth({ atMs: 1, ids: [2, 3] });

  test.each([
    ['without a snapshot', noSnapshot.text(), 'no-snapshot: '],
    ['without depth', noDepth.text(), 'no-depth: '],
    [
      'of spot and futures in one',
      twoMarkets,
      'mixed-instruments: BTCUSDT is recorded from spot and from futures',
    ],
    [
      'in steps too fine to be multiplied exactly',
      tooFine.text(),
      'number-out-of-range: the tick 0.0000000001 and the lot',
    ],
    [
      'of an unknown quote asset',
      strangeQuote.text(),
      'unknown-quote: BTCXYZ ends with no known quote asset',
    ],
  ])('%s', async (_, content, expected) => {
    expect(await refusal(content)).toContain(expected);
  });
});

describe('options', () => {
  test.each([
    [{ tick: '0' }, 'invalid-option: the tick "0" is no step'],
    [{ tick: '-0.1' }, 'invalid-option: the tick "-0.1" is no step'],
    [{ lot: '1e-3' }, 'invalid-option: the lot "1e-3" is no step'],
    [{ lot: '0.0000000001' }, 'invalid-option: the lot "0.0000000001" is no step'],
    [{ contractValue: '' }, 'invalid-option: the contract value "" is no step'],
    [{ quote: 'US DT' }, 'invalid-option: the quote asset "US DT" is no asset'],
    [{ tick: '0.25' }, 'option-conflicts-with-data: the price 100.1 is no multiple of the stated tick'],
    [{ lot: '0.5' }, 'option-conflicts-with-data: the quantity 1.25 is no multiple of the stated lot'],
    [{ quote: 'BTC' }, 'unknown-quote: BTCUSDT does not end with BTC'],
  ])('%o', async (options, expected) => {
    expect(await refusal(text, options)).toContain(expected);
  });

  test('that differ from those of the import', async () => {
    const recording = expectOk(await openRecording(files.write('raw', text)));
    const path = files.write('imported', '');
    expectOk(await writeRecording(recording, path));
    expect(await openRecording(path, { tick: '0.10', lot: '0.05', quote: 'USDT' })).toMatchObject({
      ok: true,
    });
    expect(await openRecording(path, { lot: '0.01' })).toMatchObject({
      ok: false,
      failure: {
        code: 'option-conflicts-with-data',
        message: `${path} was imported with lot 0.05, not 0.01`,
      },
    });
  });
});

describe('imported files', () => {
  const imported = async (): Promise<Buffer> =>
    encodeRecording(expectOk(await openRecording(files.write('raw', text))));

  test('with any one byte changed', async () => {
    const bytes = await imported();
    expect(decodeRecording(bytes, 'FILE')).toMatchObject({ ok: true });
    fc.assert(
      fc.property(fc.nat(bytes.length - 1), fc.integer({ min: 1, max: 255 }), (at, change) => {
        const copy = Buffer.from(bytes);
        copy.writeUInt8(copy.readUInt8(at) ^ change, at);
        // The file's first bytes say what it is: without them it is read as a raw recording, and refused as one.
        if (!copy.subarray(0, magic.length).equals(magic)) return;
        expect(decodeRecording(copy, 'FILE')).toMatchObject({ ok: false });
      }),
      { numRuns: 2_000 },
    );
    expect(await refusal(damaged(bytes, 0))).toContain('not-a-recording');
  });

  test('cut anywhere, or continued', async () => {
    const bytes = await imported();
    for (let length = magic.length; length < bytes.length; length += 1) {
      expect(decodeRecording(bytes.subarray(0, length), 'FILE').ok).toBe(false);
    }
    expect(await refusal(bytes.subarray(0, -1))).toBe('truncated: FILE ends before its end');
    expect(await refusal(Buffer.concat([bytes, Buffer.from('x')]))).toContain('corrupt: ');
  });

  test('of another version of the format', async () => {
    const bytes = Buffer.from(await imported());
    bytes.writeUInt32LE(3, prelude.version);
    expect(await refusal(bytes)).toBe(
      'unsupported-version: FILE is of format version 3, and this program reads versions 1 and 2',
    );
  });

  test('cannot be written where there is no folder', async () => {
    const recording = expectOk(await openRecording(files.write('raw', text)));
    const outcome = await writeRecording(recording, '/no/such/folder/imported');
    expect(outcome).toMatchObject({ ok: false, failure: { code: 'unwritable-file' } });
  });

  test('replace an older file only as a whole', async () => {
    const recording = expectOk(await openRecording(files.write('raw', text)));
    const path = files.write('older', 'something else');
    expect(expectOk(await writeRecording(recording, path))).toBe(readFileSync(path).length);
    expect(await openRecording(path)).toEqual({ ok: true, value: recording });
  });
});
