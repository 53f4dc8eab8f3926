// The markets of a backtest: one for each seed, or one for each pair of recordings. Each is a run of its own, which begins and ends flat.
import { basename } from 'node:path';
import { accepted, refused, type Checked } from '../../core/checked.ts';
import { givenIn, type Given, type Layers } from '../settings/layers.ts';
import { strengthOf } from '../settings/source.ts';
import { wholeNumber } from '../settings/read-amount.ts';
import type { SettingName } from '../settings/table/table.ts';

export interface TestMarket {
  /** "seed 7", or the two files. */
  readonly name: string;
  readonly layers: Layers;
  /** `undefined` for a synthetic one. */
  readonly files: RecordedPairFiles | undefined;
}

export interface RecordedPairFiles {
  readonly primary: string;
  readonly hedge: string;
}

export interface TestMarkets {
  readonly markets: readonly TestMarket[];
  /** Recordings of one leg for which there is none of the other. */
  readonly alone: readonly string[];
}

const seedsMax = 100_000;
const seedMost = 2 ** 32 - 1;

/** `seeds` as it was typed; synthetic markets are those from `--seed` on. */
export function marketsOf(layers: Layers, seeds: string | undefined): Checked<TestMarkets> {
  const recordings = recordingsIn(layers);
  if (recordings !== undefined) {
    return seeds === undefined
      ? recordedMarkets(layers, recordings)
      : refused(
          'seeds-with-recordings',
          '--seeds makes markets, and recordings are markets',
          'leave one of them out',
        );
  }
  const count = readSeeds(seeds);
  if (!count.ok) return count;
  const first = Number(givenIn(layers, 'seed', undefined)?.texts[0] ?? '1');
  if (first + count.value - 1 > seedMost)
    return refused(
      'bad-option',
      `--seed ${first} leaves no room for ${count.value} seeds`,
      `stay below ${seedMost}`,
    );
  const markets = Array.from({ length: count.value }, (_, index) => {
    const seed = String(first + index);
    return { name: `seed ${seed}`, layers: withSettings(layers, { seed: [seed] }), files: undefined };
  });
  return accepted({ markets, alone: [] });
}

function readSeeds(text: string | undefined): Checked<number> {
  if (text === undefined) return accepted(1);
  const reading = wholeNumber(1, seedsMax, `use a whole number from 1 to ${seedsMax}`)(text.trim());
  return reading.ok ? accepted(reading.value) : refused('bad-option', `--seeds is "${text}"`, reading.remedy);
}

interface Recordings {
  readonly primary: readonly string[];
  readonly hedge: readonly string[];
}

/** Where recordings are chosen in a place at least as strong as venues or a ticker; the contradictions are the plan's to name. */
function recordingsIn(layers: Layers): Recordings | undefined {
  const given = (name: SettingName): Given | undefined => givenIn(layers, name, undefined);
  const strength = (names: readonly SettingName[]): number =>
    Math.max(-1, ...names.map((name) => strengthOf(given(name)?.source ?? { kind: 'default' })));
  const files = { primary: given('replayPrimary')?.texts ?? [], hedge: given('replayHedge')?.texts ?? [] };
  const isGiven = files.primary.length + files.hedge.length > 0;
  return isGiven && strength(['replayPrimary', 'replayHedge']) >= strength(['primary', 'hedge', 'ticker'])
    ? files
    : undefined;
}

/** Where one leg has none at all there is no market; what there is of the other is alone. */
function recordedMarkets(layers: Layers, { primary, hedge }: Recordings): Checked<TestMarkets> {
  const both = Math.min(primary.length, hedge.length);
  const markets = Array.from({ length: both }, (_, index) => {
    const files = { primary: primary[index] ?? '', hedge: hedge[index] ?? '' };
    return {
      name: `${basename(files.primary)} and ${basename(files.hedge)}`,
      layers: withSettings(layers, { replayPrimary: [files.primary], replayHedge: [files.hedge] }),
      files,
    };
  });
  return accepted({ markets, alone: [...primary.slice(both), ...hedge.slice(both)] });
}

/** As if these had been typed in the place of whatever was given. */
export function withSettings(
  layers: Layers,
  texts: Readonly<Partial<Record<SettingName, readonly string[]>>>,
): Layers {
  const flags = new Map(layers.flags);
  for (const [name, given] of Object.entries(texts))
    flags.set(name as SettingName, { texts: given, source: { kind: 'flag' } });
  return { ...layers, flags };
}
