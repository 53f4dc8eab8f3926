// Which of several values is in force, and how it is told: command line over environment over profile over file over default.
import { describe, expect, it } from 'vitest';
import type { MarketFacts } from './derived-defaults.ts';
import { readEnvironment } from './from-environment.ts';
import { readFileLayers } from './from-file.ts';
import { readFlags, type TextsByName } from './from-flags.ts';
import { settle } from './in-force.ts';
import type { Layers } from './layers.ts';
import { chooseMarket } from './market-choice.ts';
import { sourceText } from './source.ts';
import type { SettingName } from './table/table.ts';
import { marketFacts } from './testing/market-facts.ts';

interface Places {
  readonly flags?: TextsByName;
  readonly environment?: Record<string, string>;
  readonly file?: string;
}

function layersFrom({ flags = {}, environment = {}, file = '' }: Places): Layers {
  const fromFlags = readFlags(flags);
  const fromEnvironment = readEnvironment(environment, new Map([['EVENKEEL_SEED', '.env']]));
  const fromFile = readFileLayers(file, 'evenkeel.yaml');
  if (!fromFlags.ok || !fromEnvironment.ok || !fromFile.ok) throw new Error('every layer is understood');
  return { flags: fromFlags.value, environment: fromEnvironment.value, ...fromFile.value };
}

const simulated = marketFacts({});
const recorded = marketFacts({ kind: 'replay' });

function inForce(places: Places, name: SettingName, market: MarketFacts = simulated): string {
  const { texts, source } = settle(layersFrom(places), market).given.get(name) ?? { texts: [] };
  return `${texts.join(' ')} | ${source === undefined ? '' : sourceText(name, source)}`;
}

const file = 'size: 0.03\nprofiles:\n  eth:\n    size: 0.04\n  SOL: { size: 5 }\n';
const environment = { EVENKEEL_SIZE: '0.05' };
const flags = { size: '0.06' };

describe('the value in force', () => {
  it.each<[string, Places, string]>([
    ['is the default where nothing is given', {}, '0.01 | default'],
    ['is the one of the file', { file: 'size: 0.03' }, '0.03 | evenkeel.yaml:1'],
    ['is the one of the profile before the file', { file }, '0.04 | profile ETH evenkeel.yaml:4'],
    ['is the one of the environment before both', { file, environment }, '0.05 | environment EVENKEEL_SIZE'],
    ['is the one of the command line before all', { file, environment, flags }, '0.06 | flag'],
    [
      'is the one below an empty variable',
      { file, environment: { EVENKEEL_SIZE: ' ' } },
      '0.04 | profile ETH evenkeel.yaml:4',
    ],
  ])('%s', (_case, places, expected) => {
    expect(inForce(places, 'size')).toBe(expected);
  });

  it('is not that of the profile of another asset', () => {
    expect(inForce({ file }, 'size', marketFacts({ base: 'BTC' }))).toBe('0.03 | evenkeel.yaml:1');
  });

  it('says when a variable came from a file', () => {
    expect(inForce({ environment: { EVENKEEL_SEED: '7' } }, 'seed')).toBe('7 | .env EVENKEEL_SEED');
  });

  it('of a repeatable setting is the whole list of the strongest place', () => {
    const places = {
      file: 'quote-rate: [USDT=0.99, EUR=1.1]',
      environment: { EVENKEEL_QUOTE_RATE: 'USDT=0.98, USD=1' },
    };
    expect(inForce({ file: places.file }, 'quoteRate')).toBe('USDT=0.99 EUR=1.1 | evenkeel.yaml:1');
    expect(inForce(places, 'quoteRate')).toBe('USDT=0.98 USD=1 | environment EVENKEEL_QUOTE_RATE');
  });
});

describe('defaults that depend on the rest', () => {
  it.each<[string, Places, SettingName, MarketFacts, string]>([
    ['ten round trips', {}, 'iter', simulated, '10'],
    ['none beside another end', { flags: { until: '06:00' } }, 'iter', simulated, ''],
    ['none on recordings', {}, 'iter', recorded, ''],
    ['twenty attempts a round trip', { flags: { iter: '7' } }, 'maxAttempts', simulated, '140'],
    ['a position of 5 ETH', {}, 'maxPosition', simulated, '5'],
    [
      'a position of the largest size',
      { flags: { size: '1..3' } },
      'maxPosition',
      marketFacts({ base: 'SOL' }),
      '3',
    ],
    ['no daily loss limit on recordings', {}, 'maxDailyLoss', recorded, ''],
    ['full speed on recordings', {}, 'speed', recorded, 'max'],
  ])('%s', (_case, places, name, market, expected) => {
    expect(inForce(places, name, market)).toBe(`${expected} | default`);
  });

  it('fees as listed, and a rate of 1 between two quote assets', () => {
    expect(inForce({}, 'hedgeFees')).toBe('2/5 | default');
    expect(inForce({}, 'quoteRate')).toBe('USDT=1 | default');
  });

  it('a time of day is the next one on the clock of the run', () => {
    expect(inForce({ flags: { until: '06:30' } }, 'until')).toBe('2026-01-05T06:30:00Z | flag');
    expect(inForce({ flags: { until: '00:00' } }, 'until')).toBe('2026-01-06T00:00:00Z | flag');
  });

  it('a position limit of 0 is a word for the order size', () => {
    expect(inForce({ flags: { size: '0.2', maxPosition: '0' } }, 'maxPosition')).toBe('0.2 | flag');
  });
});

describe('the market', () => {
  const replay = 'replay-primary: a\nreplay-hedge: b\n';

  it.each<[string, Places, object]>([
    ['is simulated where nothing is chosen', {}, { kind: 'simulated', ticker: undefined }],
    ['is the recorded one of the file', { file: replay }, { kind: 'replay', primary: 'a', hedge: 'b' }],
    [
      'is the simulated one of the command line, whatever the file replays',
      { file: replay, flags: { ticker: 'SOL' } },
      { kind: 'simulated', ticker: 'SOL' },
    ],
    [
      'is the recorded one of the command line, whatever the file trades',
      { file: 'ticker: SOL', flags: { replayPrimary: 'a', replayHedge: 'b' } },
      { kind: 'replay', primary: 'a', hedge: 'b' },
    ],
  ])('%s', (_case, places, expected) => {
    expect(chooseMarket(layersFrom(places))).toEqual({ ok: true, value: expected });
  });
});
