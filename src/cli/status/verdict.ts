// What one asks at three in the morning: is it all right, and if not, what is to be done? One answer for the screen, the dashboard and
// whoever asks from a phone.
import { assertNever } from '../../core/assert.ts';
import { formatBase, absBase } from '../../core/money.ts';
import type { PairStatus } from '../../engine/status.ts';
import type { StatusTone, VerdictState } from '../../status/run-status.ts';
import { remedyFor } from '../alerts/remedies.ts';
import { deltaText, positionText } from '../view/figures.ts';
import { haltRemedy } from '../view/halt-remedy.ts';

export interface VerdictFacts {
  readonly status: PairStatus;
  /** For how long something has been naked, in µs; `undefined` while nothing is. */
  readonly nakedForUs: number | undefined;
  /** Of a pair that is halted, whether it still runs or not. */
  readonly halt: { readonly code: string; readonly text: string } | undefined;
}

export interface VerdictInWords {
  readonly state: VerdictState;
  readonly tone: StatusTone;
  /** One word, in capitals, and the code of a halt. */
  readonly word: string;
  /** What that means in figures. */
  readonly meaning: string;
  /** What it does or waits for, or what has happened. */
  readonly explanation: string;
  /** What a person has to do. */
  readonly remedy?: string | undefined;
}

export function describeVerdict(facts: VerdictFacts): VerdictInWords {
  const { verdict, doing, heldBy } = facts.status;
  switch (verdict) {
    case 'starting':
      return {
        state: 'starting',
        word: 'STARTING',
        tone: 'warning',
        meaning: 'asking both venues what is there',
        explanation: doing,
      };
    case 'flat':
    case 'balanced':
      return heldBy === undefined ? calm(facts, verdict) : held(facts, heldBy);
    case 'hedging':
      return {
        state: 'hedging',
        word: 'HEDGING',
        tone: 'warning',
        meaning: nakedness(facts),
        explanation: doing,
      };
    case 'reducing':
      return {
        state: 'reducing',
        word: 'REDUCING',
        tone: 'bad',
        meaning: nakedness(facts),
        explanation: 'the hedge could not be had: the unhedged part is reduced on whichever venue takes it',
      };
    case 'paused':
      return {
        state: 'paused',
        word: 'PAUSED',
        tone: 'warning',
        meaning: exposure(facts, ''),
        explanation: doing,
      };
    case 'stopping':
      return {
        state: 'stopping',
        word: 'STOPPING',
        tone: 'warning',
        meaning: exposure(facts),
        explanation: doing,
      };
    case 'halted':
      return halted(facts);
    case 'finished':
      return facts.halt === undefined ? finished(facts) : halted(facts);
    default:
      return assertNever(verdict);
  }
}

/** What works, and what waits for a better price, is well either way; which of them it is, is told. */
function calm(facts: VerdictFacts, verdict: 'flat' | 'balanced'): VerdictInWords {
  const { doing } = facts.status;
  return {
    state: doing.startsWith('waiting: ') ? 'waiting' : verdict,
    word: verdict === 'flat' ? 'FLAT' : 'BALANCED',
    tone: 'good',
    meaning: verdict === 'flat' ? 'nothing at risk' : balance(facts),
    explanation: doing,
  };
}

function held(facts: VerdictFacts, reason: string): VerdictInWords {
  const isFlat = facts.status.verdict === 'flat';
  return {
    state: 'held',
    word: 'HELD',
    tone: 'warning',
    meaning: isFlat ? 'nothing at risk' : balance(facts),
    explanation: reason,
    remedy: remedyFor('held'),
  };
}

function balance({ status: { primary, hedge, netDelta } }: VerdictFacts): string {
  const { base } = primary.instrument;
  if (primary.position === 0 || hedge.position === 0) return `dust ${deltaText(netDelta)} ${base}`;
  const legs = [primary, hedge].map(({ instrument, position }) => positionText(instrument, position));
  const dust = netDelta === 0n ? '' : `, dust ${deltaText(netDelta)}`;
  return `${legs.join(' hedged by ')} ${base}${dust}`;
}

function nakedness({ status, nakedForUs }: VerdictFacts): string {
  const quantity = `${formatBase(absBase(status.netDelta))} ${status.primary.instrument.base} naked`;
  return nakedForUs === undefined ? quantity : `${quantity} for ${(nakedForUs / 1_000_000).toFixed(1)} s`;
}

function exposure(facts: VerdictFacts, doing: string = 'closing '): string {
  const { primary, hedge, netDelta } = facts.status;
  if (primary.position === 0 && hedge.position === 0) return 'flat on both venues';
  if (netDelta === 0n) return `${doing}${balance(facts)}`;
  return `net delta ${deltaText(netDelta)} ${primary.instrument.base}, not flat yet`;
}

/** The engine's own words say what happened; the remedy says what a person does about it. */
function halted({ status: { netDelta, primary, doing }, halt }: VerdictFacts): VerdictInWords {
  const left = netDelta === 0n ? 'net delta 0' : `net delta ${deltaText(netDelta)}`;
  return {
    state: 'halted',
    word: halt === undefined ? 'HALTED' : `HALTED ${halt.code}`,
    tone: 'bad',
    meaning: `${left} ${primary.instrument.base}`,
    explanation: halt?.text ?? doing,
    remedy: halt === undefined ? undefined : haltRemedy(halt.code),
  };
}

function finished({ status: { netDelta, primary, hedge, doing } }: VerdictFacts): VerdictInWords {
  const isFlat = primary.position === 0 && hedge.position === 0;
  return {
    state: 'finished',
    word: isFlat ? 'FLAT' : 'ENDED',
    tone: isFlat ? 'good' : 'warning',
    meaning: isFlat ? 'finished' : `net delta ${deltaText(netDelta)} ${primary.instrument.base} is left`,
    explanation: doing,
  };
}
