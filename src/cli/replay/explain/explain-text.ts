// An explained turn for people.
import { logTime } from '../../../journal/text-log.ts';
import { line, paint, quiet, toned, type Line } from '../../view/styled-line.ts';
import type { ExplainedTurn } from './explain-turn.ts';

const indent = '  ';
/** Under what an event or a command says, behind its word. */
const reasonIndent = ' '.repeat(indent.length + 10);

/** Lines with their line ends. */
export function renderExplained(explained: ExplainedTurn, useColour: boolean): string {
  const { turn, atUs, netDelta, events, commands, quiet: idle } = explained;
  const lines: Line[] = [
    line(toned('strong', `turn ${turn}`), quiet(` · ${logTime(atUs)} · net delta ${netDelta}`)),
    ...events.map((text) => line(indent, text)),
    ...commands.flatMap(({ text, why }) => [
      line(indent, text),
      ...(why === null ? [] : [line(reasonIndent, quiet(`because ${why}`))]),
    ]),
    ...(idle === null ? [] : [line(indent, `no quote  ${idle}`)]),
  ];
  return lines.map((each) => `${paint(each, useColour)}\n`).join('');
}
