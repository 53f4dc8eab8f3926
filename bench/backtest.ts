// B5, backtests: how many market messages a second are played on one core, from decoded recordings and from raw ones, each beside
// the least that reading them takes; and their lines for people.
import { performance } from 'node:perf_hooks';
import { rawContestants } from './backtest/from-raw.ts';
import { RecordedPair } from './backtest/recorded-pair.ts';
import { takeTurns, type Contestant, type Result } from './measure.ts';
import { haveRecordings, load, recordingFiles } from './recordings.ts';

const rounds = 7;
/** The recordings are a few minutes long: they are played again and again, ten seconds in all. */
const wholeRoundMs = 1_450;
const otherRoundMs = 300;
const rawRounds = 5;

export const messagesPerSecondBars = { decoded: 2_000_000, raw: 100_000 } as const;

export interface BacktestFigures {
  readonly decoded: readonly Result[];
  readonly raw: readonly Result[];
  /** Seconds of the market in a second of ours, with the whole world. */
  readonly timesRealTime: number;
}

/** `undefined` where there are no recordings. */
export async function measureBacktest(): Promise<BacktestFigures | undefined> {
  if (!haveRecordings()) return undefined;
  const pair = new RecordedPair(await load(recordingFiles.primary), await load(recordingFiles.hedge));
  const decoded = await takeTurns(
    [
      looped('decoded replay', otherRoundMs, () => pair.decode()),
      looped('step alone (books, decisions)', otherRoundMs, () => pair.stepAlone()),
      looped('whole world (venues, queue model, engine, ledger)', wholeRoundMs, () => pair.wholeWorld()),
    ],
    rounds,
  );
  const raw = await takeTurns(rawContestants(), rawRounds);
  const messagesPerSecond = pair.wholeWorld() / pair.seconds;
  return { decoded, raw, timesRealTime: (decoded.at(-1)?.unitsPerSecond ?? 0) / messagesPerSecond };
}

export function backtestText(figures: BacktestFigures | undefined): string {
  if (figures === undefined)
    return 'B5, backtests: skipped, no recordings here; set RECORDINGS to their folder\n';
  const { decoded, raw, timesRealTime } = figures;
  const { decoded: decodedBar, raw: rawBar } = messagesPerSecondBars;
  return [
    `B5, backtests: messages a second on one core, ${Math.round(timesRealTime)} × real time (bar: ${decodedBar / 1e6} M/s in the whole world)`,
    ...decoded.map(line),
    `B5, from raw files (bar: ${rawBar / 1e6} M/s in the whole world)`,
    ...raw.map(line),
    '',
  ].join('\n');
}

function line({ name, unitsPerSecond, rounds: count, ratioToFloor }: Result): string {
  const rate = `${(unitsPerSecond / 1e6).toFixed(3)} M/s`.padStart(11);
  return `  ${rate}  ${ratioToFloor.toFixed(3)} × floor  ${name}, median of ${count}`;
}

/** Again and again until a round has lasted so long. */
function looped(name: string, roundMs: number, play: () => number): Contestant {
  return {
    name,
    round: () => {
      const untilMs = performance.now() + roundMs;
      let messages = 0;
      do messages += play();
      while (performance.now() < untilMs);
      return messages;
    },
  };
}
