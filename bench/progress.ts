// What is being measured, for whoever waits in front of a terminal: figures come at the end.
export function progress(what: string): void {
  if (process.stderr.isTTY) process.stderr.write(`measuring ${what}\n`);
}
