// Each kind of fault, given an occasion, really acts; and a plain run without any converges.
import { describe, expect, it } from 'vitest';
import { noChecks } from '../testing/watched-run.ts';
import { runScenario } from '../run-seed.ts';
import { faultKinds } from '../scenario/fault-kinds.ts';
import type { Fault } from '../scenario/scenario.ts';
import { always, plainSafetyUs, plainScenario } from '../testing/plain-scenario.ts';

const atMoment = (kind: Fault['kind'], amount: number): Fault => ({
  ...always(kind, 'hedge', amount),
  fromUs: 10_000_000,
});

/** Faults that give the kind its occasion, where the run by itself does not; the amount, where any will not do. */
const occasions: Partial<Record<Fault['kind'], readonly Fault[]>> = {
  'cancel-timed-out': [always('cancel-timed-out', 'primary', 500)],
  'order-not-found': [
    always('order-not-found', 'hedge', 9_000),
    always('place-timed-out-accepted', 'hedge', 500),
  ],
  'fills-late': [always('fills-late', 'hedge', 3_000), always('fill-lost', 'hedge')],
  'fills-truncated': [always('fills-truncated', 'hedge', 0), always('fill-lost', 'hedge')],
  'orders-cancelled': [1, 2, 3, 4, 5, 6].map((second) => ({
    ...always('orders-cancelled', 'primary'),
    fromUs: second * 1_100_000,
  })),
  'manual-cancel': [1, 2, 3, 4, 5, 6].map((second) => ({
    ...always('manual-cancel', 'primary'),
    fromUs: second * 1_100_000,
  })),
  'rules-changed': [always('rules-changed', 'primary')],
  'post-only-refused': [always('post-only-refused', 'primary')],
  'manual-trade': [atMoment('manual-trade', 20)],
  liquidated: [8, 9, 10, 11].map((second) => ({
    ...always('liquidated', 'hedge', 50),
    fromUs: second * 1_000_000,
  })),
  'funding-paid': [8, 9, 10, 11].map((second) => ({
    ...always('funding-paid', 'hedge', 100),
    fromUs: second * 1_000_000,
  })),
  'journal-flipped': [always('journal-flipped', 'primary', 50)],
  'journal-torn': [always('journal-torn', 'primary', 1)],
};

describe('a fault', () => {
  it.each(Object.keys(faultKinds) as Fault['kind'][])('of the kind %s acts', (kind) => {
    const faults = occasions[kind] ?? [always(kind, 'hedge', 1_000)];
    const crashes = [{ kind: 'kill-anywhere', fromUs: 5_000_000, awayUs: 500_000 }] as const;
    const { faults: acted } = runScenario(
      plainScenario({ faults, crashes: kind.startsWith('journal-') ? crashes : [] }),
      { checks: noChecks },
    );
    expect(acted[kind]).toBeGreaterThan(0);
  });

  it('that is not there never acts, and the run converges', () => {
    const result = runScenario(plainScenario(), { checks: noChecks });
    expect(result).toMatchObject({ verdict: 'HEDGED', faults: {} });
    expect(result.cyclesCompleted).toBeGreaterThan(3);
    expect(result.virtualSeconds).toBeLessThan(plainSafetyUs / 1_000_000 + 60);
  });
});
