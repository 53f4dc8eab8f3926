// The ways by which somebody is reached who does not look, opened from the environment and closed with the process.
import type { Notice, Notifier } from '../../ports/notifier.ts';
import type { Channel } from '../../notifier/channel.ts';
import { Heartbeat } from '../../notifier/heartbeat.ts';
import { LarkChannel } from '../../notifier/lark.ts';
import { Outbox } from '../../notifier/outbox.ts';
import { TelegramChannel } from '../../notifier/telegram.ts';
import { WebhookChannel } from '../../notifier/webhook.ts';
import { SystemClock } from '../../venues/wire/system-clock.ts';
import { isAtLeast, type ChannelName } from './alert-levels.ts';
import type { AlertSettings } from './alert-settings.ts';

interface Way {
  readonly least: Notice['severity'];
  readonly outbox: Outbox;
}

export class Reach implements Notifier {
  readonly #clock = new SystemClock();
  /** Each has an outbox of its own: a dead one keeps no other waiting. */
  readonly #ways: readonly Way[];
  readonly #heartbeat: Heartbeat | undefined;

  /** `onTrouble` is told in sentences when somebody cannot be reached. */
  constructor(settings: AlertSettings, onTrouble: (text: string) => void) {
    const { levels, heartbeatUrl } = settings;
    const clock = this.#clock;
    this.#ways = openChannels(settings).map(({ name, channel }) => ({
      least: levels[name],
      outbox: new Outbox({ channel, clock, onTrouble }),
    }));
    if (heartbeatUrl !== undefined) this.#heartbeat = new Heartbeat({ url: heartbeatUrl, onTrouble });
  }

  notify(notice: Notice): void {
    for (const { least, outbox } of this.#ways) if (isAtLeast(notice.severity, least)) outbox.notify(notice);
  }

  /** A sign of life, not more often than is needed; `nowMs` is of any clock that never goes back. */
  signOfLife(nowMs: number): void {
    this.#heartbeat?.beat(nowMs);
  }

  /** Returns how many notices never arrived, when those under way have, or a few seconds later. */
  async close(): Promise<number> {
    const [undelivered] = await Promise.all([
      Promise.all(this.#ways.map(({ outbox }) => outbox.close())),
      this.#heartbeat?.close(),
    ]);
    this.#clock.stop();
    return Math.max(0, ...undelivered);
  }
}

export interface NamedChannel {
  readonly name: ChannelName;
  readonly channel: Channel;
}

/** Those that are set. */
export function openChannels({ telegram, lark, webhook }: AlertSettings): readonly NamedChannel[] {
  const channels: NamedChannel[] = [];
  if (telegram !== undefined) channels.push({ name: 'telegram', channel: new TelegramChannel(telegram) });
  if (lark !== undefined) channels.push({ name: 'lark', channel: new LarkChannel(lark) });
  if (webhook !== undefined) channels.push({ name: 'webhook', channel: new WebhookChannel(webhook) });
  return channels;
}
