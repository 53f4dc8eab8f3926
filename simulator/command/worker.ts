// A worker thread: runs one job after the other. What a run throws ends the thread, and whoever started it sees what it was.
import { parentPort } from 'node:worker_threads';
import { assertPresent } from '../../src/core/assert.ts';
import { runJob, type Job } from './job.ts';

const port = assertPresent(parentPort ?? undefined, 'the port of a worker thread');
port.on('message', (job: Job) => port.postMessage(runJob(job)));
