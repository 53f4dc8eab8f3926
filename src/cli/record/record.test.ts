// A recording over the venues' own public streams: what a server showed and traded, moved by hand, is what its file replays, level by level.
import { mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { RecordedFigures } from '../../recorder/live/market-recorder.ts';
import { openRecording } from '../../recorder/open-recording.ts';
import { recordedFees, recordedInstrument } from '../../recorder/recorded-instrument.ts';
import type { Recording } from '../../recorder/recording.ts';
import { replaySource } from '../../recorder/replay-source.ts';
import { replayOf } from '../../recorder/testing/heard-market.ts';
import { expectOk } from '../../recorder/testing/replayed.ts';
import { Traffic } from '../../venues/testing/traffic.ts';
import { ServedVenues, type ServedVenue } from '../access/testing/served-venues.ts';
import { planRecord, type RecordFlags, type RecordPlan } from './plan-record.ts';
import { endOf } from './record-end.ts';
import { beginRecording, type RecordSession } from './record-session.ts';

let folder: string;
let served: ServedVenues | undefined;
let session: RecordSession | undefined;
const traffic = new Traffic();

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'evenkeel-record-'));
});

afterEach(async () => {
  await session?.close();
  await served?.close();
  [session, served] = [undefined, undefined];
  rmSync(folder, { recursive: true });
});

function planOf(flags: Partial<RecordFlags>, environment: NodeJS.ProcessEnv = {}): RecordPlan {
  const plan = planRecord({ ticker: 'ETH', out: join(folder, 'rec'), ...flags }, environment);
  if (!plan.ok) throw new Error(plan.message);
  return plan.value;
}

async function begin(...venues: readonly string[]): Promise<RecordSession> {
  served = await ServedVenues.start(venues);
  const [primary = '', hedge] = venues;
  const begun = await beginRecording(
    planOf(hedge === undefined ? { primary } : { primary, hedge }, served.environment),
  );
  if (!begun.ok) throw new Error(begun.message);
  session = begun.value;
  return begun.value;
}

async function recorded(path: string): Promise<Recording> {
  return expectOk(await openRecording(join(folder, 'rec', path)));
}

function replay(recording: Recording): ReturnType<typeof replayOf> {
  const fees = recordedFees(recording.facts);
  if (fees === undefined) throw new Error('a live recording knows the fees of its venue');
  const instrument = recordedInstrument(recording.facts, { venue: 'replay', account: 'main', fees });
  return replayOf(replaySource(recording, { instrument }));
}

/** Done when what is on its way has made it true. */
async function until(venue: ServedVenue, isTrue: () => boolean): Promise<void> {
  while (!isTrue()) await traffic.settle(venue.server.streams);
}

describe.each(['backpack', 'grvt', 'paradex'])('a recording of %s', (name) => {
  it('replays every book and every trade, and a connection that was cut as a market that was lost', async () => {
    const recording = await begin(name);
    const venue = (served as ServedVenues).of(name);
    const { exchange, server, instrument } = venue;
    const figures = (): RecordedFigures => recording.figures()[0] as RecordedFigures;
    const bookOf = (quantity: string, away: string): string =>
      `${venue.price(`-${away}`)}:${venue.lots(quantity)} | ${venue.price(away)}:${venue.lots(quantity)}`;
    const books = [bookOf('1000', '0.1')];
    for (const [quantity, away] of [
      ['7', '0.2'],
      ['3', '0.2'],
      ['5', '0.3'],
    ] as const) {
      venue.show(quantity, away);
      books.push(bookOf(quantity, away));
      await until(venue, () => figures().messages === books.length);
    }
    exchange.trade(instrument.symbol, 'sell', venue.price('-0.3'), venue.lots('2'));
    exchange.trade(instrument.symbol, 'buy', venue.price('0.3'), venue.lots('4'));
    await until(venue, () => figures().messages === books.length + 2);
    server.streams.cut('public');
    await until(venue, () => figures().losses === 1 && figures().bid !== undefined);
    await recording.close();

    const { facts, ...file } = await recorded(`${name}-ETH-001.rec`);
    const replayed = replay({ facts, ...file });
    expect(replayed.books).toEqual([...books, 'lost', bookOf('5', '0.3')]);
    expect(replayed.trades.map((text) => text.replace(/, heard .*$/, ''))).toEqual([
      `sell ${venue.lots('2')} at ${venue.price('-0.3')}`,
      `buy ${venue.lots('4')} at ${venue.price('0.3')}`,
    ]);
    expect(facts).toMatchObject({
      symbol: instrument.symbol,
      base: 'ETH',
      listed: { venue: name, minLots: instrument.minQuantity },
      sequence: { gapCount: 1 },
    });
  });
});

