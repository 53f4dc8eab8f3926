// The runs of a machine, as whoever asks from a phone sees them: what each last told, and the way to ask it for something.
import type { Checked } from '../../core/checked.ts';
import type { ControlAnswer, ControlRequest } from '../../status/messages.ts';
import type { Fleet } from '../../dashboard/fleet/fleet.ts';
import type { RunStatus } from '../../status/run-status.ts';

export interface RunAtHand {
  /** Of its folder. */
  readonly name: string;
  /** The latest that it told. */
  readonly status: RunStatus | undefined;
  /** Why nobody answers there now; `undefined` while somebody does. */
  readonly silence: string | undefined;
}

export interface RunsAtHand {
  /** Those that are not over. */
  readonly runs: readonly RunAtHand[];
  ask(name: string, request: ControlRequest): Promise<Checked<ControlAnswer>>;
}

/** By asset, pair, venue or name; all of them where nothing is named, or "all" is. */
export function runsNamed(runs: readonly RunAtHand[], which: string): readonly RunAtHand[] {
  if (which === '' || which === 'all') return runs;
  const exact = runs.filter(({ status }) => status?.identity.baseAsset.toLowerCase() === which);
  if (exact.length > 0) return exact;
  return runs.filter(({ name, status }) =>
    [name, status?.identity.pair ?? ''].some((text) => text.toLowerCase().includes(which)),
  );
}

export const atHandOf = (fleet: Fleet): RunsAtHand => ({
  get runs() {
    return fleet.runs
      .filter(({ isOpen }) => isOpen)
      .map(({ name, status, silence }) => ({ name, status, silence: silence?.reason }));
  },
  ask: (name, request) => fleet.ask(name, request),
});
