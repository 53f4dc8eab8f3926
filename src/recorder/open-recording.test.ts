// What a raw recording becomes when it is opened: market, steps and messages are read off its content, for any instrument.
import { gzipSync } from 'node:zlib';
import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import type { OpenOptions } from './options.ts';
import { openRecording } from './open-recording.ts';
import { RawFile, temporaryFolder, type Market } from './testing/raw-file.ts';
import { expectOk, replayed } from './testing/replayed.ts';
import { writeRecording } from './write-recording.ts';

const files = temporaryFolder();

const bitcoin = (market: Market): RawFile =>
  new RawFile(market)
    .snapshot({ atMs: 0, id: 10, bids: [['61800.1', '0.5']], asks: [['61800.2', '2.001']] })
    .depth({ atMs: 20, ids: [11, 14], bids: [['61799.9', '1.25']], asks: [['61800.4', '3']] })
    .touch({ atMs: 30, id: 16, bid: ['61800.1', '0.4'], ask: ['61800.2', '2.001'] })
    .trade({ atMs: 30, id: 900, level: ['61800.1', '0.1'], taker: 'sells' });

/** Contracts are whole. */
const inverse = (symbol: string = 'BTCUSD_PERP', price: string = '61800.1'): RawFile =>
  new RawFile('COIN-M', symbol)
    .snapshot({ atMs: 0, id: 10, bids: [['50.1', '7']], asks: [[price, '35']] })
    .depth({ atMs: 20, ids: [11, 14], bids: [['50.2', '1']], asks: [] });

describe('what a raw recording says of its market', () => {
  const cases: readonly (readonly [string, RawFile, OpenOptions, object])[] = [
    [
      'USD-M messages link to the one before and have no pair: a linear perpetual',
      bitcoin('USD-M'),
      {},
      {
        kind: 'linear-perpetual',
        symbol: 'BTCUSDT',
        base: 'BTC',
        quote: 'USDT',
        tickSize: '0.1',
        lotSize: '0.001',
      },
    ],
    ['spot messages do not link', bitcoin('spot'), {}, { kind: 'spot', tickSize: '0.1', lotSize: '0.001' }],
    [
      'COIN-M messages name a pair: inverse, with the largest power of ten in one contract as its lot',
      inverse(),
      {},
      {
        kind: 'inverse-perpetual',
        symbol: 'BTCUSD_PERP',
        base: 'BTC',
        quote: 'USD',
        lotSize: '0.001',
        contractValue: '100',
      },
    ],
    [
      'a stated contract value moves the lot of an inverse market',
      inverse('DOGEUSD_PERP', '0.1'),
      { contractValue: '10' },
      { base: 'DOGE', tickSize: '0.1', lotSize: '100', contractValue: '10' },
    ],
    [
      'tiny prices and quantities in whole coins',
      new RawFile('USD-M', '1000PEPEUSDC')
        .snapshot({ atMs: 0, id: 1, bids: [['0.0079210', '129874000000']], asks: [['0.0079220', '55']] })
        .depth({ atMs: 9, ids: [2, 3], bids: [['0.0079140', '3']] }),
      {},
      { base: '1000PEPE', quote: 'USDC', tickSize: '0.000001', lotSize: '1' },
    ],
    [
      'prices in steps that are no power of ten',
      new RawFile('spot', 'ETHBTC')
        .snapshot({ atMs: 0, id: 1, bids: [['0.03750', '25']], asks: [['0.03775', '75']] })
        .depth({ atMs: 9, ids: [2, 3], bids: [['0.03700', '50']] }),
      {},
      { base: 'ETH', quote: 'BTC', tickSize: '0.00025', lotSize: '25' },
    ],
    [
      'stated steps that divide the data',
      bitcoin('USD-M'),
      { tick: '0.05', lot: '0.0005' },
      { tickSize: '0.05', lotSize: '0.0005' },
    ],
    [
      'the longest quote asset that ends the symbol is meant',
      new RawFile('spot', 'BTCFDUSD')
        .snapshot({ atMs: 0, id: 1, bids: [['1', '1']], asks: [['2', '1']] })
        .depth({ atMs: 9, ids: [2, 3] }),
      {},
      { base: 'BTC', quote: 'FDUSD' },
    ],
    [
      'a stated quote asset splits a symbol that the naming does not',
      new RawFile('spot', 'BTCNEWUSD')
        .snapshot({ atMs: 0, id: 1, bids: [['1', '1']], asks: [['2', '1']] })
        .depth({ atMs: 9, ids: [2, 3] }),
      { quote: 'NEWUSD' },
      { base: 'BTC', quote: 'NEWUSD' },
    ],
  ];

  test.each(cases)('%s', async (_, file, options, facts) => {
    const path = files.write('market.txt', file.text());
    expect(expectOk(await openRecording(path, options)).facts).toMatchObject(facts);
  });

  test('one quantity in ten thousand may be a remnant of an older lot, and is rounded down', async () => {
    const levels = Array.from({ length: 9_999 }, (_, index) => [`${index + 1}.5`, '0.003'] as const);
    const file = new RawFile('USD-M')
      .snapshot({ atMs: 0, id: 1, bids: levels.slice(0, 5_000), asks: levels.slice(5_000) })
      .depth({ atMs: 9, ids: [2, 3], asks: [['20000.5', '0.0034999']] });
    const recording = expectOk(await openRecording(files.write('remnant.txt', file.text())));
    expect(recording.facts.lotSize).toBe('0.003');
    expect(recording.facts.assumptions.join(' ')).toContain('1 odd remnant');
    expect(replayed(recording)[1]).toMatchObject({ levels: [['sell', 40_001, 1]] });
  });

  test('contracts become base quantity at the price of their own level, rounded down to the lot', async () => {
    const messages = replayed(expectOk(await openRecording(files.write('inverse.txt', inverse().text()))));
    // 7 × 100 ÷ 50.1 = 13.97205… and 35 × 100 ÷ 61800.1 = 0.05663…
    expect(messages[0]).toMatchObject({
      levels: [
        ['buy', 501, 13_972],
        ['sell', 618_001, 56],
      ],
    });
    expect(messages[1]).toMatchObject({ levels: [['buy', 502, 1_992]] });
  });
});

