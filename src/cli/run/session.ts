// One run, put together: the world, the engine, the loop between them, and everything that is written down or shown.
import { performance } from 'node:perf_hooks';
import { assertPresent } from '../../core/assert.ts';
import type { AlertCommand, FinishCommand, RunOutcome } from '../../core/commands.ts';
import type { InstrumentKey } from '../../core/instrument.ts';
import type { LedgerFill } from '../../ledger/entries.ts';
import type { Marks } from '../../ledger/ledger.ts';
import { startHeartbeat } from '../../engine/heartbeat.ts';
import { EngineLoop } from '../../engine/loop.ts';
import { createPairState } from '../../engine/state.ts';
import { statusOf } from '../../engine/status.ts';
import type { EngineState } from '../../engine/step.ts';
import { hasLiveOrders, type PairState } from '../../execution/pair-state.ts';
import { previewRun, type RunPreview } from '../../reports/preview.ts';
import type { RunSummary } from '../../reports/run-summary.ts';
import { summarise } from '../../reports/summary.ts';
import type { Venue } from '../../ports/venue.ts';
import { createWorld, type World } from '../../venues/simulated/world.ts';
import type { Face } from '../view/face.ts';
import type { Speed } from './flags.ts';
import { pace } from './pace.ts';
import type { RunPlan } from './plan.ts';
import type { RunRecords } from './records.ts';
import type { ReportedAlert, RunReport } from './report.ts';

export interface SessionOptions {
  readonly plan: RunPlan;
  readonly face: Face;
  readonly records: RunRecords;
}

export interface SessionResult {
  readonly outcome: RunOutcome;
}

const dataEnd = 'data-end';
const betweenFramesMs = 100;
/** In the report; the journal and the log have all of them. */
const alertsKept = 1_000;
/** How long after recorded data ended a run may still try to become flat, in virtual time. */
const graceAfterStopUs = 120_000_000;

export class Session {
  readonly #plan: RunPlan;
  readonly #face: Face;
  readonly #records: RunRecords;
  readonly #engine: EngineState;
  readonly #world: World;
  readonly #loop: EngineLoop;
  readonly #startUs: number;
  readonly #startMs = performance.now();
  readonly #alerts: ReportedAlert[] = [];
  #shownAtMs = 0;
  #finish: FinishCommand | undefined;

