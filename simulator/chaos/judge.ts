// Judges a round by the ledgers of its venues: flat, nothing sent twice, nothing hedged twice, and what the run has written down is
// the venues' history to the last unit. Every problem has a code and says what is wrong in one sentence.
import { exitCodes } from '../../src/cli/exit-codes.ts';
import { formatUnits } from '../../src/core/decimal.ts';
import { counted } from '../../src/reports/readable.ts';
import type { FillRow } from '../../src/reports/fills-csv.ts';
import type { FillReport } from '../../src/venues/local/ledger-report.ts';
import { deltaPath, unitsOf } from './delta-path.ts';
import type { Evidence } from './evidence.ts';
import type { LegName } from './round-plan.ts';

export interface Problem {
  readonly code:
    | 'not-started'
    | 'not-ended'
    | 'ended-badly'
    | 'not-flat'
    | 'orders-left'
    | 'sent-twice'
    | 'hedged-twice'
    | 'books-differ'
    | 'not-journaled'
    | 'unreadable';
  readonly text: string;
}

const legNames: readonly LegName[] = ['primary', 'hedge'];

/** `quantum`: what is smaller than it cannot be traded on both venues, and is flat; in base units. */
export function judge(evidence: Evidence, quantum: bigint): readonly Problem[] {
  return [
    ...endProblems(evidence),
    ...flatProblems(evidence, quantum),
    ...repeatProblems(evidence, quantum),
    ...bookProblems(evidence),
  ];
}

function* endProblems({ ended, refusal, truth }: Evidence): Generator<Problem> {
  if (refusal !== undefined) {
    yield { code: 'not-started', text: refusal };
    return;
  }
  if (ended === undefined) {
    yield { code: 'not-ended', text: 'the run was told to stop, and did not end in time' };
    return;
  }
  const { exitCode, diedAt } = ended;
  // A run that is halted safe and flat is what a halt is for; it is counted, and no failure.
  if (exitCode === exitCodes.flat || exitCode === exitCodes.haltedSafe) return;
  // Less than the primary takes an order for, hedged: nothing can close it, and whether it is as small as that is judged beside this.
  const isLeft = legNames.every((leg) => unitsOf(truth[leg].position) !== 0n);
  if (exitCode === exitCodes.exposureLeft && isLeft) return;
  yield { code: 'ended-badly', text: `the last process ended with ${exitCode ?? diedAt ?? 'nothing'}` };
}

function* flatProblems({ truth }: Evidence, quantum: bigint): Generator<Problem> {
  const positions = legNames.map((leg) => unitsOf(truth[leg].position));
  const net = positions.reduce((sum, position) => sum + position, 0n);
  if ([...positions, net].some((quantity) => magnitude(quantity) >= quantum))
    yield {
      code: 'not-flat',
      text: `the venues hold ${truth.primary.position} and ${truth.hedge.position}`,
    };
  for (const leg of legNames) {
    const { openOrders } = truth[leg];
    if (openOrders > 0)
      yield { code: 'orders-left', text: `${counted(openOrders, 'order')} still open on the ${leg}` };
  }
}

function* repeatProblems({ placed, truth }: Evidence, quantum: bigint): Generator<Problem> {
  const roles = new Map<number, string>();
  for (const { clientOrderId, role } of placed) {
    const earlier = roles.get(clientOrderId) ?? 'hedge';
    // A hedge leaves before its record: where it was lost, the next process uses its id again, and the venue takes each once.
    if (earlier !== 'hedge')
      yield { code: 'sent-twice', text: `the ${earlier} ${clientOrderId} left more than once` };
    roles.set(clientOrderId, role);
  }
  for (const leg of legNames) {
    const orderOf = new Map<string, string>();
    for (const { clientId = 'none', venueOrderId } of truth[leg].fills) {
      if ((orderOf.get(clientId) ?? venueOrderId) !== venueOrderId)
        yield { code: 'sent-twice', text: `two orders of the ${leg} carry the client id ${clientId}` };
      orderOf.set(clientId, venueOrderId);
    }
  }
  for (const { leg, before, after, fill } of deltaPath(truth)) {
    if (leg === 'primary' || magnitude(after) < quantum) continue;
    const isCrossed = before < 0n !== after < 0n;
    if (isCrossed || magnitude(after) > magnitude(before))
      yield {
        code: 'hedged-twice',
        text: `hedge fill ${fill.tradeId} took net delta from ${formatUnits(before)} to ${formatUnits(after)}`,
      };
  }
}

function* bookProblems({ truth, booked, journaled, unreadable }: Evidence): Generator<Problem> {
  for (const text of unreadable) yield { code: 'unreadable', text };
  const lines = new Map<string, FillRow[]>();
  for (const row of booked) lines.set(row.tradeId, [...(lines.get(row.tradeId) ?? []), row]);
  const told = new Set<string>();
  for (const leg of legNames) {
    for (const fill of truth[leg].fills) {
      told.add(fill.tradeId);
      const [row, second] = lines.get(fill.tradeId) ?? [];
      const difference = row === undefined ? 'is not in fills.csv' : differenceOf(fill, row);
      if (difference !== undefined)
        yield { code: 'books-differ', text: `fill ${fill.tradeId} of the ${leg} ${difference}` };
      if (second !== undefined)
        yield { code: 'books-differ', text: `fill ${fill.tradeId} of the ${leg} is booked more than once` };
      if (!journaled.has(fill.tradeId))
        yield { code: 'not-journaled', text: `fill ${fill.tradeId} of the ${leg} is on no journal` };
    }
  }
  for (const tradeId of lines.keys())
    if (!told.has(tradeId))
      yield { code: 'books-differ', text: `fill ${tradeId} is booked, and no venue knows it` };
}

function differenceOf(fill: FillReport, row: FillRow): string | undefined {
  const amounts = (['quantity', 'price', 'fee'] as const).find(
    (name) => unitsOf(fill[name]) !== unitsOf(row[name]),
  );
  const words = (['side', 'liquidity'] as const).find((name) => fill[name] !== row[name]);
  const name = amounts ?? words;
  return name === undefined ? undefined : `has ${name} ${fill[name]}, and ${row[name]} is booked`;
}

const magnitude = (units: bigint): bigint => (units < 0n ? -units : units);
