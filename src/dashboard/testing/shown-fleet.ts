// Runs as a dashboard knows them, to change a part of.
import { knownStatus } from '../../status/testing/known-status.ts';
import { History } from '../fleet/history.ts';
import type { FleetRun } from '../fleet/fleet.ts';

export const heardAtMs = 1_795_886_066_220;

export function shownRun(changes: Partial<FleetRun> = {}): FleetRun {
  const status = knownStatus();
  const history = new History();
  for (const atMs of [0, 2_000, 4_000]) history.add({ ...status, madeAtMs: status.madeAtMs + atMs });
  return {
    name: status.identity.name,
    folder: status.identity.folder,
    isOpen: true,
    status,
    heardAtMs,
    silence: undefined,
    lastWord: undefined,
    history,
    ...changes,
  };
}
