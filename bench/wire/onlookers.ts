// Two who look into the run of the folder that is named: one prompt, one slow and greedy.
import { createConnection } from 'node:net';
import { join } from 'node:path';
import { statusRequest } from '../../src/status/messages.ts';
import { socketName } from '../../src/status/socket-path.ts';
import { RunWatch } from '../../src/status/watch-run.ts';

const folder = process.argv[2] ?? '';
const asked = 1_000;
const bytesRead = 256;
const readMs = 500;

let isBegun = false;

// The prompt one looks on for as long as this process lives, and says when there is a run.
const prompt = new RunWatch(folder, {
  onStatus: () => {
    if (isBegun) return;
    isBegun = true;
    beSlow();
  },
  onSilence: () => undefined,
});
process.on('exit', () => prompt.close());

function beSlow(): void {
  const socket = createConnection(join(folder, socketName));
  socket.pause();
  socket.on('error', () => undefined);
  socket.write(statusRequest.repeat(asked));
  setInterval(() => {
    socket.read(bytesRead);
    socket.write(statusRequest);
  }, readMs);
}
