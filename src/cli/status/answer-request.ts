// What somebody who looks in from outside asks a run for becomes an operator's event, recorded like every other, and is answered at once.
import type { PairRun } from '../run/pair-run.ts';
import type { ControlAnswer, ControlRequest } from '../../status/messages.ts';

export function answerRequest(run: PairRun, { action, by }: ControlRequest): ControlAnswer {
  if (run.finish !== undefined) return { isAccepted: false, text: 'The run is over.' };
  switch (action) {
    case 'halt':
      run.operate('halt', `asked for by ${by}`);
      return { isAccepted: true, text: 'Halted: nothing new is begun, and what is naked is hedged.' };
    case 'flatten':
      run.operate('take-now', `asked for by ${by}`);
      return { isAccepted: true, text: 'Closing both legs now, and ending.' };
    case 'pause':
    case 'resume':
      return { isAccepted: false, text: 'This version cannot pause.' };
  }
}
