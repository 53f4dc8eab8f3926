// What `evenkeel close` does: settings, the question, the close itself, and how it ends.
import { accepted, refused, type Checked, type CheckFailure } from '../../core/checked.ts';
import { chooseVenues } from '../access/command-access.ts';
import { exitCodes } from '../exit-codes.ts';
import { terminalPrompter, type Prompter } from '../live/confirmation.ts';
import { usageLine } from '../usage-line.ts';
import { defaultSize, terminalOf, wantsColour } from '../view/terminal.ts';
import { CloseAll, isNothing, type CloseReport } from './close-all.ts';
import { describeClose } from './close-json.ts';
import { fillText, renderIntention, renderReport } from './close-text.ts';
import type { Holding } from './holdings.ts';
import { refuse } from '../refuse.ts';

/** As commander hands them over. */
export interface CloseFlags {
  readonly ticker: string;
  readonly venues?: string;
  readonly yes?: boolean;
  readonly envFile?: string;
  readonly json?: boolean;
}

export async function close(flags: CloseFlags, prompter: Prompter = terminalPrompter): Promise<void> {
  const { ticker, yes: isAgreed = false, json: isJson = false, ...access } = flags;
  if (!isAgreed && !prompter.isInteractive) return refuse(nobodyToAsk);
  const chosen = chooseVenues(access, process.env);
  if (!chosen.ok) return refuse(chosen);
  const { names, environment, warning } = chosen.value;
  if (warning !== undefined) process.stderr.write(`evenkeel: ${warning}\n`);
  const terminal = terminalOf(process.stdout);
  const { columns: width = defaultSize.columns } = terminal;
  const text = { width, useColour: wantsColour(terminal, process.env) };
  const tell = (lines: string): void => {
    if (!isJson) terminal.write(lines);
  };
  const troubles: CheckFailure[] = [];
  let stopListening = (): void => undefined;
  const closing: CloseAll = new CloseAll({
    venues: names,
    ticker: ticker.toUpperCase(),
    mayLack: access.venues === undefined,
    environment,
    confirm: async (found) => {
      const intention = renderIntention(found, text);
      if (isAgreed) tell(intention);
      else prompter.tell(intention);
      const agreed = isAgreed ? accepted(undefined) : await confirmed(prompter, found.holdings);
      // Before that nothing is touched, and a signal ends this process as it ends any other.
      if (agreed.ok) stopListening = listenForSignals(closing);
      return agreed;
    },
    watch: {
      onFill: (fill, holding) => tell(`${fillText(fill, holding)}\n`),
      onAlert: ({ code, text: words }) => {
        // Our own word comes back as one.
        if (code !== 'operator-halt') process.stderr.write(`evenkeel: ${code}: ${words}\n`);
      },
      onTrouble: (failure) => {
        troubles.push(failure);
        process.stderr.write(usageLine(failure));
      },
    },
  });
  const closed = await closing.close();
  stopListening();
  if (!closed.ok) return refuse(closed);
  if (isJson) terminal.write(`${JSON.stringify(describeClose(closed.value, troubles))}\n`);
  else tell(renderReport(closed.value, text));
  process.exitCode = exitCodeOf(closed.value);
}

const exitCodeOf = ({ isFlat }: CloseReport): number => (isFlat ? exitCodes.flat : exitCodes.exposureLeft);

async function confirmed(prompter: Prompter, holdings: readonly Holding[]): Promise<Checked<undefined>> {
  const venues = holdings.filter((holding) => !isNothing(holding)).map(({ venue }) => venue);
  const answer = await prompter.ask(`Close all of it on ${venues.join(' and ')}? [y/N] `);
  return /^y(es)?$/i.test(answer?.trim() ?? '')
    ? accepted(undefined)
    : refused('not-confirmed', 'not confirmed, and nothing was touched', 'answer y when you mean it');
}

/** The first goes no further than to balance what is under way, the second leaves what is open; after it a signal ends the process. */
function listenForSignals(closing: CloseAll): () => void {
  const words = [
    'balancing what is under way; once more leaves it as it is',
    'leaving what is open as it is; once more ends this without a last look',
  ];
  const onSignal = (): void => {
    process.stderr.write(`evenkeel: ${words.shift() ?? ''}\n`);
    if (words.length === 0) stop();
    closing.interrupt();
  };
  const stop = (): void => {
    process.off('SIGINT', onSignal);
    process.off('SIGTERM', onSignal);
  };
  process.on('SIGINT', onSignal);
  process.on('SIGTERM', onSignal);
  return stop;
}

const nobodyToAsk: CheckFailure = refused(
  'nobody-to-confirm',
  'close asks first, and there is no terminal to answer in',
  'add --yes if you mean it',
);
