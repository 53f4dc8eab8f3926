// Whether a run without an end on record is still going on, or its process died. Live runs are fenced by locks that the kernel keeps for as long as
// their process lives; others that have the pace of a clock are heard in their folder.
import { existsSync } from 'node:fs';
import { createConnection } from 'node:net';
import { isHeld } from '../../journal/fence.ts';
import { socketPlaceIn } from '../../status/socket-path.ts';
import type { Environment } from '../access/variables.ts';
import { readRunConfig } from '../run/take-up/run-config.ts';
import { fencedBy, fenceFolder } from '../run/wire/fence-pair.ts';
import type { RecordedRun } from '../history/recorded-run.ts';

/** `not-known` where nothing tells: it went as fast as it could, or in another place than this machine. */
export type ProcessState = 'lives' | 'gone' | 'not-known';

export async function processOf(
  { folder, journal }: RecordedRun,
  environment: Environment,
): Promise<ProcessState> {
  const pair = readRunConfig(journal.run.configJson)?.pair;
  if (pair === undefined) return answerIn(folder);
  const isFenced = fencedBy(pair).some((name) => isHeld(fenceFolder(environment), name));
  return isFenced ? 'lives' : 'gone';
}

/** A socket that was left behind is one that nobody listens at. */
function answerIn(folder: string): Promise<ProcessState> {
  const place = socketPlaceIn(folder);
  if (!place.ok || !existsSync(place.value.path)) return Promise.resolve('not-known');
  return new Promise((resolve) => {
    const socket = createConnection(place.value.path);
    const tell = (state: ProcessState): void => {
      socket.destroy();
      place.value.release();
      resolve(state);
    };
    socket.once('connect', () => tell('lives'));
    socket.once('error', () => tell('gone'));
  });
}
