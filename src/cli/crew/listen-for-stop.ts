// Ctrl-C while long work goes on.

/** The first signal keeps what was done, and ends; a second one is not waited for. */
export function listenForStop(): { readonly signal: AbortSignal; readonly stopListening: () => void } {
  const stop = new AbortController();
  const stopListening = (): void => {
    process.off('SIGINT', onSignal);
    process.off('SIGTERM', onSignal);
  };
  const onSignal = (): void => {
    stopListening();
    stop.abort();
  };
  process.on('SIGINT', onSignal);
  process.on('SIGTERM', onSignal);
  return { signal: stop.signal, stopListening };
}
