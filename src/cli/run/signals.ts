// What Ctrl-C and SIGTERM mean: first unwind as maker and then take, second take now, third print the exposure and leave.

export interface SignalActions {
  stop(): void;
  takeNow(): void;
  leave(): void;
}

/** Listens until the returned function is called; signals after the third change nothing more. */
export function listenForSignals(actions: SignalActions): () => void {
  const steps = [() => actions.stop(), () => actions.takeNow(), () => actions.leave()];
  const onSignal = (): void => steps.shift()?.();
  process.on('SIGINT', onSignal);
  process.on('SIGTERM', onSignal);
  return () => {
    process.off('SIGINT', onSignal);
    process.off('SIGTERM', onSignal);
  };
}
