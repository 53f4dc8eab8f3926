// One run as a person or a program sees it: paced, shown, interrupted, written down, and summed up at its end.
import { performance } from 'node:perf_hooks';
import { assertPresent } from '../../core/assert.ts';
import type { AlertCommand, Command } from '../../core/commands.ts';
import type { PairState } from '../../execution/pair-state.ts';
import { statusOf } from '../../engine/status.ts';
import type { Marks } from '../../ledger/ledger.ts';
import { previewRun } from '../../reports/preview.ts';
import { unpricedNotes } from '../../reports/unpriced-notes.ts';
import type { RunSummary } from '../../reports/run-summary.ts';
import { summarise } from '../../reports/summary.ts';
import type { ControlRequest } from '../../status/messages.ts';
import type { Beginning } from '../alerts/day-begun.ts';
import type { RunAlerts } from '../alerts/run-alerts.ts';
import { RequestDesk } from '../status/answer-request.ts';
import type { RunChannel } from '../status/run-channel.ts';
import type { Face } from '../view/face.ts';
import type { Speed } from '../settings/read-simulation.ts';
import type { DayCarry } from './day-carry.ts';
import { KillSwitch } from './kill-switch.ts';
import { openRun } from './open-run.ts';
import type { PairRun } from './pair-run.ts';
import type { RunPlan } from './run-plan.ts';
import type { RunRecords } from './records.ts';
import type { ReportedAlert, RunReport } from './report.ts';

/** What a session leaves behind, be it nothing. */
export type SessionRecords = Pick<RunRecords, keyof RunRecords>;

export interface SessionOptions {
  readonly plan: RunPlan;
  readonly face: Face;
  readonly records: SessionRecords;
  /** The day that this run goes on with; without it the accounts are fresh. */
  readonly day?: DayCarry | undefined;
  /** Whatever the run would go on with is taken at once, and nothing else is traded. */
  readonly isFlattening?: boolean;
  /** Where somebody is told who does not look. */
  readonly alerts?: RunAlerts | undefined;
  /** Where it can be looked into from outside. */
  readonly channel?: RunChannel | undefined;
  /** Called several times a second while the engine decides, and not while anything of it stands still; in ms of a clock that never goes back. */
  readonly onAlive?: (nowMs: number) => void;
  /** Looks on, turn by turn, at what was decided, once that is written down. */
  readonly onTurn?: (commands: readonly Command[], pair: PairState) => void;
}

const interrupted = 'interrupted';
const flatten = 'flatten';
const supervisorGone = 'supervisor-gone';
const unwinding = 'Stopping: unwinding as maker for up to 10 s, then taking. Ctrl-C again takes now.';
const holding = 'Stopping: what is open stays open, hedged. Ctrl-C again closes it, taking now.';
const betweenFramesMs = 100;
/** An engine that has not looked at the time for so long stands still. */
const engineSilenceUsMax = 2_000_000;
/** In the report; the journal and the log have all of them. */
const alertsKept = 1_000;

export class Session {
  readonly #plan: RunPlan;
  readonly #face: Face;
  readonly #records: SessionRecords;
  readonly #day: DayCarry | undefined;
  readonly #isFlattening: boolean;
  readonly #awayAlerts: RunAlerts | undefined;
  readonly #channel: RunChannel | undefined;
  readonly #onAlive: (nowMs: number) => void;
  readonly #run: PairRun;
  readonly #startMs = performance.now();
  readonly #alerts: ReportedAlert[] = [];
  readonly #killSwitch: KillSwitch;
  #shownAtMs = 0;
  #shown: RunSummary | undefined;

