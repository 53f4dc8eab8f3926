// How far the compiler of the runtime goes in putting functions into those that call them. A message of a backtest passes through some
// thirty short ones, and by itself the compiler stops in the middle of that.
import { setFlagsFromString } from 'node:v8';

/** For the rest of the process, and for what is not compiled yet. Compiling takes longer for it, so it is for runs that only have to be fast on the whole. */
export function inlineWidely(): void {
  setFlagsFromString('--max-inlined-bytecode-size=1200');
  setFlagsFromString('--max-inlined-bytecode-size-cumulative=5000');
}