describe('the form of a file is told by its content', () => {
  const text = bitcoin('USD-M').text();

  test.each([
    ['plain', 'looks-compressed.gz', Buffer.from(text)],
    ['compressed', 'looks-plain.txt', gzipSync(text)],
    [
      'compressed in two parts',
      'appended.gz',
      Buffer.concat([gzipSync(text.slice(0, 100)), gzipSync(text.slice(100))]),
    ],
    ['without the last line feed', 'no-end.txt', Buffer.from(text.trimEnd())],
    ['with line ends of two characters', 'crlf.txt', Buffer.from(text.replaceAll('\n', '\r\n'))],
  ])('%s', async (_, name, content) => {
    const plain = expectOk(await openRecording(files.write('plain.txt', text)));
    expect(await openRecording(files.write(name, content))).toEqual({ ok: true, value: plain });
  });

  test('imported, under any name', async () => {
    const raw = expectOk(await openRecording(files.write('raw.txt', text)));
    const path = files.write('imported.gz', '');
    expectOk(await writeRecording(raw, path));
    expect(await openRecording(path)).toEqual({ ok: true, value: raw });
  });

  test('importing twice, or importing what was imported, gives the same bytes', async () => {
    const raw = files.write('again.txt', text);
    const [first, second, third] = ['1', '2', '3'].map((name) => files.write(name, '')) as [
      string,
      string,
      string,
    ];
    expectOk(await writeRecording(expectOk(await openRecording(raw)), first));
    expectOk(await writeRecording(expectOk(await openRecording(raw)), second));
    expectOk(await writeRecording(expectOk(await openRecording(first)), third));
    expect(readFileSync(second)).toEqual(readFileSync(first));
    expect(readFileSync(third)).toEqual(readFileSync(first));
  });
});
