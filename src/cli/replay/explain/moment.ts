// What an explanation looks at: one turn, and the pair as it stood when the turn had been decided. The step changes little after a
// decision that the decision was made of, so its reasons can still be read off.
import { assertPresent } from '../../../core/assert.ts';
import type { Command } from '../../../core/commands.ts';
import type { InstrumentKey } from '../../../core/instrument.ts';
import type { Leg } from '../../../execution/leg.ts';
import type { PairState } from '../../../execution/pair-state.ts';

export interface Moment {
  readonly pair: PairState;
  readonly asked: readonly Command[];
}

export const legOn = ({ pair: { legs } }: Moment, key: InstrumentKey): Leg =>
  assertPresent(
    legs.find(({ instrument }) => instrument.key === key),
    `the leg of ${key}`,
  );