describe('a recording', () => {
  it('of two venues is two files of one time, and can be read while it grows', async () => {
    const recording = await begin('backpack', 'grvt');
    await until((served as ServedVenues).of('grvt'), () =>
      recording.figures().every(({ bid }) => bid !== undefined),
    );
    await recording.close();
    const { seconds, ...end } = endOf(planOf({ primary: 'backpack', hedge: 'grvt' }), recording.figures(), {
      tookUs: 61_500_000,
      failure: undefined,
    });
    expect(seconds).toBe('61.5');
    expect(end).toEqual({
      outcome: 'recorded',
      failure: null,
      ticker: 'ETH',
      markets: [
        { venue: 'backpack', symbol: 'ETH_USDC_PERP' },
        { venue: 'grvt', symbol: 'ETH_USDT_Perp' },
      ].map(({ venue, symbol }) => ({
        venue,
        symbol,
        messages: 1,
        losses: 0,
        bytes: statSync(join(folder, 'rec', `${venue}-ETH-001.rec`)).size,
        files: [join(folder, 'rec', `${venue}-ETH-001.rec`)],
      })),
    });
  });

  it('goes on behind what was recorded before', async () => {
    await (await begin('backpack')).close();
    await served?.close();
    await (await begin('backpack')).close();
    expect(readdirSync(join(folder, 'rec'))).toEqual(['backpack-ETH-001.rec', 'backpack-ETH-002.rec']);
  });

  it('of a coin that a venue does not list is refused, and leaves nothing behind', async () => {
    served = await ServedVenues.start(['backpack']);
    const begun = await beginRecording(planOf({ primary: 'backpack', ticker: 'DOGE' }, served.environment));
    expect(begun).toMatchObject({ ok: false, message: 'backpack lists no perpetual of DOGE' });
    expect(readdirSync(folder)).toEqual([]);
  });

  it('into a folder that cannot be made is refused', async () => {
    served = await ServedVenues.start(['backpack']);
    writeFileSync(join(folder, 'rec'), 'a file');
    const begun = await beginRecording(planOf({ primary: 'backpack' }, served.environment));
    expect(begun).toMatchObject({ ok: false, code: 'unwritable-folder' });
  });
});

describe('the plan', () => {
  const lineOf = (flags: Partial<RecordFlags>): string => {
    const plan = planRecord({ ticker: 'ETH', out: 'rec', primary: 'backpack', ...flags }, {});
    return plan.ok ? 'accepted' : `${plan.message}: ${plan.remedy}`;
  };

  it('takes names and coins in any case, and a time', () => {
    expect(planOf({ primary: 'Backpack ', hedge: 'GRVT', ticker: 'sol', duration: '10m' })).toMatchObject({
      venues: ['backpack', 'grvt'],
      ticker: 'SOL',
      durationMs: 600_000,
    });
  });

  it.each<[Partial<RecordFlags>, RegExp]>([
    [{ primary: 'backpak' }, /no venue "backpak": did you mean backpack/],
    [{ hedge: 'backpack' }, /backpack is named twice/],
    [{ ticker: '../ETH' }, /--ticker is "..\/ETH": name a base coin/],
    [{ out: ' ' }, /no folder is named/],
    [{ duration: '0' }, /--duration is "0": use seconds above 0/],
    [{ duration: 'ten' }, /--duration is "ten"/],
    [{ local: true, ticker: 'DOGE' }, /no ticker "DOGE"/],
    [{ envFile: '/no/such/env' }, /env/],
  ])('refuses %j', (flags, expected) => expect(lineOf(flags)).toMatch(expected));

  it('needs a venue', () => {
    const plan = planRecord({ ticker: 'ETH', out: 'rec' }, {});
    expect(plan).toMatchObject({ ok: false, remedy: 'name one or two: --primary backpack --hedge grvt' });
  });
});
