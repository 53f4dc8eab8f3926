// S1: BUILD on the side that the user chose, then UNWIND, again and again. It waits for nothing.
import type { PairConfig } from '../core/pair.ts';
import type { Side } from '../core/side.ts';

export const alternate = (config: PairConfig): Side => config.buildSide;
