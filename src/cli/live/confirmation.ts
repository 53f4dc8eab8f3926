// A confirmation that nobody gives by accident: the size and the asset, typed.
import { createInterface } from 'node:readline';
import { accepted, refused, type Checked } from '../../core/checked.ts';

/** A person at a keyboard. */
export interface Prompter {
  readonly isInteractive: boolean;
  tell(text: string): void;
  /** What was typed; `undefined` where nobody types any more: Ctrl-C, Ctrl-D, a terminal that is gone. */
  ask(question: string): Promise<string | undefined>;
}

export async function confirmByTyping(prompter: Prompter, phrase: string): Promise<Checked<undefined>> {
  const typed = await prompter.ask(`Type ${phrase} to start, or anything else to leave: `);
  const isMeant = typed?.trim().replace(/\s+/g, ' ').toLowerCase() === phrase.toLowerCase();
  return isMeant
    ? accepted(undefined)
    : refused('not-confirmed', 'not confirmed, and nothing was started', `type ${phrase} when you mean it`);
}

/** In columns; of a log, where nobody looks on. */
export const widthOf = ({ isTTY, columns }: NodeJS.WriteStream): number => (isTTY ? columns : 120);

/** Standard output stays for the run: what is asked goes to standard error. */
export const terminalPrompter: Prompter = {
  isInteractive: process.stdin.isTTY && process.stderr.isTTY,
  tell: (text) => process.stderr.write(text),
  ask: (question) =>
    new Promise((resolve) => {
      const lines = createInterface({ input: process.stdin, output: process.stderr });
      const end = (answer: string | undefined): void => {
        lines.off('close', onClose);
        lines.close();
        resolve(answer);
      };
      const onClose = (): void => {
        process.stderr.write('\n');
        resolve(undefined);
      };
      lines.once('close', onClose);
      lines.once('SIGINT', () => lines.close());
      lines.question(question, (answer) => end(answer));
    }),
};
