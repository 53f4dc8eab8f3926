// The same figures for programs, and the verdicts as they are shown.
import type { FleetRun } from '../fleet/fleet.ts';
import { shownVerdict } from '../fleet/shown-verdict.ts';
import { sumsByVenue, sumsOfResults } from '../fleet/sums.ts';

export function statusJson(runs: readonly FleetRun[], runsDir: string, nowMs: number): string {
  const statuses = runs.flatMap(({ isOpen, status }) => (isOpen && status !== undefined ? [status] : []));
  return JSON.stringify({
    nowMs,
    runsDir,
    runs: runs.map((run) => ({
      name: run.name,
      folder: run.folder,
      isOpen: run.isOpen,
      heardAtMs: run.heardAtMs === 0 ? null : run.heardAtMs,
      silentSinceMs: run.silence?.sinceMs ?? null,
      verdict: shownVerdict(run, nowMs),
      status: run.status ?? null,
      lastWord: run.lastWord ?? null,
    })),
    sums: { venues: sumsByVenue(statuses), results: sumsOfResults(statuses) },
  });
}
