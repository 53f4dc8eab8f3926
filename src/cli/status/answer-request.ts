// What somebody who looks in from outside asks a run for becomes an operator's event, recorded like every other, and is answered at once.
// What would change nothing is not recorded again.
import type { Requester } from '../../core/events.ts';
import type { PairState } from '../../execution/pair-state.ts';
import { isFlattening } from '../../execution/pause.ts';
import type { ControlAction, ControlAnswer, ControlRequest } from '../../status/messages.ts';
import type { PairRun } from '../run/pair-run.ts';

/** Pauses and resumes that an hour takes: more is a machine gone wrong, and the record has to hold them. */
const changesPerHour = 60;
const hourUs = 3_600_000_000;

export class RequestDesk {
  readonly #run: PairRun;
  /** When pauses and resumes were taken, on the run's clock in µs. */
  #changedAtUs: readonly number[] = [];

  constructor(run: PairRun) {
    this.#run = run;
  }

  answer({ action, by }: ControlRequest): ControlAnswer {
    const { pair, finish } = this.#run;
    if (finish !== undefined) return no('The run is over.');
    const already = soAlready(pair, action);
    if (already !== undefined) return yes(already);
    if (!this.#mayChange(action))
      return no(`It has been paused and resumed ${changesPerHour} times an hour.`);
    this.#run.operate(action, '', requesterIn(by));
    return yes(words[action]);
  }

  /** What reduces exposure is never too much. */
  #mayChange(action: ControlAction): boolean {
    if (action === 'flatten' || action === 'halt') return true;
    const nowUs = this.#run.clock.nowUs();
    const recent = this.#changedAtUs.filter((atUs) => nowUs - atUs < hourUs);
    const isTooMuch = recent.length >= changesPerHour;
    this.#changedAtUs = isTooMuch ? recent : [...recent, nowUs];
    return !isTooMuch;
  }
}

const words: Readonly<Record<ControlAction, string>> = {
  pause: 'Paused: nothing new is built, and what is open ends in its usual way.',
  flatten: 'Closing what is open now; then it is paused.',
  resume: 'It goes on.',
  halt: 'Halted: nothing new is begun, and what is naked is hedged.',
};

function soAlready(pair: PairState, action: ControlAction): string | undefined {
  const { pause, halt, legs } = pair;
  switch (action) {
    case 'pause':
      return pause && 'It is paused already.';
    case 'flatten': {
      const isFlat = pause?.isFlatTold === true && legs.every(({ position }) => position === 0);
      if (isFlat) return 'It is flat and paused already.';
      return isFlattening(pair) ? 'It is being closed already.' : undefined;
    }
    case 'resume':
      if (pause !== undefined) return undefined;
      return halt === undefined
        ? 'It is not paused.'
        : 'A halt is lifted by `evenkeel resume` on its machine.';
    case 'halt':
      return halt && 'It is halted already.';
  }
}

const yes = (text: string): ControlAnswer => ({ isAccepted: true, text });
const no = (text: string): ControlAnswer => ({ isAccepted: false, text });

/** "telegram alice" is alice, by telegram. */
function requesterIn(by: string): Requester {
  const [source = '', ...user] = by.split(' ');
  return { source, user: user.join(' ') };
}
