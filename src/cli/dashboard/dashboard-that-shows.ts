// Whether a dashboard on this machine shows a folder of runs already.
import { Pool } from 'undici';
import { z } from 'zod';

const shape = z.object({ runsDir: z.string() });
const patienceMs = 2_000;

/** Its address; `undefined` where something else answers there, or nothing. */
export async function dashboardThatShows(runsDir: string, port: number): Promise<string | undefined> {
  const origin = `http://127.0.0.1:${port}`;
  const pool = new Pool(origin, { connections: 1 });
  try {
    const { body } = await pool.request({
      method: 'GET',
      path: '/status.json',
      headersTimeout: patienceMs,
      bodyTimeout: patienceMs,
    });
    return shape.safeParse(await body.json()).data?.runsDir === runsDir ? `${origin}/` : undefined;
  } catch {
    // Whatever it is, it is no dashboard.
    return undefined;
  } finally {
    await pool.destroy();
  }
}
