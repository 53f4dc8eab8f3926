// The first line of the view answers what one asks at three in the morning: is it all right, and if not, what is to be done?
import { assertNever } from '../../../core/assert.ts';
import { formatBase, absBase } from '../../../core/money.ts';
import { clockText, deltaText, positionText } from '../figures.ts';
import { haltRemedy } from '../halt-remedy.ts';
import { line, quiet, spread, toned, wrap, type Line, type Tone } from '../styled-line.ts';
import type { FrameModel } from './frame-model.ts';

interface Verdict {
  /** One word, in capitals. */
  readonly word: string;
  readonly tone: 'good' | 'warning' | 'bad';
  /** What that means in figures. */
  readonly meaning: string;
  /** What it does or waits for, or what has happened. */
  readonly explanation: string;
  /** What a person has to do. */
  readonly remedy?: string | undefined;
}

const indent = '  ';

export function verdictPanel(model: FrameModel, width: number): Line[] {
  const { word, tone, meaning, explanation, remedy } = verdictOf(model);
  const indented = (text: string | undefined, textTone: Tone): Line[] =>
    text === undefined
      ? []
      : wrap(text, width - indent.length).map((part) => line(indent, toned(textTone, part)));
  const clock = line(quiet(clockText(model.status.atUs)));
  return [
    spread(line(toned(tone, '● '), toned(`strong-${tone}`, word), ` · ${meaning}`), clock, width),
    ...indented(explanation, 'plain'),
    ...indented(remedy, 'strong'),
    ...indented(model.notice, 'strong'),
  ];
}

function verdictOf(model: FrameModel): Verdict {
  const { status } = model;
  const { verdict, doing } = status;
  switch (verdict) {
    case 'starting':
      return {
        word: 'STARTING',
        tone: 'warning',
        meaning: 'asking both venues what is there',
        explanation: doing,
      };
    case 'flat':
      return { word: 'FLAT', tone: 'good', meaning: 'nothing at risk', explanation: doing };
    case 'balanced':
      return { word: 'BALANCED', tone: 'good', meaning: balance(model), explanation: doing };
    case 'hedging':
      return { word: 'HEDGING', tone: 'warning', meaning: nakedness(model), explanation: doing };
    case 'reducing':
      return {
        word: 'REDUCING',
        tone: 'bad',
        meaning: nakedness(model),
        explanation: 'the hedge could not be had: the unhedged part is reduced on whichever venue takes it',
      };
    case 'stopping':
      return { word: 'STOPPING', tone: 'warning', meaning: exposure(model), explanation: doing };
    case 'halted':
      return halted(model);
    case 'finished':
      return haltOf(model) === undefined ? finished(model) : halted(model);
    default:
      return assertNever(verdict);
  }
}

function balance(model: FrameModel): string {
  const { primary, hedge, netDelta } = model.status;
  const { base } = primary.instrument;
  if (primary.position === 0 || hedge.position === 0) return `dust ${deltaText(netDelta)} ${base}`;
  const legs = [primary, hedge].map(({ instrument, position }) => positionText(instrument, position));
  const dust = netDelta === 0n ? '' : `, dust ${deltaText(netDelta)}`;
  return `${legs.join(' hedged by ')} ${base}${dust}`;
}

function nakedness({ status, nakedSinceUs }: FrameModel): string {
  const quantity = `${formatBase(absBase(status.netDelta))} ${status.primary.instrument.base} naked`;
  if (nakedSinceUs === undefined) return quantity;
  return `${quantity} for ${((status.atUs - nakedSinceUs) / 1_000_000).toFixed(1)} s`;
}

function exposure(model: FrameModel): string {
  const { primary, hedge, netDelta } = model.status;
  if (primary.position === 0 && hedge.position === 0) return 'flat on both venues';
  if (netDelta === 0n) return `closing ${balance(model)}`;
  return `net delta ${deltaText(netDelta)} ${primary.instrument.base}, not flat yet`;
}

const haltOf = (model: FrameModel) => model.alerts.find(({ alert }) => haltRemedy(alert.code) !== undefined);

/** The engine's own alert says what happened; the remedy says what a person does about it. */
function halted(model: FrameModel): Verdict {
  const { netDelta, primary, doing } = model.status;
  const halt = haltOf(model)?.alert;
  const left = netDelta === 0n ? 'net delta 0' : `net delta ${deltaText(netDelta)}`;
  return {
    word: halt === undefined ? 'HALTED' : `HALTED ${halt.code}`,
    tone: 'bad',
    meaning: `${left} ${primary.instrument.base}`,
    explanation: halt?.text ?? doing,
    remedy: halt === undefined ? undefined : haltRemedy(halt.code),
  };
}

function finished({ status }: FrameModel): Verdict {
  const { netDelta, primary, hedge, doing } = status;
  const isFlat = primary.position === 0 && hedge.position === 0;
  return {
    word: isFlat ? 'FLAT' : 'ENDED',
    tone: isFlat ? 'good' : 'warning',
    meaning: isFlat ? 'finished' : `net delta ${deltaText(netDelta)} ${primary.instrument.base} is left`,
    explanation: doing,
  };
}
