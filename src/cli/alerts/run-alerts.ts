// What a person hears of a run without looking: its beginning and end, the engine's alerts, something naked for too long, and each day's
// figures. The session calls; everything is handed to the notifier and waited for by nobody.
import { hostname } from 'node:os';
import type { AlertCommand } from '../../core/commands.ts';
import { microseconds } from '../../core/limits.ts';
import { formatBase } from '../../core/money.ts';
import type { PairState } from '../../execution/pair-state.ts';
import { dayUs, utcDayStartUs } from '../../ledger/utc-day.ts';
import type { Notifier } from '../../ports/notifier.ts';
import { summarisePeriod } from '../../reports/period.ts';
import { rounded } from '../../reports/readable.ts';
import type { RunSummary } from '../../reports/run-summary.ts';
import type { RunReport } from '../run/report.ts';
import type { RunPlan } from '../run/run-plan.ts';
import { alertText, type RunName, type Tidings } from './alert-text.ts';
import type { SessionAlertCode } from './codes.ts';
import type { Beginning } from './day-begun.ts';
import { endTidings, figuresText } from './end-text.ts';
import { NakedWatch } from './naked-watch.ts';

export interface RunAlertsOptions {
  readonly plan: Pick<RunPlan, 'config' | 'world' | 'settings'>;
  readonly notifier: Notifier;
  readonly runDirectory: string;
}

type OwnTidings = Tidings & { readonly code: SessionAlertCode };

export class RunAlerts {
  readonly #name: RunName;
  readonly #size: string;
  readonly #notifier: Notifier;
  readonly #nakedWatch: NakedWatch;
  #dayBegan: Beginning | undefined;

  constructor({ plan, notifier, runDirectory }: RunAlertsOptions) {
    const { config, world, settings } = plan;
    const { primary, hedge } = config;
    this.#name = { primary, hedge, world, place: `${hostname()} · ${runDirectory}` };
    this.#size = `${formatBase(config.size)} ${primary.base}`;
    this.#notifier = notifier;
    this.#nakedWatch = new NakedWatch(microseconds(settings.values.nakedAlert));
  }

  /** Once, when both books have spoken; `dayBegan` is how the run stood when its day began, or it did. */
  begin(pair: PairState, dayBegan: Beginning, nowUs: number): void {
    this.#dayBegan = dayBegan;
    this.#tell({ severity: 'info', code: 'started', text: `Size ${this.#size}.`, atUs: nowUs }, pair);
  }

  onAlert({ severity, code, text }: AlertCommand, pair: PairState, atUs: number): void {
    this.#send({ severity, code, text, atUs }, pair);
  }

  /** Several times a second. */
  lookUp(pair: PairState, summarise: () => RunSummary, nowUs: number): void {
    const news = this.#nakedWatch.look(pair.exposure?.sinceUs, nowUs);
    if (news !== undefined) {
      const isOver = news.kind === 'hedged-again';
      const seconds = `${(news.forUs / 1_000_000).toFixed(1)} s`;
      const text = isOver ? `It was naked for ${seconds}.` : `Naked for ${seconds} now.`;
      this.#tell({ severity: isOver ? 'info' : 'critical', code: news.kind, text, atUs: nowUs }, pair);
    }
    if (this.#dayBegan !== undefined && utcDayStartUs(nowUs) > this.#dayBegan.atUs)
      this.#endDay(this.#dayBegan, pair, summarise(), nowUs);
  }

  end(report: RunReport, atUs: number): void {
    this.#tell({ ...endTidings(report), code: 'ended', atUs }, undefined);
  }

  #endDay(began: Beginning, pair: PairState, summary: RunSummary, nowUs: number): void {
    this.#dayBegan = { atUs: nowUs, figures: summary };
    const today = utcDayStartUs(nowUs);
    const isWhole = began.atUs - utcDayStartUs(began.atUs) < 60_000_000 && today - began.atUs <= dayUs;
    const since = isWhole ? '' : `, since ${new Date(began.atUs / 1_000).toISOString().slice(0, 16)}Z`;
    const [first, last] = [dateOf(began.atUs), dateOf(today - 1)];
    const day = first === last ? last : `${first} to ${last}`;
    const figures = figuresText(summarisePeriod(began.figures, summary), summary.quoteAsset);
    const total = `Net so far in this run: ${rounded(summary.netPnl, 4)} ${summary.quoteAsset}.`;
    const text = `${day}${since}: ${figures}\n${total}`;
    this.#tell({ severity: 'info', code: 'daily-summary', text, atUs: nowUs }, pair);
  }

  #tell(tidings: OwnTidings, pair: PairState | undefined): void {
    this.#send(tidings, pair);
  }

  #send(tidings: Tidings, pair: PairState | undefined): void {
    const { severity, code } = tidings;
    this.#notifier.notify({ severity, kind: code, text: alertText(this.#name, tidings, pair) });
  }
}

const dateOf = (atUs: number): string => new Date(atUs / 1_000).toISOString().slice(0, 10);
