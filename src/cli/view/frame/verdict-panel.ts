// The first line of the view is the verdict, and under it stands what a person has to know and to do.
import { clockText } from '../figures.ts';
import { haltRemedy } from '../halt-remedy.ts';
import { line, quiet, spread, toned, wrap, type Line, type Tone } from '../styled-line.ts';
import { describeVerdict } from '../../status/verdict.ts';
import type { FrameModel } from './frame-model.ts';

const indent = '  ';

export function verdictPanel(model: FrameModel, width: number): Line[] {
  const { status, nakedSinceUs, alerts, notice } = model;
  const { word, tone, meaning, explanation, remedy } = describeVerdict({
    status,
    nakedForUs: nakedSinceUs === undefined ? undefined : status.atUs - nakedSinceUs,
    halt: alerts.find(({ alert }) => haltRemedy(alert.code) !== undefined)?.alert,
  });
  const indented = (text: string | undefined, textTone: Tone): Line[] =>
    text === undefined
      ? []
      : wrap(text, width - indent.length).map((part) => line(indent, toned(textTone, part)));
  const clock = line(quiet(clockText(status.atUs)));
  return [
    spread(line(toned(tone, '● '), toned(`strong-${tone}`, word), ` · ${meaning}`), clock, width),
    ...indented(explanation, 'plain'),
    ...indented(remedy, 'strong'),
    ...indented(notice, 'strong'),
  ];
}
