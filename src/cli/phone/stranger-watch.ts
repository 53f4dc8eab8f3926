// People who write to the bot and are not allowed to: one alert tells of them, and the next not before an hour.
import type { Notice } from '../../ports/notifier.ts';
import { counted } from '../../reports/readable.ts';
import { alertMarks } from '../alerts/alert-text.ts';

const betweenAlertsMs = 3_600_000;

export class StrangerWatch {
  readonly #notify: (notice: Notice) => void;
  readonly #nowMs: () => number;
  #quietUntilMs = -Infinity;
  #since = 0;

  constructor(notify: (notice: Notice) => void, nowMs: () => number) {
    this.#notify = notify;
    this.#nowMs = nowMs;
  }

  /** He is not answered. */
  note(userId: number): void {
    this.#since += 1;
    const nowMs = this.#nowMs();
    if (nowMs < this.#quietUntilMs) return;
    this.#quietUntilMs = nowMs + betweenAlertsMs;
    const others =
      this.#since === 1
        ? ''
        : ` It was the last of ${counted(this.#since, 'message')} since the alert before.`;
    this.#since = 0;
    const text = [
      `${alertMarks.warning} stranger · Telegram`,
      `User ${userId} wrote to the bot, is not in TELEGRAM_ALLOWED_USERS, and was not answered.${others}`,
      'You: Nothing, if you do not know them. Somebody who should be answered has to be in that list.',
    ].join('\n');
    this.#notify({ severity: 'warning', kind: 'stranger', text });
  }
}
