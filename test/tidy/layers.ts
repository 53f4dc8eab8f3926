// The one table of who may import whom: core ← ports ← the pure middle ← engine ← edges ← cli.
// A folder may always import itself. A folder that is not in the table may not exist, so that a new
// one is a decision about direction and not an accident.

export interface Layer {
  /** Pure folders hold the deterministic step: no clock, no random, no I/O, no packages, no float money. */
  pure: boolean;
  imports: readonly string[];
  /** Folders of which only types may be imported. */
  types?: readonly string[];
}

const pure = true;
const edge = false;

const middle = ['market', 'strategy', 'execution', 'risk', 'ledger'];

export const layers: Readonly<Record<string, Layer>> = {
  core: { pure, imports: [] },
  ports: { pure, imports: ['core'] },

  // The pure middle: each stage sees only the stages whose data flows into it.
  market: { pure, imports: ['core', 'ports'] },
  ledger: { pure, imports: ['core', 'ports'] },
  strategy: { pure, imports: ['core', 'ports', 'market'] },
  risk: { pure, imports: ['core', 'ports', 'market', 'ledger'] },
  execution: { pure, imports: ['core', 'ports', 'market', 'ledger', 'strategy', 'risk'] },
  engine: { pure, imports: ['core', 'ports', ...middle] },

  // The edges know the outside world, and as little as possible of one another.
  journal: { pure: edge, imports: ['core', 'ports'] },
  recorder: { pure: edge, imports: ['core', 'ports', 'market'] },
  notifier: { pure: edge, imports: ['core', 'ports'] },
  statistics: { pure: edge, imports: ['core', 'ports'] },
  venues: { pure: edge, imports: ['core', 'ports', 'market', 'recorder'] }, // simulated/ replays recordings
  reports: { pure: edge, imports: ['core', 'ports', 'ledger'], types: ['engine'] },
  status: { pure: edge, imports: ['core'] }, // what a run tells onlookers, and how it reaches them
  dashboard: { pure: edge, imports: ['core', 'reports', 'status'] },

  // Only the command line sees everything: it puts the pieces together.
  cli: {
    pure: edge,
    imports: [
      'core',
      'ports',
      ...middle,
      'engine',
      'journal',
      'recorder',
      'notifier',
      'venues',
      'statistics',
      'reports',
      'status',
      'dashboard',
    ],
  },
};