  constructor({ plan, face, records, day, isFlattening, alerts, channel, onAlive, onTurn }: SessionOptions) {
    this.#plan = plan;
    this.#face = face;
    this.#records = records;
    this.#day = day;
    this.#isFlattening = isFlattening ?? false;
    this.#awayAlerts = alerts;
    this.#channel = channel;
    this.#onAlive = onAlive ?? (() => undefined);
    this.#killSwitch = new KillSwitch(plan.settings.values.killSwitch);
    this.#run = openRun(plan, {
      prepare: ({ ledger }) => day?.restore(ledger),
      journal: {
        announce: (clientOrderId) => records.announce(clientOrderId),
        append: (events, commands) => {
          const trouble = records.append(events, commands);
          day?.onTurn(this.#run.pair);
          onTurn?.(commands, this.#run.pair);
          channel?.onTurn();
          return trouble;
        },
      },
      onFills: (fills) => {
        for (const fill of fills) records.writeFill(fill, this.#run.pair);
      },
      onFunding: (payments) => {
        for (const payment of payments) records.writeFunding(payment, this.#run.pair);
      },
      onHedges: (episodes) => {
        for (const episode of episodes) records.writeHedge(episode, plan.config.hedgeMode);
      },
      onAlert: (alert, atUs) => this.#onAlert(alert, atUs),
    });
  }

  /** The engine and its venues, for whoever judges the run when it is over. */
  get pairRun(): PairRun {
    return this.#run;
  }

  /** Returns what the run says of itself, when it is over and everything about it is written. */
  async run(): Promise<RunReport> {
    const run = this.#run;
    const desk = new RequestDesk(run);
    const view = {
      pair: run.pair,
      nowUs: () => run.clock.nowUs(),
      summary: () => this.#shown ?? this.#summary(),
      onRequest: (request: ControlRequest) => desk.answer(request),
    };
    this.#channel?.begin(view, (text) => this.#face.notice(text));
    await this.#run.play({ onPriced: () => this.#begin(), onLookUp: () => this.#lookUp() });
    return this.#end();
  }

  stop(): void {
    const isHolding = this.#plan.settings.values.onStop === 'hold';
    this.#run.operate(isHolding ? 'hold' : 'stop', interrupted);
    this.#face.notice(isHolding ? holding : unwinding);
  }

  /** As if somebody had stopped it: nobody would start it again. */
  stopAlone(): void {
    this.#run.operate('stop', supervisorGone);
    this.#face.notice('Stopping: the supervisor is gone, and nobody would start this run again.');
  }

  takeNow(): void {
    this.#run.operate('take-now', interrupted);
    this.#face.notice('Taking now. Ctrl-C again leaves at once, with whatever is open.');
  }

  /** Leaves with whatever is open. */
  leave(): void {
    this.#run.leave(this.#run.pair.stop?.reason ?? interrupted);
  }

  #begin(): void {
    const { ledger } = this.#run.pair;
    const { primary, hedge } = ledger.lastMarks();
    if (primary !== undefined && hedge !== undefined) {
      this.#face.begin(previewRun(this.#plan.config, { primary, hedge }), ledger);
    }
    if (this.#day !== undefined) this.#face.notice(this.#day.describe());
    for (const note of this.#plan.notes) this.#face.notice(note);
    this.#awayAlerts?.begin(this.#run.pair, this.#dayBegan(), this.#run.clock.nowUs());
    if (!this.#isFlattening) return;
    this.#face.notice('Taking whatever is open, and trading nothing else.');
    this.#run.operate('take-now', flatten);
  }

  #onAlert(alert: AlertCommand, atUs: number): void {
    const { severity, code, text } = alert;
    if (this.#alerts.length < alertsKept) this.#alerts.push({ localTimeUs: atUs, severity, code, text });
    this.#face.alert(alert, atUs);
    this.#channel?.onAlert(alert, atUs);
    this.#awayAlerts?.onAlert(alert, this.#run.pair, atUs);
  }

  #lookUp(): void {
    const nowMs = performance.now();
    const killed = this.#killSwitch.look(nowMs);
    if (killed !== undefined) this.#run.operate('kill', killed);
    const { pair, clock } = this.#run;
    const nowUs = clock.nowUs();
    if (nowUs - pair.nowUs < engineSilenceUsMax) this.#onAlive(nowMs);
    this.#awayAlerts?.lookUp(pair, () => this.#summary(), nowUs);
    if (nowMs - this.#shownAtMs >= betweenFramesMs) this.#show();
  }

  #show(): void {
    const nowMs = performance.now();
    this.#shownAtMs = nowMs;
    this.#shown = this.#summary();
    this.#face.update(statusOf(this.#run.pair), this.#shown, {
      speed: describeSpeed(this.#plan.settings.values.speed),
      wallSeconds: (nowMs - this.#startMs) / 1_000,
    });
  }

  #summary(): RunSummary {
    const { counters, ledger } = this.#run.pair;
    return summarise(ledger, {
      world: this.#plan.world,
      marks: this.#marks(),
      durationUs: this.#run.clock.nowUs() - this.#run.startUs,
      endReason: this.#run.finish?.reason ?? 'running',
      eventLogHash: this.#records.eventLogHash(),
      hedgeFailures: counters.hedgeFailures,
      recoveries: counters.recoveries,
    });
  }

  /** A day is the run's, whichever of its processes tells of it. */
  #dayBegan(): Beginning {
    const began = 'revived' in this.#plan ? this.#plan.revived?.dayBegan : undefined;
    return began ?? { atUs: this.#run.clock.nowUs(), figures: this.#summary() };
  }

  /** What a run that is taken up holds is worth its opening prices until its books speak: the record may not say what it was worth. */
  #marks(): Marks {
    const { primary, hedge } = this.#run.pair.ledger.lastMarks();
    const opening = 'pair' in this.#plan ? this.#plan.pair.prices : undefined;
    return { primary: primary ?? opening?.primary, hedge: hedge ?? opening?.hedge };
  }

  #end(): RunReport {
    this.#day?.save(this.#run.pair);
    // What was finished since the last look is shown too: a log has a line for every cycle.
    this.#show();
    const { outcome } = assertPresent(this.#run.finish, 'a run that is over has its finish');
    const report: RunReport = {
      ...this.#summary(),
      outcome,
      venuesAgree: this.#run.venuesAgree(),
      seed: this.#plan.settings.values.seed,
      runDirectory: this.#records.path,
      notes: [...this.#plan.notes, ...this.#run.remarks(), ...unpricedNotes(this.#run.pair.ledger)],
      alerts: this.#alerts,
    };
    const { exposure } = this.#run.pair;
    if (exposure !== undefined) this.#records.writeHedge(exposure.episode, this.#plan.config.hedgeMode);
    this.#records.close(report, this.#run.pair);
    if ('release' in this.#plan) this.#plan.release();
    this.#face.end(report);
    this.#awayAlerts?.end(report, this.#run.clock.nowUs());
    this.#channel?.end(outcome, report.endReason);
    return report;
  }
}

export function describeSpeed(speed: Speed): string {
  if (speed === 'max') return 'as fast as it goes';
  return speed === 1 ? 'real time' : `${speed}× real time`;
}
