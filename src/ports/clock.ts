// Time from outside: what o'clock it is, and waking up later. Virtual in simulation, the machine's own when live.

export interface Clock {
  /** Local time in whole µs since the epoch; never goes back. */
  nowUs(): number;
  /** Runs `wake` once at `atUs`, or at once when that has passed. Callbacks of one moment run in the order of asking. */
  wakeAt(atUs: number, wake: () => void): void;
}
