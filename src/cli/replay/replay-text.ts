// A replay for people: the verdict first, then what it was of, then the figures, or where the pair stood.
import { formatRounded } from '../../core/decimal.ts';
import { counted, duration } from '../../reports/readable.ts';
import { layOut, type TextRow } from '../../reports/text-layout.ts';
import { line, paint, quiet, toned, wrap, type Line, type Tone } from '../view/styled-line.ts';
import { isSame, type ComparedFigure } from './judge-replay.ts';
import type { LegAt, OrderAt, PairAt } from './pair-at.ts';
import type { ReplayReport, TurnDifference } from './replay-report.ts';

export interface TextOptions {
  readonly width: number;
  readonly useColour: boolean;
  /** How long it took here. */
  readonly wallSeconds: number;
}

const indent = '  ';

/** Lines with their line ends. */
export function renderReplay(report: ReplayReport, { width, useColour, wallSeconds }: TextOptions): string {
  const { difference, figures, stoppedAt } = report;
  const blocks: Line[][] = [
    [verdictLine(report), line(quiet(`${indent}${what(report, wallSeconds)}`))],
    difference === null ? [] : differing(difference, report, width),
    rows([figures.map((figure) => figureRow(figure, report))]),
    stoppedAt === null ? [] : rows(standing(stoppedAt)),
  ];
  return blocks
    .filter((block) => block.length > 0)
    .map((block) => block.map((each) => `${paint(each, useColour)}\n`).join(''))
    .join('\n');
}

function verdictLine({ verdict, turns, difference, stoppedAt }: ReplayReport): Line {
  const of = counted(turns, 'turn');
  switch (verdict) {
    case 'same':
      return headline('good', 'strong-good', 'SAME', `${of}, the same event log and the same figures`);
    case 'nothing-to-compare':
      return headline(
        'warning',
        'strong-warning',
        'REPLAYED',
        `${of} as recorded; the run left no summary to hold the figures against`,
      );
    case 'differs':
      return headline(
        'bad',
        'strong-bad',
        'DIFFERS',
        difference === null ? `${of} as recorded, and other figures` : `from turn ${difference.turn} on`,
      );
    case 'stopped':
      return headline('plain', 'strong', `TURN ${turns}`, `${stoppedAt?.verdict}: ${stoppedAt?.doing}`);
  }
}

const headline = (dot: Tone, strong: Tone, word: string, rest: string): Line =>
  line(toned(dot, '● '), toned(strong, word), ` · ${rest}`);

function what({ baseAsset, legs, world, spanUs }: ReplayReport, wallSeconds: number): string {
  const span = duration(formatRounded(BigInt(spanUs), 0, 6));
  const took = `${wallSeconds.toFixed(1)} s`;
  return `${baseAsset} · ${legs.primary} primary, ${legs.hedge} hedge · ${world} · ${span} of it in ${took}`;
}

function differing(
  { turn, recorded, asked }: TurnDifference,
  { engineVersion }: ReplayReport,
  width: number,
): Line[] {
  const told = [
    `turn ${turn} asked for ${recorded} on record`,
    `and asks for ${asked} now`,
    `the run was made by version ${engineVersion}`,
  ];
  return told.flatMap((text) => wrap(text, width - indent.length).map((each) => line(indent, each)));
}

function figureRow(figure: ComparedFigure, { quoteAsset, baseAsset, legs }: ReplayReport): TextRow {
  const { name, recorded, replayed } = figure;
  const label = name === 'primary' || name === 'hedge' ? `${name} on ${legs[name]}` : name;
  const unit = unitOf(name, { quoteAsset, baseAsset });
  const cell = `${replayed}${unit}`;
  if (recorded === undefined || isSame(figure)) return { label, cells: [cell] };
  return { label, cells: [`${cell}, and ${recorded}${unit} in the summary`] };
}

function unitOf(
  name: string,
  { quoteAsset, baseAsset }: Pick<ReplayReport, 'quoteAsset' | 'baseAsset'>,
): string {
  if (name === 'event log' || name === 'cycles' || name === 'abandoned') return '';
  return ` ${name === 'net delta' || name === 'primary' || name === 'hedge' ? baseAsset : quoteAsset}`;
}

function standing(at: PairAt): TextRow[][] {
  const { primary, hedge, cycle, halt, stop, netDelta, baseAsset } = at;
  const { phase, number, iteration, iterationsDone, target } = cycle;
  const under =
    number === 0
      ? 'none begun'
      : `${phase} ${number}, round trip ${iteration}, target ${target} ${baseAsset}`;
  const orders = [primary, hedge].flatMap((leg) => leg.orders.map((order) => orderText(order, leg)));
  return [
    [
      { label: '', cells: [`${primary.venue} primary`, `${hedge.venue} hedge`] },
      { label: 'bid / ask', cells: [touchText(primary), touchText(hedge)] },
      { label: 'position', cells: [primary.position, hedge.position] },
    ],
    [
      { label: 'time', cells: [timeText(at.atUs)] },
      { label: 'net delta', cells: [`${netDelta} ${baseAsset}`] },
      { label: 'cycle', cells: [`${under}; ${counted(iterationsDone, 'round trip')} done`] },
      { label: 'halt', cells: [halt === null ? 'none' : `${halt.code}: ${halt.text}`] },
      ...(stop === null ? [] : [{ label: 'stop', cells: [stop] }]),
      ...(orders.length === 0 ? ['none'] : orders).map((text, index) => ({
        label: index === 0 ? 'open orders' : '',
        cells: [text],
      })),
    ],
  ];
}

const touchText = ({ bid, ask }: LegAt): string => (bid === null ? 'no book' : `${bid} / ${ask}`);

function orderText(
  { clientOrderId, role, side, quantity, filled, price, state }: OrderAt,
  { venue }: LegAt,
): string {
  return `${clientOrderId} ${role} ${side} ${quantity} at ${price ?? 'market'} on ${venue}, ${state}, ${filled} filled`;
}

const timeText = (atUs: number): string =>
  atUs === 0 ? 'before the first turn' : new Date(Math.floor(atUs / 1_000)).toISOString();

const rows = (blocks: readonly (readonly TextRow[])[]): Line[] => {
  const text = layOut(blocks);
  return text === '' ? [] : text.split('\n').map((each) => line(each));
};
