// A person who is asked: in the open, out of sight, or for yes and no. An answer that cannot be is told why, and asked for again.
import { createInterface } from 'node:readline';
import { Writable } from 'node:stream';
import { accepted, refused, type Checked, type CheckFailure } from '../../core/checked.ts';
import { terminalPrompter, type Prompter } from '../live/confirmation.ts';
import type { Reading } from '../settings/setting.ts';

export interface Interviewer extends Prompter {
  /** Nothing of what is typed is shown. */
  askHidden(question: string): Promise<string | undefined>;
}

export interface Question<Value> {
  /** Without its colon. */
  readonly text: string;
  /** What an empty answer means. */
  readonly usual?: string | undefined;
  readonly isHidden?: boolean;
  readonly read: (text: string) => Reading<Value>;
}

/** Until there is an answer; refused where nobody answers any more. */
export async function ask<Value>(
  interviewer: Interviewer,
  { text, usual, isHidden = false, read }: Question<Value>,
): Promise<Checked<Value>> {
  const prompt = `${text}${usual === undefined ? '' : ` [${usual}]`}: `;
  for (;;) {
    const typed = await (isHidden ? interviewer.askHidden(prompt) : interviewer.ask(prompt));
    if (typed === undefined) return left;
    const answer = typed.trim() === '' ? (usual ?? '') : typed.trim();
    const reading = read(answer);
    if (reading.ok) return accepted(reading.value);
    interviewer.tell(`  ${answer === '' ? 'there is no answer' : 'that cannot be'}: ${reading.remedy}\n`);
  }
}

export async function askWhether(
  interviewer: Interviewer,
  text: string,
  usual: boolean,
): Promise<Checked<boolean>> {
  const answer = await ask(interviewer, {
    text: `${text} ${usual ? '[Y/n]' : '[y/N]'}`,
    read: (typed) =>
      /^(y(es)?|n(o)?)?$/i.test(typed) ? { ok: true, value: typed } : { ok: false, remedy: 'answer y or n' },
  });
  return answer.ok ? accepted(answer.value === '' ? usual : /^y/i.test(answer.value)) : answer;
}

const left: CheckFailure = refused(
  'left',
  'left, and nothing was written',
  'start `evenkeel init` again when you like',
);

/** The same terminal, for secrets too: the line is read without an echo, so that neither a screen nor its history has it. */
export const terminalInterviewer: Interviewer = {
  ...terminalPrompter,
  askHidden: (question) => readHidden(question, { input: process.stdin, output: process.stderr }),
};

interface Streams {
  readonly input: NodeJS.ReadableStream;
  readonly output: NodeJS.WritableStream;
}

export function readHidden(question: string, { input, output }: Streams): Promise<string | undefined> {
  return new Promise((resolve) => {
    const nowhere = new Writable({ write: (_chunk, _encoding, done) => done() });
    output.write(question);
    // As a terminal, so that the system does not echo either.
    const lines = createInterface({ input, output: nowhere, terminal: true, historySize: 0 });
    let answer: string | undefined;
    lines.once('line', (line) => {
      answer = line;
      lines.close();
    });
    lines.once('SIGINT', () => lines.close());
    lines.once('close', () => {
      output.write('\n');
      resolve(answer);
    });
  });
}
