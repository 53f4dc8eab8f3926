// What a message asks for: "/pause ETH", "/flatten@our_bot all yes".
import { controlActions, type ControlAction } from '../../status/messages.ts';

export const questions = ['status', 'pnl', 'positions', 'help'] as const;
export type Question = (typeof questions)[number];

export type PhoneCommand =
  | { readonly kind: 'question'; readonly question: Question; readonly which: string }
  | {
      readonly kind: 'action';
      readonly action: ControlAction;
      /** Of which run, as it was typed; empty where nothing was. */
      readonly which: string;
      readonly isConfirmed: boolean;
    }
  /** A bare "yes": what was asked before is meant. */
  | { readonly kind: 'yes' };

/** `undefined` for what is no command: people talk in groups. */
export function readCommand(text: string): PhoneCommand | undefined {
  const [first = '', ...words] = text.trim().toLowerCase().split(/\s+/).slice(0, 8);
  const name = /^\/([a-z]+)(?:@\w+)?$/.exec(first)?.[1];
  if (name === undefined) return undefined;
  if (name === 'yes') return { kind: 'yes' };
  if (name === 'start') return { kind: 'question', question: 'help', which: '' };
  const which = words.filter((word) => word !== 'yes').join(' ');
  const question = questions.find((known) => known === name);
  if (question !== undefined) return { kind: 'question', question, which };
  const action = controlActions.find((known) => known === name);
  if (action !== undefined) return { kind: 'action', action, which, isConfirmed: words.includes('yes') };
  return { kind: 'question', question: 'help', which: '' };
}
