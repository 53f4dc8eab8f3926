// The ways by which somebody is reached who does not look, opened from the environment and closed with the process.
import type { Notice, Notifier } from '../../ports/notifier.ts';
import { Heartbeat } from '../../notifier/heartbeat.ts';
import { Outbox } from '../../notifier/outbox.ts';
import { TelegramChannel } from '../../notifier/telegram.ts';
import { SystemClock } from '../../venues/wire/system-clock.ts';
import type { AlertSettings } from './alert-settings.ts';

export class Reach implements Notifier {
  readonly #clock = new SystemClock();
  readonly #outbox: Outbox | undefined;
  readonly #heartbeat: Heartbeat | undefined;

  /** `onTrouble` is told in sentences when somebody cannot be reached. */
  constructor({ telegram, heartbeatUrl }: AlertSettings, onTrouble: (text: string) => void) {
    const clock = this.#clock;
    if (telegram !== undefined)
      this.#outbox = new Outbox({ channel: new TelegramChannel(telegram), clock, onTrouble });
    if (heartbeatUrl !== undefined) this.#heartbeat = new Heartbeat({ url: heartbeatUrl, onTrouble });
  }

  notify(notice: Notice): void {
    this.#outbox?.notify(notice);
  }

  /** A sign of life, not more often than is needed; `nowMs` is of any clock that never goes back. */
  signOfLife(nowMs: number): void {
    this.#heartbeat?.beat(nowMs);
  }

  /** Returns how many notices never arrived, when those under way have, or a few seconds later. */
  async close(): Promise<number> {
    const [undelivered = 0] = await Promise.all([this.#outbox?.close(), this.#heartbeat?.close()]);
    this.#clock.stop();
    return undelivered;
  }
}
