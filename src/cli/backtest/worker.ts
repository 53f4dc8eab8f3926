// A worker thread: trades one market after the other. What a run throws ends the thread, and whoever started it sees what it was.
import { on } from 'node:events';
import { parentPort } from 'node:worker_threads';
import { assertPresent } from '../../core/assert.ts';
import { openOnce } from './open-once.ts';
import { playMarket, type MarketJob } from './play-market.ts';

const port = assertPresent(parentPort ?? undefined, 'the port of a worker thread');
const open = openOnce();

for await (const [job] of on(port, 'message')) port.postMessage(await playMarket(job as MarketJob, open));
