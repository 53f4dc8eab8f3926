// What the parts of a cost are called, wherever they are shown.
import type { CostPartName } from './cost-review.ts';

export const costPartWords: Readonly<Record<CostPartName, string>> = {
  makerSpread: 'maker spread',
  takerSpread: 'taker spread',
  slippage: 'slippage',
  adverseSelection: 'adverse selection',
  held: 'held',
  fees: 'fees',
  rebates: 'rebates',
  funding: 'funding',
};
