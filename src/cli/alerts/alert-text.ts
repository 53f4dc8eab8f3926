// An alert as it is read on a phone: what happened and where, how much is naked, what the engine does about it, and what to do oneself.
import { formatLots, baseToLotsTowardsZero, valueAtMid, type Instrument } from '../../core/instrument.ts';
import { absBase, formatBase, formatQuote } from '../../core/money.ts';
import { statusOf } from '../../engine/status.ts';
import { isNaked } from '../../execution/exposure.ts';
import type { PairState } from '../../execution/pair-state.ts';
import type { Notice } from '../../ports/notifier.ts';
import { rounded, signed } from '../../reports/readable.ts';
import type { World } from '../../reports/run-summary.ts';
import { remedyFor } from './remedies.ts';

/** Which of somebody's runs it is. */
export interface RunName {
  readonly primary: Instrument;
  readonly hedge: Instrument;
  readonly world: World;
  /** Machine and folder. */
  readonly place: string;
}

export interface Tidings {
  readonly severity: Notice['severity'];
  readonly code: string;
  /** Sentences with the figures. */
  readonly text: string;
  /** Where it says more than the code does. */
  readonly remedy?: string | undefined;
  /** On the run's clock, in µs. */
  readonly atUs: number;
}

export const alertMarks = { info: '🟢', warning: '🟠', critical: '🔴' } as const;

/** `pair` where it still matters what it holds. */
export function alertText(name: RunName, tidings: Tidings, pair: PairState | undefined): string {
  const { severity, code, text, atUs, remedy = remedyFor(code) } = tidings;
  const { primary, hedge, world, place } = name;
  return [
    `${alertMarks[severity]} ${code} · ${primary.base} ${primary.venue}/${hedge.venue} · ${world}`,
    text,
    ...(pair === undefined ? [] : [`Naked: ${nakedText(pair)}`, `Engine: ${engineText(pair)}`]),
    ...(remedy === undefined ? [] : [`You: ${remedy}`]),
    `${clockText(atUs)} UTC · ${place}`,
  ].join('\n');
}

/** What is naked, what that is worth, and where it stands. */
function nakedText(pair: PairState): string {
  const { netDelta, primary, hedge } = pair;
  const positions = [primary, hedge]
    .map(({ instrument, position }) => `${instrument.venue} ${formatLots(instrument, position)}`)
    .join(', ');
  if (netDelta === 0n) return `nothing (${positions})`;
  return `${signed(formatBase(netDelta), 8).replace(/\.?0+$/, '')} ${primary.instrument.base}${worthText(pair)} (${positions})`;
}

function worthText({ netDelta, primary: { instrument, touch } }: PairState): string {
  if (touch === undefined) return '';
  const quantity = baseToLotsTowardsZero(instrument, absBase(netDelta));
  const worth = formatQuote(valueAtMid(instrument, touch.bid, touch.ask, quantity));
  return `, about ${rounded(worth, 2)} ${instrument.quote}`;
}

function engineText(pair: PairState): string {
  if (pair.halt === undefined) return statusOf(pair).doing;
  return isNaked(pair) ? 'quotes no more, and goes on reducing what is naked' : 'quotes no more';
}

const clockText = (atUs: number): string => new Date(atUs / 1_000).toISOString().slice(11, 19);
