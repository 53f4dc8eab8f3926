// What `evenkeel import` tells of a recording.
import { expect, test } from 'vitest';
import { openRecording } from './open-recording.ts';
import { describeRecording } from './report.ts';
import { RawFile, temporaryFolder } from './testing/raw-file.ts';
import { expectOk } from './testing/replayed.ts';

const files = temporaryFolder();

test('a report names the market, its steps, what was read, every defect and every assumption', async () => {
  const file = new RawFile('COIN-M')
    .snapshot({ atMs: 0, id: 10, bids: [['61800.1', '50']], asks: [['61800.2', '4']] })
    .depth({ atMs: 20, ids: [12, 12], previous: 11, bids: [['61800.2', '1']] })
    .trade({ atMs: 25, id: 1, level: ['61800.1', '2'], taker: 'sells' })
    .trade({ atMs: 26, id: 2, level: ['61800.1', '2'], taker: 'sells', type: 'ADL' })
    .trade({ atMs: 30, id: 4, level: ['61800.1', '2'], taker: 'sells' })
    .json(40, { stream: 'btcusd_perp@markPrice', data: {} });
  const recording = expectOk(await openRecording(files.write('raw', file.text())));
  expect(describeRecording(recording)).toEqual([
    'market     BTCUSD_PERP, inverse perpetual, traded as linear, BTC in USD',
    'tick, lot  0.1 USD, 0.001 BTC',
    'time       2024-08-09 00:00:00.000 to 2024-08-09 00:00:00.030 UTC (0.030 s)',
    'lines      1 snapshot, 1 depth, 3 trade, 1 markPrice (skipped)',
    'messages   4 with 6 levels',
    'left out   1 ADL trade',
    "clock      local − venue time is at least -1267000 µs: the recorder's clock was at least 1.267 s behind the venue's",
    'gaps       depth: 1; trades: 1 missing',
    '           from 2024-08-09 00:00:00.000 to 2024-08-09 00:00:00.020 UTC',
    'crossed    1 ×, from 2024-08-09 00:00:00.020 to 2024-08-09 00:00:00.020 UTC',
    "assumed    tick 0.1 is the greatest step that 5 of the data's prices share.",
    "           lot 0.001 BTC is the largest power of ten in one contract at the first snapshot's price.",
    '           One contract is taken as 100 USD: the data does not say (--contract-value).',
    "           Contracts are shown as BTC at each level's own price, rounded down to the lot.",
    "           BTC/USD is read off the symbol by the exchange's way of naming.",
    '           After a gap the book goes on from what is known: a level that changed in the gap is wrong until it changes again or a snapshot comes.',
    '           Where the book crossed, the newest message is believed and the levels that it crosses are removed.',
  ]);
});
