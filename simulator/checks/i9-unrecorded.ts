// I9 recovery, its other half: what a process could not write down it does not begin. A quote or a probe leaves only after the record
// of its turn, so that whatever may rest at a venue is known to the next process; hedges and cancels leave all the same.
//
// Read so: once the disk has refused a record of a process, no quote and no probe of that process leaves.
import { removesDelta } from '../../src/core/order.ts';
import type { Checker, Observed } from '../observed.ts';
import type { RunFacts } from './facts/run-facts.ts';

export function i9Unrecorded(facts: RunFacts): Checker {
  let refusedBefore = 0;
  let withoutRecord = 0;
  return {
    invariant: 'I9',
    check: ({ faults, process: running }: Observed) => {
      const refused = faults.injected.get('journal-full') ?? 0;
      if (refused > refusedBefore) withoutRecord = running?.generation ?? 0;
      refusedBefore = refused;
      if (running === undefined || running.generation !== withoutRecord) return undefined;
      for (const { order } of facts.placed) {
        if (removesDelta(order.role)) continue;
        return `${order.role} ${order.clientOrderId} of process ${running.generation} left without a record`;
      }
      return undefined;
    },
  };
}
