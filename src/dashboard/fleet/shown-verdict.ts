// The verdict as it is shown: a run's own, for as long as it can be believed. A run that is silent does not look healthy, whatever it said
// last.
import type { RunStatus, StatusTone } from '../../status/run-status.ts';
import type { FleetRun } from './fleet.ts';

export interface ShownVerdict {
  readonly tone: StatusTone;
  readonly word: string;
  readonly meaning: string;
  readonly explanation: string;
  readonly remedy: string | undefined;
  /** What stands under it is old. */
  readonly isStale: boolean;
}

/** Every run is heard of at least every second. */
const silenceMsMax = 3_000;
/** An engine decides every 50 ms, and looks at nothing for longer only when its process, or its machine, stands still. */
const engineSilenceMsMax = 2_000;

export function shownVerdict(run: FleetRun, nowMs: number): ShownVerdict {
  const { status, silence, isOpen, heardAtMs, lastWord } = run;
  if (!isOpen) return ended(run);
  if (silence !== undefined) return lastWord === undefined ? unanswered(run, silence, nowMs) : ended(run);
  if (status === undefined) return connecting;
  const ageMs = nowMs - heardAtMs;
  if (ageMs > silenceMsMax)
    return stale(status, {
      word: 'SILENT',
      explanation: `Nothing has been heard of the run for ${seconds(ageMs)}: its process, or this machine, stands still.`,
      remedy: 'Look at both venues, and at the process. What stands here is old.',
    });
  if (status.engineSilenceMs > engineSilenceMsMax && status.end === null)
    return stale(status, {
      word: 'STANDS STILL',
      explanation: `The process answers, but its engine has not decided on anything for ${seconds(status.engineSilenceMs)}.`,
      remedy: 'Look at both venues, and at the log of the run.',
    });
  const { tone, word, meaning, explanation, remedy } = status.verdict;
  return { tone, word, meaning, explanation, remedy: remedy ?? undefined, isStale: false };
}

const connecting: ShownVerdict = {
  tone: 'warning',
  word: 'LISTENING',
  meaning: 'waiting for the first word of the run',
  explanation: '',
  remedy: undefined,
  isStale: true,
};

function unanswered(
  { status }: FleetRun,
  { sinceMs, reason }: NonNullable<FleetRun['silence']>,
  nowMs: number,
): ShownVerdict {
  const begun = {
    word: 'NO ANSWER',
    explanation: `The run is not over, and no process of it answers for ${seconds(nowMs - sinceMs)} now (${reason}).`,
    remedy:
      'Look at both venues. If it has died, start it again with the same command: it goes on where it was.',
  };
  if (status !== undefined) return stale(status, begun);
  return { ...begun, tone: 'bad', meaning: 'what it holds is not known here', isStale: true };
}

function stale(
  { netDeltaBase, identity }: RunStatus,
  said: Pick<ShownVerdict, 'word' | 'explanation' | 'remedy'>,
): ShownVerdict {
  const meaning = `net delta was ${netDeltaBase} ${identity.baseAsset}`;
  return { ...said, tone: 'bad', meaning, isStale: true };
}

const endings: Readonly<Record<string, Pick<ShownVerdict, 'tone' | 'word' | 'remedy'>>> = {
  flat: { tone: 'good', word: 'ENDED FLAT', remedy: undefined },
  held: {
    tone: 'warning',
    word: 'ENDED HEDGED',
    remedy: 'Nothing, or start it again: it goes on with what is open.',
  },
  'halted-safe': { tone: 'bad', word: 'ENDED HALTED', remedy: 'See to the reason, then `evenkeel resume`.' },
  'exposure-left': {
    tone: 'bad',
    word: 'EXPOSURE LEFT',
    remedy: 'Look at both venues now, and close by hand.',
  },
  refused: { tone: 'warning', word: 'NOT STARTED', remedy: undefined },
};

function ended({ lastWord, status }: FleetRun): ShownVerdict {
  const outcome = lastWord?.outcome ?? status?.end?.outcome;
  const reason = lastWord?.endReason ?? status?.end?.reason;
  if (outcome === undefined || reason === undefined)
    return {
      tone: 'warning',
      word: 'ENDED',
      meaning: 'it has left no summary',
      explanation: 'It has come to an end, and what it left cannot be read.',
      remedy: 'See its log, or `evenkeel report` of its folder.',
      isStale: true,
    };
  const netDelta = lastWord === undefined ? '' : `net delta ${lastWord.netDelta} ${lastWord.baseAsset}`;
  const known = endings[outcome] ?? { tone: 'warning', word: outcome.toUpperCase(), remedy: undefined };
  return { ...known, meaning: netDelta, explanation: reason, isStale: true };
}

const seconds = (ms: number): string => `${Math.max(0, Math.floor(ms / 1_000))} s`;
