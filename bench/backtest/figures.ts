// How many market messages a second are played on one core, from decoded recordings and from raw ones, each beside the least that reading
// them takes.
import { performance } from 'node:perf_hooks';
import { takeTurns, type Contestant, type Result } from '../measure.ts';
import { load, recordingFiles } from '../recordings.ts';
import { rawContestants } from './from-raw.ts';
import { RecordedPair } from './recorded-pair.ts';

const rounds = 7;
/** The recordings are a few minutes long: they are played again and again, ten seconds in all. */
const wholeRoundMs = 1_450;
const otherRoundMs = 300;
const rawRounds = 5;

export interface BacktestFigures {
  readonly decoded: readonly Result[];
  readonly raw: readonly Result[];
  /** Seconds of the market in a second of ours, with the whole world. */
  readonly timesRealTime: number;
}

export async function backtestFigures(): Promise<BacktestFigures> {
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
