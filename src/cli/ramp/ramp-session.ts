// One ramp: its stages one after the other, each a run with its own folder, judged before the next one may be larger.
import { writeFileSync } from 'node:fs';
import { assertPresent } from '../../core/assert.ts';
import type { RunDirectory } from '../../journal/run-directory.ts';
import type { StagePreview } from '../../reports/ramp-preview.ts';
import type { RampEndReason, StageSummary } from '../../reports/ramp-summary.ts';
import { noticeOf, summariseRates } from '../../reports/summary.ts';
import { totalsOf } from '../../reports/ramp-totals.ts';
import { createRecords, type RunRecords } from '../run/records.ts';
import { Session } from '../run/session.ts';
import type { SignalActions } from '../run/signals.ts';
import { usageLine } from '../usage-line.ts';
import type { RampFace } from '../view/ramp-face.ts';
import { LimitWatch } from './limit-watch.ts';
import type { RampPlan, StagePlan } from './plan.ts';
import type { RampReport } from './report.ts';
import { summariseStage } from './stage-summary.ts';

export interface RampSessionOptions {
  readonly plan: RampPlan;
  readonly face: RampFace;
  /** The ramp's own, in which each stage has its folder. */
  readonly directory: RunDirectory;
}

export class RampSession implements SignalActions {
  readonly #plan: RampPlan;
  readonly #face: RampFace;
  readonly #directory: RunDirectory;
  readonly #stages: StageSummary[] = [];
  #session: Session | undefined;
  #isInterrupted = false;

  constructor({ plan, face, directory }: RampSessionOptions) {
    this.#plan = plan;
    this.#face = face;
    this.#directory = directory;
  }

  /** Returns what the ramp says of itself, when it is over and everything about it is written. */
  async run(): Promise<RampReport> {
    const { stages, preview, notes } = this.#plan;
    this.#face.begin(preview, notes);
    let endReason: RampEndReason = 'all-passed';
    for (const [index, stage] of stages.entries()) {
      const stagePreview = assertPresent(preview.stages[index], 'the preview of the stage');
      endReason = await this.#runStage(stage, stagePreview);
      if (endReason !== 'all-passed') break;
    }
    return this.#end(endReason);
  }

  /** Ends the stage flat, and the ramp with it. */
  stop(): void {
    this.#isInterrupted = true;
    this.#session?.stop();
  }

  takeNow(): void {
    this.#session?.takeNow();
  }

  leave(): void {
    this.#session?.leave();
  }

  /** `all-passed` means: so far. */
  async #runStage(stage: StagePlan, preview: StagePreview): Promise<RampEndReason> {
    if (this.#isInterrupted) return 'interrupted';
    const name = `stage-${preview.stage}-${preview.run.size}x${preview.roundTrips}`;
    const records = createRecords(stage.run, { base: this.#directory.path, name });
    if (!records.ok) {
      process.stderr.write(usageLine(records));
      return 'not-recorded';
    }
    const summary = await this.#play(stage, preview, records.value);
    this.#stages.push(summary);
    this.#face.stageEnded(summary);
    if (summary.passed) return 'all-passed';
    return this.#isInterrupted ? 'interrupted' : 'stage-failed';
  }

  async #play(stage: StagePlan, preview: StagePreview, records: RunRecords): Promise<StageSummary> {
    const watch = new LimitWatch(stage.ordinary);
    const session = new Session({
      plan: stage.run,
      face: this.#face.stage(preview, totalsOf(this.#stages)),
      records,
      onTurn: (commands, pair) => watch.onTurn(commands, pair),
    });
    this.#session = session;
    const report = await session.run();
    this.#session = undefined;
    return summariseStage({ preview, report, watch, played: session.pairRun });
  }

  #end(reason: RampEndReason): RampReport {
    const { preview, stages, seed, notes } = this.#plan;
    const { world, config } = assertPresent(stages[0], 'the first stage').run;
    const last = this.#stages.at(-1);
    const passed = reason === 'all-passed';
    const report: RampReport = {
      world,
      notice: noticeOf(world),
      passed,
      failedStage: last === undefined || last.passed ? null : last.stage,
      endReason: reason,
      outcome: last?.outcome ?? 'refused',
      stagesPlanned: stages.length,
      quoteAsset: preview.quoteAsset,
      baseAsset: preview.baseAsset,
      conversionRates: summariseRates(config.conversions, preview.quoteAsset),
      stages: this.#stages,
      totals: totalsOf(this.#stages),
      seed,
      runDirectory: this.#directory.path,
      notes,
    };
    writeFileSync(this.#directory.summary, `${JSON.stringify(report, undefined, 2)}\n`, { mode: 0o600 });
    this.#face.end(report);
    return report;
  }
}
