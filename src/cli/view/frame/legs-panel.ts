// Both legs side by side: what their venues show, what we have working there, what we hold; and the sum that matters.
import { deltaText, lotsText, noFigure, positionText, priceText } from '../figures.ts';
import type { LegStatus, PairStatus } from '../../../engine/status.ts';
import { cut, fitTo, line, quiet, toned, widthOf, type Line } from '../styled-line.ts';
import type { FrameModel } from './frame-model.ts';

const labelWidth = 10;

export function legsPanel({ status }: FrameModel, width: number): Line[] {
  const { primary, hedge } = status;
  const columnWidth = Math.floor((width - labelWidth) / 2);
  const row = (label: string, show: (leg: LegStatus) => Line): Line => [
    ...fitTo(line(quiet(label)), labelWidth),
    ...[primary, hedge].flatMap((leg) => alignRight(show(leg), columnWidth)),
  ];
  return [
    headLine(status, columnWidth),
    row('bid / ask', touchLine),
    row('our order', orderLine),
    row('position', positionLine),
    netDeltaLine(status, labelWidth + 2 * columnWidth),
  ];
}

/** Base asset and venues on one light line. */
function headLine({ primary, hedge }: PairStatus, columnWidth: number): Line {
  const label = `${primary.instrument.base} `.padEnd(labelWidth, '─');
  const name = ({ instrument }: LegStatus, role: string): Line =>
    line(' ', toned('strong', instrument.venue), quiet(` ${role}`));
  return [
    ...line(quiet(label)),
    ...alignRight(name(primary, 'primary'), columnWidth, '─'),
    ...line(' '),
    ...alignRight(name(hedge, 'hedge'), columnWidth - 1, '─'),
  ];
}

function touchLine({ instrument, bid, ask }: LegStatus): Line {
  const [bidText, askText] = [bid, ask].map((price) =>
    price === undefined ? noFigure : priceText(instrument, price),
  );
  return line(bidText ?? noFigure, quiet(' / '), askText ?? noFigure);
}

function orderLine({ instrument, order }: LegStatus): Line {
  if (order === undefined) return line(quiet('none'));
  const { side, openLots, price } = order;
  const at = price === undefined ? ' at market' : ` @ ${priceText(instrument, price)}`;
  return line(`${side} ${lotsText(instrument, openLots)}${at}`);
}

function positionLine({ instrument, position }: LegStatus): Line {
  return line(position === 0 ? quiet('0') : positionText(instrument, position));
}

/** Under both positions, as their sum: naked is worth a colour, flat is not. */
function netDeltaLine({ verdict, netDelta, primary }: PairStatus, width: number): Line {
  const isNaked = verdict === 'hedging' || verdict === 'reducing';
  const sum = toned(
    isNaked ? 'strong-warning' : 'strong',
    `${deltaText(netDelta)} ${primary.instrument.base}`,
  );
  return [...fitTo(line(quiet('net delta')), labelWidth), ...alignRight(line(sum), width - labelWidth)];
}

function alignRight(content: Line, width: number, fill: ' ' | '─' = ' '): Line {
  const fitted = cut(content, width - 1);
  return [...line(quiet(fill.repeat(width - widthOf(fitted)))), ...fitted];
}
