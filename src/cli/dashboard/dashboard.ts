// What `evenkeel dashboard` does: watches the folder of runs, serves the page until it is told to stop, and says where it is.
import { resolve } from 'node:path';
import type { Checked } from '../../core/checked.ts';
import { Fleet } from '../../dashboard/fleet/fleet.ts';
import { openDashboard, type DashboardServer } from '../../dashboard/server/dashboard-server.ts';
import { loadEnvironmentFile } from '../settings/env-file.ts';
import { planDashboard, type DashboardFlags, type DashboardPlan } from './dashboard-flags.ts';
import { findRuns } from './find-runs.ts';
import { dashboardThatShows } from './dashboard-that-shows.ts';
import { refuse } from '../refuse.ts';

export type { DashboardFlags } from './dashboard-flags.ts';

export async function dashboard(flags: DashboardFlags): Promise<void> {
  const isCompanion = flags.companion === true;
  const variables = loadEnvironmentFile(process.env, flags.envFile);
  if (!variables.ok) return refuse(variables);
  const { environment, warning } = variables.value;
  if (warning !== undefined && !isCompanion) process.stderr.write(`evenkeel: ${warning}\n`);
  const plan = planDashboard(flags, environment);
  if (!plan.ok) return refuse(plan);
  const { runsDir } = plan.value;
  const fleet = new Fleet(() => findRuns(runsDir));
  const opened = await open(plan.value, fleet, isCompanion);
  if (opened === undefined) return fleet.close();
  if (!opened.ok) {
    fleet.close();
    return refuse(opened);
  }
  const server = opened.value;
  fleet.onChange = (isPressing) => server.touch(isPressing);
  process.stdout.write(isCompanion ? `Dashboard: ${server.url}\n` : greeting(server.url, plan.value));
  await (isCompanion ? runEnded() : stopAsked());
  fleet.close();
  await server.close();
}

/** `undefined` where another one shows the same already, which was said. A companion takes another port before it gives up. */
async function open(
  { runsDir, host, port, token }: DashboardPlan,
  fleet: Fleet,
  isCompanion: boolean,
): Promise<Checked<DashboardServer> | undefined> {
  const options = { host, token, fleet, runsDir: resolve(runsDir) };
  const opened = await openDashboard({ ...options, port });
  if (opened.ok || !isCompanion) return opened;
  const other = await dashboardThatShows(resolve(runsDir), port);
  if (other === undefined) return openDashboard({ ...options, port: 0 });
  process.stdout.write(`Dashboard: ${other}\n`);
  return undefined;
}

function greeting(url: string, { runsDir, token, isTokenNew }: DashboardPlan): string {
  const lines = [`The runs in ${runsDir} are shown on ${url}`];
  if (isTokenNew && token !== undefined)
    lines.push(
      `With controls: ${url}#token=${token}`,
      'Whoever has this link can halt and close every run that is shown. It is not shown again.',
    );
  else if (token !== undefined) lines.push('Controls are unlocked by EVENKEEL_DASHBOARD_TOKEN.');
  lines.push('Ctrl-C ends the dashboard, and no run.', '');
  return lines.join('\n');
}

async function stopAsked(): Promise<void> {
  await new Promise<void>((done) => {
    process.once('SIGINT', () => done());
    process.once('SIGTERM', () => done());
  });
}

/** A companion's standard input ends with its run. Ctrl-C is for the run: it may take a while to unwind, and is to be seen meanwhile. */
async function runEnded(): Promise<void> {
  process.on('SIGINT', () => undefined);
  await new Promise<void>((done) => {
    process.stdin.on('close', () => done());
    process.stdin.on('error', () => done());
    process.stdin.resume();
  });
}
