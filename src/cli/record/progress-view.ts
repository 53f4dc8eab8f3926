// What a person sees while a market is recorded: on a terminal a table that is redrawn, elsewhere a line now and then. It goes to standard
// error, so that the end can be sent elsewhere.
import type { RecordedFigures } from '../../recorder/live/market-recorder.ts';
import { limits } from '../../core/limits.ts';
import { noFigure, priceText, secondsText } from '../view/figures.ts';
import { table, type Column, type TableRow } from '../view/frame/table.ts';
import { Redraw } from '../view/redraw.ts';
import { cut, line, paint, quiet, toned, type Line } from '../view/styled-line.ts';
import { defaultSize, wantsColour, type Terminal } from '../view/terminal.ts';
import type { RecordPlan } from './plan-record.ts';
import type { RecordSession } from './record-session.ts';
import { bytesText, countText, lossesText } from './record-end.ts';

const redrawEveryMs = 200;
const plainLineEveryMs = 30_000;
const tableWidthMost = 90;

export interface ProgressViewOptions {
  readonly terminal: Terminal;
  readonly plan: RecordPlan;
  readonly session: Pick<RecordSession, 'figures' | 'clock'>;
  readonly isJson: boolean;
}

export class ProgressView {
  readonly #options: ProgressViewOptions;
  readonly #redraw: Redraw | undefined;
  readonly #useColour: boolean;
  readonly #startUs: number;
  readonly #timer: NodeJS.Timeout | undefined;

  constructor(options: ProgressViewOptions) {
    const { terminal, session, isJson } = options;
    this.#options = options;
    this.#startUs = session.clock.nowUs();
    this.#useColour = wantsColour(terminal, process.env);
    const canRedraw = terminal.isTTY === true && process.env['TERM'] !== 'dumb';
    this.#redraw = canRedraw ? new Redraw(terminal) : undefined;
    // A program that reads one JSON line wants no others; a person before a terminal wants to see how it goes.
    if (canRedraw || !isJson)
      this.#timer = setInterval(() => this.#show(), canRedraw ? redrawEveryMs : plainLineEveryMs);
  }

  end(): void {
    clearInterval(this.#timer);
    this.#redraw?.clear();
  }

  #show(): void {
    const { terminal, plan, session } = this.#options;
    const nowUs = session.clock.nowUs();
    const seconds = (nowUs - this.#startUs) / 1_000_000;
    const figures = session.figures();
    if (this.#redraw === undefined) {
      terminal.write(`${progressLine(plan, figures, seconds)}\n`);
      return;
    }
    const { columns = defaultSize.columns } = terminal;
    const lines = progressTable(plan, figures, {
      seconds,
      nowUs,
      width: Math.min(columns - 2, tableWidthMost),
    });
    this.#redraw.draw(lines.map((row) => paint(cut([...line(' '), ...row], columns - 1), this.#useColour)));
  }
}

export function progressLine(
  { ticker }: RecordPlan,
  figures: readonly RecordedFigures[],
  seconds: number,
): string {
  const each = figures.map(
    ({ instrument, messages, bytes, losses }) =>
      `${instrument.venue} ${countText(messages)} messages, ${bytesText(bytes)}, ${losses === 0 ? 'never lost' : `lost ${losses} ×`}`,
  );
  return [`recording ${ticker} for ${secondsText(seconds)}`, ...each].join(' · ');
}

const right = (title: string, widthMin: number, dispensable: number): Column => ({
  title,
  align: 'right',
  widthMin,
  dispensable,
});

const columns: readonly Column[] = [
  { title: 'venue', align: 'left', widthMin: 0, dispensable: 0 },
  { title: 'market', align: 'left', widthMin: 0, dispensable: 2 },
  right('bid', 0, 1),
  right('ask', 0, 1),
  right('messages', 9, 0),
  right('size', 8, 0),
  right('lost', 5, 0),
  right('heard', 10, 0),
];

export function progressTable(
  { ticker, folder, durationMs }: RecordPlan,
  figures: readonly RecordedFigures[],
  { seconds, nowUs, width }: { readonly seconds: number; readonly nowUs: number; readonly width: number },
): Line[] {
  const whole = durationMs === undefined ? '' : ` of ${secondsText(durationMs / 1_000)}`;
  const body = figures.map((market): TableRow => {
    const { instrument, bid, ask, messages, bytes, losses, heardAtUs } = market;
    const silentMs = (nowUs - heardAtUs) / 1_000;
    return {
      cells: [
        instrument.venue,
        instrument.symbol,
        bid === undefined ? noFigure : priceText(instrument, bid),
        ask === undefined ? noFigure : priceText(instrument, ask),
        countText(messages),
        bytesText(bytes),
        lossesText(losses),
        silentMs < 1_000 ? 'now' : `${secondsText(silentMs / 1_000)} ago`,
      ],
      tone: bid === undefined || silentMs > limits.bookAgeMsMax ? 'warning' : 'plain',
    };
  });
  return [
    line(toned('strong', `recording ${ticker}`), ` into ${folder} for ${secondsText(seconds)}${whole}`),
    ...table(columns, body, width),
    line(quiet('Ctrl-C ends it; what is written can be replayed at any time')),
  ];
}
