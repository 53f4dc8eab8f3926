// The run that is supervised, as a process of its own: in a group of its own, so that a terminal's Ctrl-C reaches it once, by its
// supervisor; with a channel on which it says that it lives, and by whose end it knows that nobody would start it again.
import { spawn } from 'node:child_process';

export type StopSignal = 'SIGINT' | 'SIGTERM';

export interface ChildOrder {
  /** It takes up what is there only to end it flat. */
  readonly isFlattening: boolean;
  /** The folder of the run that it goes on with; `undefined` before any has traded. */
  readonly run: string | undefined;
}

export interface ChildEnd {
  /** `undefined` where a signal ended it. */
  readonly exitCode: number | undefined;
  /** In words. */
  readonly how: string;
  /** It may not go on, and may end flat. */
  readonly mayEndFlat: boolean;
}

export interface ChildEars {
  /** It trades, and has just said so; `run` is its folder. */
  readonly onAlive: (run: string) => void;
  /** Once, when it is gone. */
  readonly onEnd: (end: ChildEnd) => void;
}

export interface RunChild {
  signal(signal: StopSignal): void;
  /** For one that does not answer any more. */
  kill(): void;
}

export type StartChild = (order: ChildOrder, ears: ChildEars) => RunChild;

/** What a supervised run says to its supervisor. */
export type ChildWord =
  /** About once a second while its engine decides. */
  | { readonly kind: 'alive'; readonly run: string }
  /** Why it does not begin. */
  | { readonly kind: 'refused'; readonly why: string; readonly mayEndFlat: boolean };

export interface CommandLine {
  /** `program` and `args` as this process was started with them. */
  readonly program: string;
  readonly args: readonly string[];
  /** Of `args` what a run that goes on is given as well. */
  readonly lasting: readonly string[];
}

export function childStarter(line: CommandLine): StartChild {
  return (order, { onAlive, onEnd }) => {
    let isSilent = false;
    let refusal: Extract<ChildWord, { kind: 'refused' }> | undefined;
    const args = [...process.execArgv, line.program, ...childArguments(line, order)];
    const child = spawn(process.execPath, args, {
      stdio: ['inherit', 'inherit', 'inherit', 'ipc'],
      detached: true,
    });
    /** A terminal tells only the group in front of its size. */
    const onResize = (): void => void child.kill('SIGWINCH');
    process.on('SIGWINCH', onResize);
    child.on('message', (message) => {
      const word = message as ChildWord;
      if (word.kind === 'alive') onAlive(word.run);
      else refusal = word;
    });
    let isGone = false;
    const onGone = (end: ChildEnd): void => {
      if (isGone) return;
      isGone = true;
      process.off('SIGWINCH', onResize);
      onEnd(end);
    };
    child.once('error', (error) => onGone(ending(undefined, `not started: ${codeOf(error)}`)));
    // Not before everything that it has said is heard.
    child.once('close', (exitCode, signal) => {
      if (isSilent) onGone(ending(undefined, 'it said nothing any more, and was killed'));
      else if (exitCode === null) onGone(ending(undefined, `ended by ${signal ?? 'nobody knows what'}`));
      else if (refusal === undefined) onGone(ending(exitCode, `exit code ${exitCode}`));
      else onGone({ exitCode, how: refusal.why, mayEndFlat: refusal.mayEndFlat });
    });
    return {
      signal: (signal) => child.kill(signal),
      kill: () => {
        isSilent = true;
        child.kill('SIGKILL');
      },
    };
  };
}

/** The same command line, without the supervisor; a run that goes on has the settings of its record, whatever a file would say by now. */
export function childArguments(
  { args, lasting }: Pick<CommandLine, 'args' | 'lasting'>,
  { isFlattening, run }: ChildOrder,
): readonly string[] {
  const own =
    run === undefined
      ? args.filter((arg) => arg !== '--supervise')
      : ['run', '--live', '--yes', '--continue', run, ...lasting];
  const flatten = isFlattening && !own.includes('--flatten') ? ['--flatten'] : [];
  return [...own, '--supervised', ...flatten];
}

const ending = (exitCode: number | undefined, how: string): ChildEnd => ({
  exitCode,
  how,
  mayEndFlat: false,
});

const codeOf = (error: Error): string => ('code' in error ? String(error.code) : error.name);
