// Starting is recovering: a run of the pair that is not over is gone on with, and nothing is begun beside it.
import { accepted, refused, type Checked, type CheckFailure } from '../../../core/checked.ts';
import { lotsToBase } from '../../../core/instrument.ts';
import { formatBase } from '../../../core/money.ts';
import { counted } from '../../../reports/readable.ts';
import { openRunsOf } from './open-runs.ts';
import { reviveRun, type RevivedRun } from './revive.ts';

/** `undefined` where there is none. Whoever does not take runs up is refused where there is one. */
export function takeUp(pair: string, runsDir: string, takesUp: boolean): Checked<RevivedRun | undefined> {
  const [open, another] = openRunsOf(pair, runsDir);
  if (open === undefined) return accepted(undefined);
  if (another !== undefined) {
    return refused(
      'runs-not-over',
      `two runs of this pair are not over: ${open.path} and ${another.path}`,
      'look at both, and put the folder of the one that is of no use elsewhere',
    );
  }
  if (takesUp) {
    const revived = reviveRun(open);
    return (revived.ok ? refuseHalted(revived.value) : undefined) ?? revived;
  }
  return refused(
    'run-not-over',
    `the run ${open.path} of this pair is not over`,
    `let it go on and end first: \`evenkeel run --live --continue ${open.path}\``,
  );
}

/** What halted before it had ended goes on with what it has to end, and stays halted. */
function refuseHalted({ directory: { path }, finish, haltLeft }: RevivedRun): CheckFailure | undefined {
  if (haltLeft === undefined || finish === undefined) return undefined;
  return refused(
    'halted-before',
    `the run ${path} of this pair was halted (${haltLeft.code}: ${haltLeft.text})`,
    `see to it, then let it go on with \`evenkeel resume ${path}\``,
  );
}

/** One line for people: what is gone on with, and where it stands. */
export function noteOnTakingUp({ directory, engine: { pair }, lives, life, finish }: RevivedRun): string {
  const { iterationsDone } = pair.counters;
  const [primary, hedge] = pair.legs.map(({ instrument, position }) => {
    const held = formatBase(lotsToBase(instrument, position));
    return `${held} ${instrument.base} on ${instrument.venue}`;
  });
  const stands = `${counted(iterationsDone, 'round trip')} done, ${primary} and ${hedge}`;
  const state = finish === undefined ? '' : '; it had ended, and its last words are heard now';
  const lost = life.lostEnd === undefined ? '' : '; the end of its record is lost';
  return `life ${lives + 1} of ${directory.path}: ${stands}${state}${lost}`;
}
