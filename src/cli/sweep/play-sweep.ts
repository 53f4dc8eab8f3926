// A sweep at work: jobs go out to the crew, results are taken in their order, and the state is kept as it goes.
import { performance } from 'node:perf_hooks';
import type { CheckFailure, Checked } from '../../core/checked.ts';
import type { MarketJob, MarketResult } from '../backtest/play-market.ts';
import { inOrder } from '../crew/in-order.ts';
import type { KeptState } from '../crew/kept-state.ts';
import { resultOf, type SweepProgress } from './sweep-state.ts';

const saveEveryMs = 5_000;
/** So many are begun ahead a thread, so that one slow run keeps nobody waiting. */
const aheadPerThread = 4;

export interface SweepWork {
  readonly jobs: readonly MarketJob[];
  readonly state: Pick<KeptState<SweepProgress>, 'progress' | 'save'>;
  /** `undefined` when it was given up. */
  readonly play: (job: MarketJob) => Promise<Checked<MarketResult> | undefined>;
  readonly threads: number;
  readonly onDone: () => void;
  /** The state cannot be kept any more; the sweep goes on. */
  readonly onUnsaved: (message: string) => void;
}

/** Goes on where the state stands; whatever is done is in it, also when the work is given up. */
export async function playSweep({
  jobs,
  state,
  play,
  threads,
  onDone,
  onUnsaved,
}: SweepWork): Promise<CheckFailure | undefined> {
  const { results } = state.progress;
  let failure: CheckFailure | undefined;
  let savedMs = performance.now();
  const save = (): void => {
    savedMs = performance.now();
    const message = state.save();
    if (message !== undefined) onUnsaved(message);
  };
  await inOrder<MarketJob, Checked<MarketResult>>({
    items: jobs.slice(results.length),
    ahead: threads * aheadPerThread,
    run: play,
    take: (result) => {
      if (!result.ok) {
        failure = result;
        return false;
      }
      results.push(resultOf(result.value));
      onDone();
      if (performance.now() - savedMs >= saveEveryMs) save();
      return true;
    },
  });
  save();
  return failure;
}
