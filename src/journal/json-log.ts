// The lines of log.jsonl: what log.txt tells, one JSON object a line, for programs. What is worth a line is decided where the text is made,
// so that neither log has what the other lacks.
import { assertNever } from '../core/assert.ts';
import type { EngineEvent } from '../core/events.ts';
import type { VenueFailure } from '../core/failure.ts';
import type { RecordedCommand } from './recorded.ts';
import { commandFields, eventFields, type LogFields } from './log-fields.ts';
import type { LogWriter } from './log-format.ts';
import { commandText, cycleText, eventText, logTime, oneLine, type InstrumentLookup } from './text-log.ts';

type Level = 'info' | 'warning' | 'critical';

interface Told {
  readonly level: Level;
  readonly kind: string;
  readonly text: string;
  readonly fields: LogFields;
}

/** `run` is the run's folder in the folder of runs, as every command takes it. */
export function jsonLog(run: string, instruments: InstrumentLookup): LogWriter {
  const line = (atUs: number, { level, kind, text, fields }: Told): string => {
    const told = { time: logTime(atUs), level, run, kind, text: withoutColumn(text), ...fields };
    return `${JSON.stringify(told, (_name, value: unknown) => (typeof value === 'string' ? oneLine(value) : value))}\n`;
  };
  return {
    turn: (events, commands) => {
      let lines = '';
      for (const event of events) {
        const text = eventText(event, instruments);
        if (text === undefined) continue;
        const fields = eventFields(event, instruments);
        lines += line(event.atUs, { level: eventLevel(event), kind: event.kind, text, fields });
      }
      const atUs = events.at(-1)?.atUs ?? 0;
      for (const command of commands) {
        const inWords = commandText(command, instruments);
        if (inWords === undefined) continue;
        const text = command.kind === 'alert' ? command.text : inWords;
        const fields = commandFields(command, instruments);
        lines += line(atUs, { level: commandLevel(command), kind: command.kind, text, fields });
      }
      return lines;
    },
    cycleBegins: (atUs, cycle) =>
      line(atUs, { level: 'info', kind: 'cycle', text: cycleText(cycle), fields: { cycle } }),
  };
}

/** Texts begin with a word in a column of its own, which is for the eye. */
const withoutColumn = (text: string): string => text.replace(/ {2,}/, ' ');

function eventLevel(event: EngineEvent): Level {
  if (event.kind === 'stream') return event.isUp ? 'info' : 'warning';
  return event.kind === 'request-failed' && !isRoutine(event.failure) ? 'warning' : 'info';
}

/** A quote that would have taken is made anew, many times an hour. */
const isRoutine = (failure: VenueFailure): boolean =>
  failure.kind === 'refused' && failure.reason === 'post-only-would-cross';

function commandLevel(command: RecordedCommand): Level {
  if (command.kind === 'alert') return command.severity;
  if (command.kind !== 'finish') return 'info';
  switch (command.outcome) {
    case 'flat':
    case 'held':
      return 'info';
    case 'refused':
    case 'halted-safe':
      return 'warning';
    case 'exposure-left':
      return 'critical';
    default:
      return assertNever(command.outcome);
  }
}
