// Answers people on a phone: who is allowed is answered, who is not is not, and what changes something is asked twice. Everything that is asked
// of a run goes to it with the name of who asked.
import { randomBytes } from 'node:crypto';
import type { BotUpdate, Button } from '../../notifier/telegram-bot.ts';
import type { ControlAction } from '../../status/messages.ts';
import { helpText, nothingRuns, pnlText, positionsText, statusText, titleOf } from './answer-texts.ts';
import { readCommand, type PhoneCommand, type Question } from './read-command.ts';
import { runsNamed, type RunAtHand, type RunsAtHand } from './runs-at-hand.ts';

export interface PhoneDeskOptions {
  readonly runs: RunsAtHand;
  readonly allowedUsers: ReadonlySet<number>;
  /** The wall clock: messages carry theirs. */
  readonly nowMs: () => number;
  readonly say: (chatId: number, text: string, buttons?: readonly Button[]) => Promise<void>;
  readonly acknowledge: (callbackId: string) => Promise<void>;
  /** Somebody wrote who is not allowed. */
  readonly onStranger: (userId: number) => void;
  /** One line for the log. */
  readonly log: (text: string) => void;
}

interface Asked {
  readonly action: ControlAction;
  readonly names: readonly string[];
  readonly chatId: number;
  readonly nonce: string;
  readonly untilMs: number;
}

interface Person {
  readonly id: number;
  readonly username?: string | undefined;
}

const confirmMs = 30_000;
/** A word that took longer to come was meant for another moment. */
const wordAgeMsMax = 60_000;

export class PhoneDesk {
  readonly #options: PhoneDeskOptions;
  /** What each user is to confirm, at most one thing. */
  readonly #asked = new Map<number, Asked>();

  constructor(options: PhoneDeskOptions) {
    this.#options = options;
  }

  async hear({ message, callback_query: press }: BotUpdate): Promise<void> {
    const from = press?.from ?? message?.from;
    if (from === undefined) return;
    const { allowedUsers, onStranger, acknowledge } = this.#options;
    if (!allowedUsers.has(from.id)) return onStranger(from.id);
    if (press !== undefined) {
      await acknowledge(press.id);
      if (press.message !== undefined) await this.#press(from, press.message.chat.id, press.data ?? '');
    } else if (message?.text !== undefined) {
      const command = readCommand(message.text);
      if (command !== undefined) await this.#obey(command, from, message.chat.id, message.date);
    }
  }

  async #obey(command: PhoneCommand, from: Person, chatId: number, saidAtSeconds: number): Promise<void> {
    const { say, nowMs } = this.#options;
    if (command.kind === 'question') return say(chatId, this.#answer(command.question, command.which));
    const ageMs = nowMs() - saidAtSeconds * 1_000;
    if (ageMs > wordAgeMsMax)
      return say(chatId, `That was ${Math.round(ageMs / 1_000)} s ago. Say it again if you still mean it.`);
    const asked = this.#asked.get(from.id);
    const isMeant = command.kind === 'yes' || (command.isConfirmed && command.action === asked?.action);
    if (isMeant) return this.#confirm(from, chatId, asked);
    if (command.kind === 'action') return this.#askAgain(command, from, chatId);
  }

  #answer(question: Question, which: string): string {
    if (question === 'help') return helpText;
    const all = this.#options.runs.runs;
    if (all.length === 0) return nothingRuns;
    const found = runsNamed(all, which);
    if (found.length === 0) return unknownText(which, all);
    const text = { status: statusText, pnl: pnlText, positions: positionsText }[question];
    return found.map(text).join('\n\n');
  }

  async #askAgain(
    { action, which }: Extract<PhoneCommand, { readonly kind: 'action' }>,
    from: Person,
    chatId: number,
  ): Promise<void> {
    const { runs, say, nowMs } = this.#options;
    const found = runsNamed(runs.runs, which);
    if (runs.runs.length === 0) return say(chatId, nothingRuns);
    if (found.length === 0) return say(chatId, unknownText(which, runs.runs));
    if (found.length > 1 && which !== 'all') return say(chatId, whichText(action, found));
    const nonce = randomBytes(8).toString('hex');
    const names = found.map(({ name }) => name);
    this.#asked.set(from.id, { action, names, chatId, nonce, untilMs: nowMs() + confirmMs });
    const buttons = [
      { text: `Yes, ${action}`, data: `yes:${nonce}` },
      { text: 'No', data: `no:${nonce}` },
    ];
    const what = found.map((run) => `${action} ${nameOf(run)}?`).join('\n');
    await say(chatId, `${what}\nPress, or write /${action} yes, within ${confirmMs / 1_000} s.`, buttons);
  }

  async #press(from: Person, chatId: number, data: string): Promise<void> {
    const [word, nonce] = data.split(':');
    const asked = this.#asked.get(from.id);
    const isMine = asked !== undefined && asked.nonce === nonce;
    if (word === 'yes') return this.#confirm(from, chatId, isMine ? asked : undefined);
    if (isMine) this.#asked.delete(from.id);
    await this.#options.say(chatId, 'Nothing was done.');
  }

  async #confirm(from: Person, chatId: number, asked: Asked | undefined): Promise<void> {
    const { runs, say, nowMs, log } = this.#options;
    if (asked === undefined || asked.chatId !== chatId || nowMs() > asked.untilMs)
      return say(chatId, 'There is nothing to confirm (any more). Say what you want again.');
    this.#asked.delete(from.id);
    const by = requesterOf(from);
    const told = await Promise.all(
      asked.names.map(async (name) => {
        const answer = await runs.ask(name, { action: asked.action, by });
        const text = answer.ok ? answer.value.text : `${answer.message}: ${answer.remedy}`;
        log(`${asked.action} of ${name}, asked for by ${by}: ${text}`);
        const run = runs.runs.find((each) => each.name === name);
        return `${run === undefined ? name : nameOf(run)}: ${text}`;
      }),
    );
    await say(chatId, told.join('\n'));
  }
}

const nameOf = ({ name, status }: RunAtHand): string => (status === undefined ? name : titleOf(status));

function unknownText(which: string, runs: readonly RunAtHand[]): string {
  return `No run is called "${which.slice(0, 40)}". There ${runs.length === 1 ? 'is' : 'are'}: ${runs.map(nameOf).join('; ')}`;
}

function whichText(action: ControlAction, runs: readonly RunAtHand[]): string {
  const examples = runs.map(({ name, status }) => `/${action} ${status?.identity.baseAsset ?? name}`);
  return `Which one? ${[...new Set(examples)].join(', ')}, or /${action} all`;
}

/** As a run's record takes it: plain words, and not many. */
function requesterOf({ id, username = '' }: Person): string {
  const name = username.replaceAll(/\W/g, '').slice(0, 32);
  return ['telegram', name, `${id}`].filter((word) => word !== '').join(' ');
}
