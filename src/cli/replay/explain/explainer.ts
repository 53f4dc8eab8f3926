// Looks on while a record is played, and tells the turns of a range that mattered.
import type { PairState } from '../../../execution/pair-state.ts';
import type { RecordedTurn } from '../../../journal/recorded.ts';
import type { Onlooker } from '../../history/play-record.ts';
import { explainTurn, type ExplainedTurn } from './explain-turn.ts';
import type { Moment } from './moment.ts';
import { isSameReason, whyQuiet } from './why-quiet.ts';

/** `tell` gets one after the other; `from` is the first turn that may be told. */
export function explainer(from: number, tell: (explained: ExplainedTurn) => void): Onlooker {
  let quietBefore: string | undefined;
  return {
    after(turn: RecordedTurn, asked: Moment['asked'], pair: PairState): void {
      const quiet = whyQuiet(pair);
      const isNews = quiet !== undefined && !isSameReason(quiet, quietBefore);
      quietBefore = quiet;
      if (turn.sequence < from) return;
      const explained = explainTurn(turn, { pair, asked }, isNews ? quiet : undefined);
      if (explained !== undefined) tell(explained);
    },
  };
}
