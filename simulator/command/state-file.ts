// What a simulation has come to so far, as it is kept in its file: results of other parameters are never added to it.
import { z } from 'zod';
import { refused, type Checked, type CheckFailure } from '../../src/core/checked.ts';
import { huntSchema } from './hunt.ts';
import {
  openKeptState,
  otherState,
  programSchema,
  refuseOtherProgram,
  type KeptState,
} from '../../src/cli/crew/kept-state.ts';
import { flagsOf, type Parameters, type SimulationPlan } from './plan.ts';
import type { Program } from '../../src/cli/crew/program.ts';
import { emptyTally, tallySchema } from './tally.ts';

const progressSchema = z.strictObject({
  program: programSchema,
  parameters: z.strictObject({
    from: z.int(),
    seeds: z.int(),
    hasFaults: z.boolean(),
    plant: z.string().nullable(),
    scenario: z.string().nullable(),
  }),
  /** Of all sittings, in ms of real time. */
  elapsedMs: z.number().min(0),
  tally: tallySchema,
  hunts: z.array(huntSchema),
});
/** Everything that the report of a simulation is made from. */
export type Progress = z.infer<typeof progressSchema>;

export type StateFile = KeptState<Progress>;

export const openState = (
  { stateFile: path, isAnew, parameters }: Pick<SimulationPlan, 'stateFile' | 'isAnew' | 'parameters'>,
  program: Program,
): Checked<StateFile> =>
  openKeptState({
    path,
    isAnew,
    schema: progressSchema,
    whose: 'this simulator',
    begun: (): Progress => ({ program, parameters, elapsedMs: 0, tally: emptyTally(), hunts: [] }),
    misfitOf: (before) => misfitOf(path, before, parameters, program),
  });

function misfitOf(
  path: string,
  { program: then, parameters: asked }: Progress,
  parameters: Parameters,
  program: Program,
): CheckFailure | undefined {
  if (flagsOf(asked) !== flagsOf(parameters))
    return refused('other-parameters', `${path} is the state of ${flagsOf(asked)}`, otherState);
  return refuseOtherProgram(path, then, program);
}
