// A refusal is a value with a code. Each code has its line in docs/runbook.md.

export const refusalCodes = [
  'halted',
  'stale-book',
  'position-limit',
  'max-notional',
  'order-rate',
  'daily-loss-limit',
  'margin-unknown',
  'other-runs-unknown',
  'free-margin',
  'liquidation-distance',
  'net-delta-drift',
  'worst-case-exposure',
  'price-band',
  'no-price',
  'below-minimum',
  'does-not-reduce',
] as const;

export type RefusalCode = (typeof refusalCodes)[number];

export interface Refusal {
  readonly code: RefusalCode;
  /** One sentence with the figures. */
  readonly text: string;
}
