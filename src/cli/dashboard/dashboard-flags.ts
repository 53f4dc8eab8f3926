// What `evenkeel dashboard` was asked for: an address, a port, and whether anybody may act.
import { accepted, refused, type Checked } from '../../core/checked.ts';
import { isLoopback } from '../../dashboard/server/known-host.ts';
import { createToken, isGoodToken } from '../../dashboard/server/token-guard.ts';
import { dashboardTokenVariable } from '../settings/from-environment.ts';

export interface DashboardFlags {
  readonly runsDir?: string;
  readonly port?: string;
  readonly host?: string;
  readonly control?: boolean;
  /** Variables to add to the environment. */
  readonly envFile?: string;
  /** Started beside a run: it ends with that, and says nothing when another one is there already. */
  readonly companion?: boolean;
}

export interface DashboardPlan {
  readonly runsDir: string;
  readonly host: string;
  readonly port: number;
  readonly token: string | undefined;
  /** It was made here, and nobody knows it yet. */
  readonly isTokenNew: boolean;
}

const usualPort = 8_700;

export function planDashboard(flags: DashboardFlags, environment: NodeJS.ProcessEnv): Checked<DashboardPlan> {
  const { runsDir = 'runs', host = '127.0.0.1', control = false } = flags;
  const port = portOf(flags.port);
  if (!port.ok) return port;
  const stated = environment[dashboardTokenVariable];
  if (stated !== undefined && !isGoodToken(stated))
    return refused(
      'weak-token',
      `${dashboardTokenVariable} is no good token`,
      'use 16 to 256 letters, digits, "-" or "_", or leave it out and let --control make one',
    );
  if (stated === undefined && !control && !isLoopback(host))
    return refused(
      'no-token',
      `--host ${host} can be reached from elsewhere, and there is no token`,
      `give --control, set ${dashboardTokenVariable}, or leave --host out and use a tunnel`,
    );
  const isTokenNew = stated === undefined && control;
  return accepted({
    runsDir,
    host,
    port: port.value,
    token: isTokenNew ? createToken() : stated,
    isTokenNew,
  });
}

function portOf(text: string | undefined): Checked<number> {
  if (text === undefined) return accepted(usualPort);
  const port = /^\d{1,5}$/.test(text) ? Number(text) : NaN;
  if (port <= 65_535) return accepted(port);
  return refused(
    'bad-port',
    `--port ${text} is no port`,
    'use a number up to 65535; 0 takes any that is free',
  );
}
