// The few arguments of an experiment.

/** The whole number above 0 that follows a flag; `otherwise` where the flag is not given, `undefined` where it is no such number. */
export function wholeNumberAfter(flag: string, otherwise: number): number | undefined {
  const at = process.argv.indexOf(flag);
  const value = at < 0 ? otherwise : Number(process.argv[at + 1]);
  return Number.isSafeInteger(value) && value > 0 ? value : undefined;
}
