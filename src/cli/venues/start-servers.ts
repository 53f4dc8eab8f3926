// Starts the local servers of a plan: all of them, or none.
import { accepted, refused, type Checked } from '../../core/checked.ts';
import type { Clock } from '../../ports/clock.ts';
import type { LocalVenueServer } from '../../venues/local/local-venue-server.ts';
import type { VenueRegistry } from '../../venues/registry.ts';
import type { ServePlan } from './plan-serve.ts';

export async function startServers(
  plan: ServePlan,
  registry: VenueRegistry,
  clock: Clock,
): Promise<Checked<readonly LocalVenueServer[]>> {
  const servers: LocalVenueServer[] = [];
  const { seed, tickers, market, portFrom } = plan;
  const marketStartUs = clock.nowUs();
  for (const [index, name] of plan.venues.entries()) {
    const port = portFrom === 0 ? 0 : portFrom + index;
    try {
      const adapter = await registry[name]?.();
      const server = await adapter?.serve({ port, clock, seed, tickers, market, marketStartUs });
      if (server !== undefined) servers.push(server);
    } catch (error) {
      await stopServers(servers);
      if (!isPortRefused(error)) throw error;
      return refused(
        'port-refused',
        `port ${port} for ${name} cannot be had (${error.code})`,
        'use another --port-from, or none for any that are free',
      );
    }
  }
  return accepted(servers);
}

export async function stopServers(servers: readonly LocalVenueServer[]): Promise<void> {
  await Promise.all(servers.map((server) => server.close()));
}

function isPortRefused(error: unknown): error is Error & { readonly code: string } {
  return (
    error instanceof Error && 'code' in error && (error.code === 'EADDRINUSE' || error.code === 'EACCES')
  );
}
