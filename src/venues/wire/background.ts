// Work that nobody waits for. It tells of its own failures; what it throws all the same is a bug, and ends the process like any other.

export function inBackground(work: Promise<unknown>): void {
  work.catch((bug: unknown) =>
    setImmediate(() => {
      throw bug;
    }),
  );
}
