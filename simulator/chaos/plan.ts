// What was asked for on the command line of `npm run chaos`, judged: every mistake is one line that says what would be right.
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { wholeNumber } from '../../src/cli/settings/read-amount.ts';
import { accepted, refused, type Checked } from '../../src/core/checked.ts';
import { deathPointNames } from './death-points.ts';

/** As commander hands them over. */
export interface ChaosOptions {
  readonly kills?: string;
  readonly seed?: string;
  readonly timeScale?: string;
  readonly lanes?: string;
  readonly folder: string;
  readonly anew?: true;
  readonly json?: true;
}

/** What the outcome depends on. */
export interface ChaosParameters {
  readonly seed: number;
  readonly timeScale: number;
}

export interface ChaosPlan {
  readonly parameters: ChaosParameters;
  readonly kills: number;
  /** How many times each point is struck at least. */
  readonly strikesMin: number;
  /** Pairs of venues side by side. */
  readonly lanes: number;
  readonly folder: string;
  readonly stateFile: string;
  readonly isAnew: boolean;
  readonly isJson: boolean;
}

const killsMax = 100_000;
const lanesMax = 64;
const strikesMin = 3;
/** Every second death is at a point, and not every point is reached before patience ends. */
const killsPerStrike = 3;

export function planChaos(options: ChaosOptions): Checked<ChaosPlan> {
  const kills = numberOf('kills', options.kills, 200, killsMax);
  if (!kills.ok) return kills;
  const seed = numberOf('seed', options.seed, 1, Number.MAX_SAFE_INTEGER);
  if (!seed.ok) return seed;
  const lanes = numberOf('lanes', options.lanes, Math.max(2, availableParallelism()), lanesMax);
  if (!lanes.ok) return lanes;
  const timeScale = options.timeScale === undefined ? 0.1 : Number(options.timeScale);
  if (!(timeScale > 0 && timeScale <= 1))
    return refused(
      'bad-option',
      `--time-scale is "${options.timeScale}"`,
      'use a number above 0 and up to 1: at 1 a process or a server stands still for up to a minute',
    );
  const { folder } = options;
  return accepted({
    parameters: { seed: seed.value, timeScale },
    kills: kills.value,
    strikesMin: Math.min(strikesMin, Math.floor(kills.value / (killsPerStrike * deathPointNames.length))),
    lanes: lanes.value,
    folder,
    stateFile: join(folder, `seed-${seed.value}-scale-${timeScale}.json`),
    isAnew: options.anew === true,
    isJson: options.json === true,
  });
}

function numberOf(name: string, text: string | undefined, otherwise: number, most: number): Checked<number> {
  if (text === undefined) return accepted(otherwise);
  const reading = wholeNumber(1, most, `use a whole number from 1 to ${most}`)(text.trim());
  return reading.ok
    ? accepted(reading.value)
    : refused('bad-option', `--${name} is "${text}"`, reading.remedy);
}
