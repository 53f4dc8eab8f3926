// What `evenkeel venues serve` does: start, tell where, and stay until a signal.
import { once } from 'node:events';
import { venueRegistry } from '../../venues/registry.ts';
import { SystemClock } from '../../venues/wire/system-clock.ts';
import { environmentLines, planServe, type ServeFlags } from './plan-serve.ts';
import { startServers, stopServers } from './start-servers.ts';
import { refuse } from '../refuse.ts';

export async function serve(flags: ServeFlags): Promise<void> {
  const plan = planServe(flags, venueRegistry);
  if (!plan.ok) return refuse(plan);
  const clock = new SystemClock();
  const started = await startServers(plan.value, venueRegistry, clock);
  if (!started.ok) {
    clock.stop();
    return refuse(started);
  }
  const servers = started.value;
  const told = servers.map(({ venue, origin, credentials }) => ({ venue, origin, credentials }));
  process.stdout.write(
    flags.json === true ? `${JSON.stringify({ venues: told })}\n` : environmentLines(servers),
  );
  await Promise.race([once(process, 'SIGINT'), once(process, 'SIGTERM')]);
  await stopServers(servers);
  clock.stop();
}
