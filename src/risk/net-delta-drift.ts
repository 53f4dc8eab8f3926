// S1's third check: nothing that adds risk is sent while the pair is not flat within its drift limit.
import { absBase, formatBase, type BaseQuantity } from '../core/money.ts';
import type { Refusal } from './refusal.ts';

export function checkNetDeltaDrift(netDelta: BaseQuantity, limit: BaseQuantity): Refusal | undefined {
  if (absBase(netDelta) <= limit) return undefined;
  return {
    code: 'net-delta-drift',
    text: `net delta ${formatBase(netDelta)} is outside the drift limit of ${formatBase(limit)}`,
  };
}
