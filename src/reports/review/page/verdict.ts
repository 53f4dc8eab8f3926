// The first line of a page: how the run ended, in a word, and what may not be overlooked before any figure is read.
import { counted, isZero, rounded } from '../../readable.ts';
import type { ReplayCheck, RunReview, RunState } from '../run-review.ts';
import { momentText, withMinus } from './cells.ts';
import type { Page, Tone } from './page.ts';

interface Ending {
  readonly tone: Tone;
  readonly word: string;
  readonly text: string;
}

const endings: Readonly<Record<Exclude<RunState['outcome'], 'open'>, Ending>> = {
  flat: { tone: 'good', word: 'FLAT', text: 'every order has ended, and nothing is left' },
  held: { tone: 'good', word: 'HELD', text: 'hedged, and left open on purpose' },
  'halted-safe': { tone: 'bad', word: 'HALTED', text: 'net delta is as small as it may be made' },
  'exposure-left': { tone: 'bad', word: 'EXPOSURE LEFT', text: 'look at both venues, and close by hand' },
  refused: { tone: 'bad', word: 'NOT STARTED', text: 'nothing was begun' },
};

const openEndings: Readonly<Record<NonNullable<RunState['process']>, Ending>> = {
  lives: { tone: 'warning', word: 'GOING ON', text: 'a process works on it' },
  gone: { tone: 'bad', word: 'DIED', text: 'no end is on record, and no process works on it any more' },
  'not-known': { tone: 'warning', word: 'NOT OVER', text: 'no end is on record' },
};

const whatBecame: Readonly<Record<NonNullable<RunState['process']>, string>> = {
  lives: 'The run is still going on',
  gone: 'Its process died',
  'not-known': 'The run is still going on, or its process died',
};

export function verdictOf({ state }: RunReview): Page['verdict'] {
  if (state.outcome === 'open') return openEndings[state.process ?? 'not-known'];
  const { tone, word, text } = endings[state.outcome];
  return { tone, word, text: `${state.reason}: ${text}` };
}

export function remarksOf({ run, state, replay, summary, netDelta }: RunReview): string[] {
  const { halt, outcome } = state;
  const { legs, positions, baseAsset, adjustments, conversionRates, quoteAsset } = summary;
  const last =
    run.lastAtUs === null
      ? 'nothing has happened yet'
      : `the figures are those until ${momentText(run.lastAtUs)}`;
  const isOpen = !isZero(positions.primary) || !isZero(positions.hedge);
  return [
    `${summary.notice}.`,
    ...(outcome === 'open' ? [`${whatBecame[state.process ?? 'not-known']}: ${last}.`] : []),
    ...(halt === null ? [] : [`Halted by ${halt.code}: ${halt.text}. ${halt.remedy}`]),
    ...(netDelta.isNakedNow
      ? [
          `Something was naked at the end of the record: net delta ${withMinus(summary.netDelta)} ${baseAsset}.`,
        ]
      : []),
    ...(isOpen
      ? [
          `Open: ${withMinus(positions.primary)} ${baseAsset} on ${legs.primary.venue}, ${withMinus(positions.hedge)} ${baseAsset} on ${legs.hedge.venue}, at their last mids in every figure.`,
        ]
      : []),
    ...(run.processes === 1
      ? []
      : [
          `${run.processes} processes worked on it, one after the other: each took up what the one before had left.`,
        ]),
    replayText(replay),
    ...conversionRates.map(
      ({ asset, rate, assumed }) =>
        `1 ${asset} = ${rate} ${quoteAsset}${assumed ? ', assumed: nobody stated a rate' : ''}.`,
    ),
    ...(adjustments.length === 0
      ? []
      : [
          `${counted(adjustments.length, 'position change')} that no fill of the run explains ${adjustments.length === 1 ? 'is' : 'are'} in gross PnL.`,
        ]),
  ].map(sentence);
}

export function replayText({ verdict, turns, differsAtTurn }: ReplayCheck): string {
  const played = `${rounded(String(turns), 0)} turns`;
  if (differsAtTurn !== null)
    return `Its own replay differs from turn ${differsAtTurn} on: nothing behind that turn is in any figure here.`;
  switch (verdict) {
    case 'same':
      return `Played again from its journal, it comes to the same: ${played}, the same event log and figures.`;
    case 'differs':
      return `Played again from its journal, it comes to other figures than its summary has: they are compared below.`;
    case 'nothing-to-compare':
      return `Played again from its journal: ${played}. It has left no summary to hold the figures against.`;
  }
}

const sentence = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);