  constructor({ plan, face, records }: SessionOptions) {
    this.#plan = plan;
    this.#face = face;
    this.#records = records;
    this.#engine = { pair: createPairState(plan.config), decideByUs: 0 };
    this.#world = createWorld({
      primary: { source: plan.sources.primary, queueModel: plan.flags.queueModel },
      hedge: { source: plan.sources.hedge, queueModel: plan.flags.queueModel },
      seed: plan.flags.seed,
      sink: (event) => this.#loop.receive(event),
    });
    this.#loop = new EngineLoop(this.#engine, {
      venues: this.#venues(),
      journal: records,
      onFills: (fills) => this.#onFills(fills),
      onAlert: (alert, atUs) => this.#onAlert(alert, atUs),
      onFinish: (finish) => {
        this.#finish = finish;
      },
    });
    this.#startUs = this.#world.time.peekUs();
  }

  /** Returns when the run is over, and everything about it is written. */
  async run(): Promise<SessionResult> {
    const { time } = this.#world;
    startHeartbeat(time, this.#loop, () => this.#finish === undefined);
    this.#scheduleStop();
    this.#runUntilPriced();
    const preview = this.#preview();
    if (preview !== undefined) this.#face.begin(preview, this.pair.ledger);
    for (const note of this.#plan.notes) this.#face.notice(note);
    await pace(
      {
        peekUs: () => time.peekUs(),
        runNext: () => this.#runNext(),
        isOver: () => this.#isOver(),
        onLookUp: () => this.#show(),
      },
      this.#plan.speed,
    );
    return this.#end();
  }

  stop(): void {
    this.#operate('stop');
    this.#face.notice('Stopping: unwinding as maker for up to 10 s, then taking. Ctrl-C again takes now.');
  }

  takeNow(): void {
    this.#operate('take-now');
    this.#face.notice('Taking now. Ctrl-C again leaves at once, with whatever is open.');
  }

  /** Leaves with whatever is open. */
  leave(): void {
    const isExposed = this.pair.primary.position !== 0 || this.pair.hedge.position !== 0;
    this.#finish ??= {
      kind: 'finish',
      reason: this.pair.stop?.reason ?? 'interrupted',
      outcome: isExposed || hasLiveOrders(this.pair) ? 'exposure-left' : 'flat',
    };
  }

  get pair(): PairState {
    return this.#engine.pair;
  }

  #operate(action: 'stop' | 'take-now'): void {
    if (this.#finish !== undefined) return;
    const atUs = this.#world.time.nowUs();
    this.#loop.receive({ kind: 'operator', action, reason: 'interrupted', atUs });
    this.#loop.endTurn();
  }

  /** One item of virtual time; when the next one is later, the turn is over. */
  #runNext(): void {
    const { time } = this.#world;
    time.runNext();
    if (time.peekUs() > time.nowUs()) this.#loop.endTurn();
  }

  /** A run that stopped because its data ends is played to that end, so that its figures are over all of it. */
  #isOver(): boolean {
    if (this.#finish === undefined) return false;
    const { dataEndUs } = this.#plan;
    const playsOn = this.#finish.reason === dataEnd && this.#finish.outcome === 'flat';
    return !playsOn || dataEndUs === undefined || this.#world.time.peekUs() > dataEndUs;
  }

  /** Until both books have spoken: what a run costs depends on the price. */
  #runUntilPriced(): void {
    const { time } = this.#world;
    const isPriced = (): boolean =>
      this.pair.primary.touch !== undefined && this.pair.hedge.touch !== undefined;
    while (!isPriced() && this.#finish === undefined && time.peekUs() !== Infinity) this.#runNext();
  }

  /** The market of a recording ends; the run is told before, and given a bounded time to become flat. */
  #scheduleStop(): void {
    const { stopAtUs } = this.#plan;
    if (stopAtUs === undefined) return;
    const { time } = this.#world;
    time.wakeAt(stopAtUs, () => {
      this.#loop.receive({ kind: 'operator', action: 'stop', reason: dataEnd, atUs: time.nowUs() });
    });
    time.wakeAt(stopAtUs + graceAfterStopUs, () => this.leave());
  }

  #preview(): RunPreview | undefined {
    const marks = this.#marks();
    if (marks.primary === undefined || marks.hedge === undefined) return undefined;
    return previewRun(this.#plan.config, { primary: marks.primary, hedge: marks.hedge });
  }

  #marks(): Marks {
    return this.pair.ledger.lastMarks();
  }

  #onFills(fills: readonly LedgerFill[]): void {
    for (const fill of fills) this.#records.writeFill(fill, this.pair);
  }

  #onAlert(alert: AlertCommand, atUs: number): void {
    const { severity, code, text } = alert;
    if (this.#alerts.length < alertsKept) this.#alerts.push({ localTimeUs: atUs, severity, code, text });
    this.#face.alert(alert, atUs);
  }

  #show(): void {
    const nowMs = performance.now();
    if (nowMs - this.#shownAtMs < betweenFramesMs) return;
    this.#shownAtMs = nowMs;
    this.#face.update(statusOf(this.pair), this.#summary(), {
      speed: describeSpeed(this.#plan.speed),
      wallSeconds: (performance.now() - this.#startMs) / 1_000,
    });
  }

  #summary(): RunSummary {
    const { counters, ledger } = this.pair;
    return summarise(ledger, {
      world: this.#plan.world,
      marks: this.#marks(),
      durationUs: this.#world.time.nowUs() - this.#startUs,
      endReason: this.#finish?.reason ?? 'running',
      eventLogHash: this.#records.eventLogHash(),
      hedgeFailures: counters.hedgeFailures,
      recoveries: counters.recoveries,
    });
  }

  #end(): SessionResult {
    this.#loop.endTurn();
    this.#finish ??= { kind: 'finish', reason: 'market-ended', outcome: 'exposure-left' };
    const { outcome } = this.#finish;
    const report: RunReport = {
      ...this.#summary(),
      outcome,
      seed: this.#plan.flags.seed,
      runDirectory: this.#records.path,
      notes: this.#plan.notes,
      alerts: this.#alerts,
    };
    this.#records.close(report);
    this.#face.end(report);
    return { outcome };
  }

  #venues(): ReadonlyMap<InstrumentKey, Venue> {
    const { primary, hedge } = this.#plan.config;
    return new Map(
      [primary, hedge].map((instrument) => [
        instrument.key,
        assertPresent(this.#world.venues.get(instrument.venueAccount), `the venue of ${instrument.key}`),
      ]),
    );
  }
}

function describeSpeed(speed: Speed): string {
  if (speed === 'max') return 'as fast as it goes';
  return speed === 1 ? 'real time' : `${speed}× real time`;
}
