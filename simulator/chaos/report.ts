// What a campaign has come to: figures added up over its rounds, for people in sentences, for programs as one line of JSON.
import { formatUnits, formatRounded } from '../../src/core/decimal.ts';
import { counted, duration, rounded } from '../../src/reports/readable.ts';
import { killsIn } from './campaign.ts';
import { deathPointNames } from './death-points.ts';
import type { ChaosPlan } from './plan.ts';
import type { ChaosProgress } from './progress.ts';
import type { RoundResult } from './round-result.ts';

export interface ChaosReport {
  readonly kills: number;
  /** Rounds in which something was lost, sent twice, or did not end as it should. */
  readonly failures: number;
  readonly asked: number;
  readonly rounds: number;
  /** How often a process died at each named point. */
  readonly points: Readonly<Record<string, number>>;
  /** At a moment that had nothing to do with what it did. */
  readonly moments: number;
  /** Points at which fewer died than had to. */
  readonly missed: readonly string[];
  readonly disturbances: Readonly<Record<string, number>>;
  readonly refusedStarts: number;
  readonly halts: number;
  readonly fills: number;
  /** ∫ |net delta| × price dt over all rounds, and the most of one round; in the quote asset × seconds. */
  readonly exposureSeconds: string;
  readonly exposureSecondsMax: string;
  readonly longestNakedMs: number;
  readonly seed: number;
  readonly timeScale: number;
  readonly elapsedSeconds: number;
  /** What rounds have left that ended in a halt, flat. */
  readonly halted: readonly string[];
  readonly failed: readonly Pick<RoundResult, 'round' | 'pair' | 'problems' | 'kept'>[];
}

export function reportOn({ rounds, elapsedMs }: ChaosProgress, plan: ChaosPlan): ChaosReport {
  const deaths = tallyOf(rounds.flatMap((round) => round.deaths));
  const exposures = rounds.map(({ exposureUnits }) => BigInt(exposureUnits));
  const failed = rounds.filter(({ problems }) => problems.length > 0);
  const points = Object.fromEntries(deathPointNames.map((name) => [name, deaths[name] ?? 0]));
  return {
    kills: killsIn(rounds),
    failures: failed.length,
    asked: plan.kills,
    rounds: rounds.length,
    points,
    moments: deaths['moment'] ?? 0,
    missed: deathPointNames.filter((name) => (deaths[name] ?? 0) < plan.strikesMin),
    disturbances: tallyOf(rounds.flatMap(({ disturbances }) => disturbances)),
    refusedStarts: rounds.reduce((sum, { refusedStarts }) => sum + refusedStarts, 0),
    halts: rounds.filter(({ isHalted }) => isHalted).length,
    fills: rounds.reduce((sum, { fills }) => sum + fills, 0),
    exposureSeconds: formatUnits(exposures.reduce((sum, units) => sum + units, 0n)),
    exposureSecondsMax: formatUnits(exposures.reduce((most, units) => (units > most ? units : most), 0n)),
    longestNakedMs: Math.max(0, ...rounds.map(({ longestNakedMs }) => longestNakedMs)),
    ...plan.parameters,
    elapsedSeconds: Math.round(elapsedMs / 1_000),
    halted: rounds.flatMap(({ isHalted, kept }) => (isHalted && kept !== null ? [kept] : [])),
    failed: failed.map(({ round, pair, problems, kept }) => ({ round, pair, problems, kept })),
  };
}

/** "round 8 · paradex/backpack · killed 2 times (moment, quote-unsent) · disturbed: pause · 12 fills · …": one line. */
export function roundLine(result: RoundResult): string {
  const { round, pair, deaths, disturbances, fills, exposureUnits, isHalted, problems, kept } = result;
  const facts = [
    `round ${round}`,
    pair,
    `killed ${counted(deaths.length, 'time')}${deaths.length > 0 ? ` (${deaths.join(', ')})` : ''}`,
    ...(disturbances.length > 0 ? [`disturbed: ${disturbances.join(', ')}`] : []),
    counted(fills, 'fill'),
    `${formatRounded(BigInt(exposureUnits), 2)} USD·s naked`,
  ];
  const [first] = problems;
  if (first === undefined)
    return [...facts, ...(isHalted ? [`halted, see ${kept}`] : []), 'flat, and the books agree'].join(' · ');
  const more = problems.length > 1 ? ` (and ${problems.length - 1} more)` : '';
  return [...facts, `FAILED: ${first.code}: ${first.text}${more}`, `look into ${kept}`].join(' · ');
}

export function reportText(report: ChaosReport): string {
  const pointLines = Object.entries(report.points).map(
    ([name, count]) => `  ${name.padEnd(18)} ${String(count).padStart(4)}`,
  );
  const disturbed = Object.entries(report.disturbances).map(([kind, count]) => `${kind} ${count}`);
  const looks = report.failed.map(
    ({ round, pair, problems, kept }) =>
      `  round ${round} on ${pair}: ${problems.map(({ code }) => code).join(', ')}\n    what is left is in ${kept}; \`npx evenkeel replay ${kept}/runs/RUN --explain\` says why each order was sent`,
  );
  return [
    `${report.kills} of ${counted(report.asked, 'kill')} in ${counted(report.rounds, 'round')}, ${counted(report.failures, 'failure')}, ${duration(String(report.elapsedSeconds))}`,
    '',
    ...pointLines,
    `  ${'moment'.padEnd(18)} ${String(report.moments).padStart(4)}`,
    '',
    `  disturbances      ${disturbed.join(', ') || 'none'}`,
    `  starts refused    ${report.refusedStarts}, tried again`,
    `  halted safe       ${[report.halts, ...report.halted].join(', ')}`,
    `  fills             ${report.fills}`,
    `  naked             ${rounded(report.exposureSeconds, 2)} USD·s, at most ${rounded(report.exposureSecondsMax, 2)} in a round, ${report.longestNakedMs} ms at a stretch`,
    ...(report.missed.length > 0 ? ['', `  struck too seldom: ${report.missed.join(', ')}`] : []),
    ...(looks.length > 0 ? ['', ...looks] : []),
    '',
  ].join('\n');
}

function tallyOf(names: readonly string[]): Record<string, number> {
  const tally: Record<string, number> = {};
  for (const name of names) tally[name] = (tally[name] ?? 0) + 1;
  return tally;
}
