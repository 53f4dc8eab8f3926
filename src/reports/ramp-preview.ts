// What a ramp will trade and cost if every order fills at today's mid, stage by stage, and what each stage's loss limit is
// made of. The spread is left out, because it is what the ramp is there to find out.
import { assertPresent } from '../core/assert.ts';
import { floorDivide } from '../core/decimal.ts';
import {
  addQuote,
  formatQuote,
  parseQuote,
  quoteAmount,
  zeroQuote,
  type QuoteAmount,
} from '../core/money.ts';
import type { PairConfig } from '../core/pair.ts';
import type { BidAsk } from '../ledger/exact-amount.ts';
import { previewRun, type RunPreview, type VolumeAndCost } from './preview.ts';

export interface RampPreview {
  readonly quoteAsset: string;
  readonly baseAsset: string;
  readonly stages: readonly StagePreview[];
  readonly totals: VolumeAndCost & { readonly roundTrips: number };
}

export interface StagePreview {
  /** From 1. */
  readonly stage: number;
  readonly stagesPlanned: number;
  readonly roundTrips: number;
  readonly planned: VolumeAndCost;
  readonly run: RunPreview;
}

/** A stage loses at most this, or the share below of the volume that it plans, whichever is more. */
const lossLimitMin = assertPresent(parseQuote('5'), 'the smallest loss limit');
const lossLimitBps = 15n;

/** Of a stage to which none was given, in the reporting asset: max(5, 15 bps of what it plans to trade at these marks). */
export function stageLossLimit(config: PairConfig, marks: RampMarks): QuoteAmount {
  const volume = amountOf(plannedOf(previewRun(config, marks)).volume);
  const share = quoteAmount(floorDivide(volume * lossLimitBps, 10_000n));
  return share > lossLimitMin ? share : lossLimitMin;
}

export interface RampMarks {
  readonly primary: BidAsk;
  readonly hedge: BidAsk;
}

/** Of all stages, at the touches before the first begins. */
export function previewRamp(configs: readonly PairConfig[], marks: RampMarks): RampPreview {
  const stages = configs.map((config, index): StagePreview => {
    const run = previewRun(config, marks);
    return {
      stage: index + 1,
      stagesPlanned: configs.length,
      roundTrips: assertPresent(run.iterations ?? undefined, 'the iterations of a stage'),
      planned: plannedOf(run),
      run,
    };
  });
  const first = assertPresent(stages[0], 'the first stage').run;
  return {
    quoteAsset: first.quoteAsset,
    baseAsset: first.baseAsset,
    stages,
    totals: {
      roundTrips: stages.reduce((sum, { roundTrips }) => sum + roundTrips, 0),
      volume: sumOf(stages.map(({ planned }) => planned.volume)),
      cost: sumOf(stages.map(({ planned }) => planned.cost)),
    },
  };
}

const plannedOf = (run: RunPreview): VolumeAndCost =>
  assertPresent(run.total ?? undefined, 'the total of a run with its iterations');

const sumOf = (amounts: readonly string[]): string =>
  formatQuote(amounts.reduce((sum, amount) => addQuote(sum, amountOf(amount)), zeroQuote));

const amountOf = (text: string): QuoteAmount => assertPresent(parseQuote(text), `the amount ${text}`);
