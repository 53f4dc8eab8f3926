// What a replay comes to: the verdict, the figures beside those of the run, and where the pair stood if it was stopped on the way.
import type { RunSummary } from '../../reports/run-summary.ts';
import type { Playback, PlaybackEnd } from '../history/play-record.ts';
import type { RecordedRun } from '../history/recorded-run.ts';
import { summarisePlayback } from '../history/summarise-playback.ts';
import { compareFigures, judgeReplay, type ComparedFigure, type ReplayVerdict } from './judge-replay.ts';
import { pairAt, type PairAt } from './pair-at.ts';

export interface ReplayReport {
  /** `stopped`: as far as was asked for, which is no verdict on the whole. */
  readonly verdict: ReplayVerdict | 'stopped';
  readonly runDirectory: string;
  readonly world: string;
  readonly engineVersion: string;
  readonly baseAsset: string;
  readonly quoteAsset: string;
  readonly legs: { readonly primary: string; readonly hedge: string };
  readonly turns: number;
  /** From the first event to the last, by the run's own clock. */
  readonly spanUs: number;
  /** The first turn that asks for something else now. */
  readonly difference: TurnDifference | null;
  /** Empty where it did not come to the end. */
  readonly figures: readonly ComparedFigure[];
  /** Where it stopped; null where it came to the end. */
  readonly stoppedAt: PairAt | null;
}

export interface TurnDifference {
  readonly turn: number;
  readonly recorded: string;
  readonly asked: string;
}

export function reportReplay(
  run: RecordedRun,
  playback: Playback,
  { isStopped }: { readonly isStopped: boolean },
): ReplayReport {
  const { pair, turns } = playback;
  const { primary, hedge } = pair.config;
  const difference = differenceIn(playback.end, turns);
  const isWhole = difference === null && !isStopped;
  const figures = isWhole ? compareFigures(run.summary, summaryAtEnd(run, playback)) : [];
  return {
    verdict: difference === null ? (isStopped ? 'stopped' : judgeReplay(figures)) : 'differs',
    runDirectory: run.folder,
    world: run.world,
    engineVersion: run.journal.run.engineVersion,
    baseAsset: primary.base,
    quoteAsset: primary.quote,
    legs: { primary: primary.venue, hedge: hedge.venue },
    turns,
    spanUs: pair.nowUs - pair.startedAtUs,
    difference,
    figures,
    stoppedAt: isWhole ? null : pairAt(turns, pair),
  };
}

function differenceIn(end: PlaybackEnd, turn: number): TurnDifference | null {
  return end.kind === 'differs' ? { turn, recorded: end.recorded, asked: end.asked } : null;
}

const summaryAtEnd = ({ world }: RecordedRun, playback: Playback): RunSummary =>
  summarisePlayback(playback, { world, endReason: 'replayed' });
