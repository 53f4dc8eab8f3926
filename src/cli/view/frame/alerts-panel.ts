// The latest alerts, by their severity; the whole text of the one that halted the pair stands in the verdict.
import type { AlertCommand } from '../../../core/commands.ts';
import { clockText } from '../figures.ts';
import { cut, line, quiet, toned, type Line, type Tone } from '../styled-line.ts';
import type { FrameModel, RaisedAlert } from './frame-model.ts';
import { titleLine } from './panel.ts';

const tones: Readonly<Record<AlertCommand['severity'], Tone>> = {
  info: 'plain',
  warning: 'warning',
  critical: 'strong-bad',
};

/** Title and at most `rowsMax` alerts; that there were none is said too. */
export function alertsPanel({ alerts }: FrameModel, width: number, rowsMax: number): Line[] {
  const body = alerts.slice(0, rowsMax).map((raised) => alertLine(raised, width));
  const title = alerts.length > body.length ? `alerts, ${alerts.length - body.length} more` : 'alerts';
  return [titleLine(title, width), ...(body.length === 0 ? [line(quiet('none'))] : body)];
}

function alertLine({ alert, atUs }: RaisedAlert, width: number): Line {
  const { severity, code, text } = alert;
  return cut(
    line(quiet(`${clockText(atUs)} `), toned(tones[severity], `${severity} ${code}`), ` ${text}`),
    width,
  );
}
