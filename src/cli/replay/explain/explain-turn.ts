// One turn in words: what happened that mattered, what was asked for and why, and why nothing is quoted where that has changed.
import { assertNever } from '../../../core/assert.ts';
import type { Command } from '../../../core/commands.ts';
import type { Instrument, InstrumentKey } from '../../../core/instrument.ts';
import type { PairState } from '../../../execution/pair-state.ts';
import type { RecordedTurn } from '../../../journal/recorded.ts';
import { commandText, eventText } from '../../../journal/text-log.ts';
import { legOn, type Moment } from './moment.ts';
import { whyCancelled } from './why-cancelled.ts';
import { whyPlaced } from './why-placed.ts';
import {
  queryText,
  whyFillsQueried,
  whyFundingQueried,
  whyMarginQueried,
  whyOrderQueried,
  whyPositionQueried,
} from './why-queried.ts';
import { signedBase } from './words.ts';

export interface ExplainedTurn {
  readonly turn: number;
  /** Local time in µs. */
  readonly atUs: number;
  readonly netDelta: string;
  readonly events: readonly string[];
  readonly commands: readonly ExplainedCommand[];
  /** Why nothing is quoted from now on; null where that is as it was. */
  readonly quiet: string | null;
}

export interface ExplainedCommand {
  readonly text: string;
  /** Null for what says so itself. */
  readonly why: string | null;
}

/** `undefined` for a turn in which nothing happened that matters. `quiet` is the reason that is new. */
export function explainTurn(
  { sequence, atUs, events }: RecordedTurn,
  moment: Moment,
  quiet: string | undefined,
): ExplainedTurn | undefined {
  const { pair, asked } = moment;
  const instruments = instrumentsOf(pair);
  const told = events.map((event) => eventText(event, instruments)).filter((text) => text !== undefined);
  if (told.length === 0 && asked.length === 0 && quiet === undefined) return undefined;
  return {
    turn: sequence,
    atUs,
    netDelta: signedBase(pair.netDelta),
    events: told,
    commands: asked.map((command) => explainCommand(command, moment, instruments)),
    quiet: quiet ?? null,
  };
}

function explainCommand(
  command: Command,
  moment: Moment,
  instruments: ReadonlyMap<InstrumentKey, Instrument>,
): ExplainedCommand {
  const text = commandText(command, instruments) ?? '';
  const { pair } = moment;
  switch (command.kind) {
    case 'place':
      return { text, why: whyPlaced(command.order, moment) };
    case 'cancel': {
      const leg = legOn(moment, command.instrument);
      return { text, why: whyCancelled(leg.orders.find(command.clientOrderId), leg, pair) };
    }
    case 'alert':
    case 'finish':
      return { text, why: null };
    case 'query-order': {
      const leg = legOn(moment, command.instrument);
      const { privateStream } = leg;
      const why = whyOrderQueried(leg.orders.find(command.clientOrderId), {
        nowUs: pair.nowUs,
        privateStream,
      });
      return { text: queryText(command, leg), why };
    }
    case 'query-position': {
      const leg = legOn(moment, command.instrument);
      return { text: queryText(command, leg), why: whyPositionQueried(leg, pair) };
    }
    case 'query-fills': {
      const leg = legOn(moment, command.instrument);
      return { text: queryText(command, leg), why: whyFillsQueried(leg, pair) };
    }
    case 'query-margin':
      return { text: queryText(command, legOn(moment, command.instrument)), why: whyMarginQueried() };
    case 'query-funding': {
      const leg = legOn(moment, command.instrument);
      return { text: queryText(command, leg), why: whyFundingQueried(leg) };
    }
    default:
      return assertNever(command);
  }
}

const instrumentsOf = ({ legs }: PairState): ReadonlyMap<InstrumentKey, Instrument> =>
  new Map(legs.map(({ instrument }) => [instrument.key, instrument]));
