// Listens to a bot for as long as it is wanted: again after every poll, later where that fails, and to an end where the bot is refused.
import { setTimeout as sleep } from 'node:timers/promises';
import type { BotUpdate, TelegramBot } from '../../notifier/telegram-bot.ts';

export interface Listening {
  readonly bot: Pick<TelegramBot, 'listen'>;
  readonly hear: (update: BotUpdate) => Promise<void>;
  /** In a sentence: that nothing is heard now, and that something is again. */
  readonly onTrouble: (text: string) => void;
  readonly signal: AbortSignal;
  readonly retryMs?: number;
}

const retryMsMax = 60_000;
/** Another process asks for the same bot. */
const conflict = 409;

/** Returns why it ended; `undefined` when it was told to. */
export async function listenTo(listening: Listening): Promise<string | undefined> {
  const { bot, hear, onTrouble, signal, retryMs = 1_000 } = listening;
  let failures = 0;
  while (!signal.aborted) {
    const answer = await bot.listen();
    if (signal.aborted) return undefined;
    if (answer.kind === 'answer') {
      if (failures > 0) onTrouble('Telegram is heard again');
      failures = 0;
      for (const update of answer.result) await hear(update);
      continue;
    }
    if (answer.kind === 'refused' && answer.status !== conflict) return answer.reason;
    failures += 1;
    if (failures === 1) onTrouble(`Telegram is not heard: ${answer.reason}`);
    const askedMs = answer.kind === 'try-again' ? answer.afterMs : 0;
    const pauseMs = Math.max(askedMs, Math.min(retryMsMax, retryMs * 2 ** Math.min(failures - 1, 20)));
    await sleep(pauseMs, undefined, { signal, ref: true }).catch(() => undefined);
  }
  return undefined;
}
