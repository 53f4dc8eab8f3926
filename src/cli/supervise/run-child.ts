// The run that is supervised, as a process of its own: in a group of its own, so that a terminal's Ctrl-C reaches it once, by its
// supervisor; with a channel on which it says that it lives, and by whose end it knows that nobody would start it again.
import { spawn } from 'node:child_process';

export type StopSignal = 'SIGINT' | 'SIGTERM';

export interface ChildOrder {
  /** It takes up what is there only to end it flat. */
  readonly isFlattening: boolean;
  /** What it trades was agreed to when it was first started, so nobody is asked again. */
  readonly isAgreed: boolean;
}

export interface ChildEnd {
  /** `undefined` where a signal ended it. */
  readonly exitCode: number | undefined;
  /** In words. */
  readonly how: string;
}

export interface ChildEars {
  /** It trades, and has just said so. */
  readonly onAlive: () => void;
  /** Once, when it is gone. */
  readonly onEnd: (end: ChildEnd) => void;
}

export interface RunChild {
  signal(signal: StopSignal): void;
  /** For one that does not answer any more. */
  kill(): void;
}

export type StartChild = (order: ChildOrder, ears: ChildEars) => RunChild;

/** What a supervised run says while its engine decides. */
export const aliveMessage = 'alive';

/** `program` and `args` as this process was started with them. */
export function childStarter(program: string, args: readonly string[]): StartChild {
  return (order, { onAlive, onEnd }) => {
    let isSilent = false;
    const child = spawn(process.execPath, [...process.execArgv, program, ...childArguments(args, order)], {
      stdio: ['inherit', 'inherit', 'inherit', 'ipc'],
      detached: true,
    });
    /** A terminal tells only the group in front of its size. */
    const onResize = (): void => void child.kill('SIGWINCH');
    process.on('SIGWINCH', onResize);
    child.on('message', (message) => {
      if (message === aliveMessage) onAlive();
    });
    let isGone = false;
    const onGone = (end: ChildEnd): void => {
      if (isGone) return;
      isGone = true;
      process.off('SIGWINCH', onResize);
      onEnd(end);
    };
    child.once('error', (error) => onGone({ exitCode: undefined, how: `not started: ${codeOf(error)}` }));
    child.once('exit', (exitCode, signal) => onGone(endOf(exitCode, signal, isSilent)));
    return {
      signal: (signal) => child.kill(signal),
      kill: () => {
        isSilent = true;
        child.kill('SIGKILL');
      },
    };
  };
}

/** The same command line: without the supervisor, and with what is known by now. */
export function childArguments(
  args: readonly string[],
  { isFlattening, isAgreed }: ChildOrder,
): readonly string[] {
  const own = args.filter((arg) => arg !== '--supervise');
  const needs = (flag: string, isNeeded: boolean): string[] =>
    isNeeded && !own.includes(flag) ? [flag] : [];
  return [
    ...own,
    ...needs('--supervised', true),
    ...needs('--flatten', isFlattening),
    ...needs('--yes', isAgreed && own.includes('--live')),
  ];
}

function endOf(exitCode: number | null, signal: string | null, isSilent: boolean): ChildEnd {
  if (isSilent) return { exitCode: undefined, how: 'it said nothing any more, and was killed' };
  return exitCode === null
    ? { exitCode: undefined, how: `ended by ${signal ?? 'nobody knows what'}` }
    : { exitCode, how: `exit code ${exitCode}` };
}

const codeOf = (error: Error): string => ('code' in error ? String(error.code) : error.name);
