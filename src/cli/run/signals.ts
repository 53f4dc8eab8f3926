// What Ctrl-C and SIGTERM mean: first unwind as maker and then take, second take now, third print the exposure and leave.

export interface SignalActions {
  readonly stop: () => void;
  readonly takeNow: () => void;
  readonly leave: () => void;
}

/** Listens until the returned function is called. */
export function listenForSignals({ stop, takeNow, leave }: SignalActions): () => void {
  const steps = [stop, takeNow, leave];
  const onSignal = (): void => {
    const next = steps.shift();
    if (next !== undefined) next();
  };
  process.on('SIGINT', onSignal);
  process.on('SIGTERM', onSignal);
  return () => {
    process.off('SIGINT', onSignal);
    process.off('SIGTERM', onSignal);
  };
}
