// For work that nobody waits for: what it throws is a bug, and ends the process like any other.

export function endLoudly(bug: unknown): void {
  setImmediate(() => {
    throw bug;
  });
}
