// Notices on their way to a person: kept in a bounded queue, several in one message, not more often than the channel likes, and again
// when it does not answer. Whoever notifies waits for none of it. What does not fit is dropped, the least urgent first, and said.
import { limits, microseconds } from '../core/limits.ts';
import type { Clock } from '../ports/clock.ts';
import type { Notice, Notifier } from '../ports/notifier.ts';
import type { Channel, Delivery } from './channel.ts';
import { endLoudly } from './end-loudly.ts';

export interface OutboxOptions {
  readonly channel: Channel;
  readonly clock: Clock;
  /** Told in a sentence when deliveries begin to fail, when one is refused, and when they arrive again. */
  readonly onTrouble: (text: string) => void;
}

interface Message {
  readonly text: string;
  readonly isSilent: boolean;
  /** Of the notices that it tells. */
  readonly count: number;
}

const urgency = { info: 0, warning: 1, critical: 2 } as const;
const betweenNotices = '\n\n';

export class Outbox implements Notifier {
  readonly #channel: Channel;
  readonly #clock: Clock;
  readonly #onTrouble: (text: string) => void;
  readonly #waiting: Notice[] = [];
  /** What is being delivered, or will be tried again as it is. */
  #message: Message | undefined;
  #isDelivering = false;
  #isArmed = false;
  #notBeforeUs = 0;
  #failures = 0;
  /** Since the last message that said so. */
  #dropped = 0;
  #undelivered = 0;
  #onEmpty: (() => void) | undefined;
  #isClosed = false;

  constructor({ channel, clock, onTrouble }: OutboxOptions) {
    this.#channel = channel;
    this.#clock = clock;
    this.#onTrouble = onTrouble;
  }

  notify(notice: Notice): void {
    this.#waiting.push(notice);
    if (this.#waiting.length > limits.noticesWaitingMax) this.#dropLeastUrgent();
    this.#carryOn();
  }

  /** Waits a while for what is still on its way, and then no longer. Returns how many notices were never delivered, in all. */
  async close(): Promise<number> {
    await new Promise<void>((resolve) => {
      this.#onEmpty = resolve;
      this.#clock.wakeAt(this.#clock.nowUs() + microseconds(limits.noticesCloseMs), resolve);
      if (this.#isEmpty()) resolve();
    });
    this.#isClosed = true;
    this.#undelivered += this.#waiting.length + (this.#message?.count ?? 0);
    await this.#channel.close();
    return this.#undelivered;
  }

  #isEmpty(): boolean {
    return this.#waiting.length === 0 && this.#message === undefined;
  }

  #dropLeastUrgent(): void {
    const least = Math.min(...this.#waiting.map(({ severity }) => urgency[severity]));
    this.#waiting.splice(
      this.#waiting.findIndex(({ severity }) => urgency[severity] === least),
      1,
    );
    this.#dropped += 1;
    this.#undelivered += 1;
  }

  #carryOn(): void {
    if (this.#isClosed || this.#isDelivering || this.#isArmed || this.#isEmpty()) return;
    const nowUs = this.#clock.nowUs();
    if (nowUs < this.#notBeforeUs) {
      this.#isArmed = true;
      this.#clock.wakeAt(this.#notBeforeUs, () => {
        this.#isArmed = false;
        this.#carryOn();
      });
      return;
    }
    this.#message ??= this.#compose();
    this.#isDelivering = true;
    const message = this.#message;
    this.#channel.deliver(message).then((delivery) => this.#settle(message, delivery), endLoudly);
  }

  /** As many of the oldest notices as fit; one that is too long by itself is cut. */
  #compose(): Message {
    const said = this.#dropped === 0 ? '' : `${betweenNotices}${droppedText(this.#dropped)}`;
    const roomMax = this.#channel.textLengthMax - said.length;
    let text = '';
    let isSilent = true;
    let count = 0;
    for (const notice of this.#waiting) {
      const next = count === 0 ? cut(notice.text, roomMax) : `${text}${betweenNotices}${notice.text}`;
      if (next.length > roomMax) break;
      text = next;
      isSilent &&= notice.severity === 'info';
      count += 1;
    }
    this.#waiting.splice(0, count);
    this.#dropped = 0;
    return { text: `${text}${said}`, isSilent, count };
  }

  #settle(message: Message, delivery: Delivery): void {
    this.#isDelivering = false;
    if (this.#isClosed) return;
    const { name } = this.#channel;
    switch (delivery.kind) {
      case 'delivered':
        if (this.#failures > 0) this.#onTrouble(`alerts arrive by ${name} again`);
        this.#end(limits.noticesGapMs);
        break;
      case 'refused':
        this.#onTrouble(`${name} refuses an alert: ${delivery.reason}`);
        this.#undelivered += message.count;
        this.#end(limits.noticesGapMs);
        break;
      case 'try-again':
        this.#tryAgain(message, delivery);
        break;
    }
    if (this.#isEmpty()) this.#onEmpty?.();
    this.#carryOn();
  }

  #tryAgain(message: Message, { reason, afterMs = 0 }: Extract<Delivery, { kind: 'try-again' }>): void {
    this.#failures += 1;
    if (this.#failures === 1) this.#onTrouble(`alerts do not arrive by ${this.#channel.name}: ${reason}`);
    const pauseMs = Math.min(
      limits.noticesRetryMs * 2 ** Math.min(this.#failures - 1, 30),
      limits.noticesRetryMsMax,
    );
    if (this.#failures < limits.noticesTriesMax) {
      this.#wait(Math.max(pauseMs, Math.min(afterMs, limits.noticesAskedPauseMsMax)));
      return;
    }
    this.#dropped += message.count;
    this.#undelivered += message.count;
    this.#end(pauseMs);
  }

  #end(pauseMs: number): void {
    this.#message = undefined;
    this.#failures = 0;
    this.#wait(pauseMs);
  }

  #wait(pauseMs: number): void {
    this.#notBeforeUs = this.#clock.nowUs() + microseconds(pauseMs);
  }
}

const droppedText = (count: number): string =>
  `${count} more ${count === 1 ? 'alert was' : 'alerts were'} dropped on the way; the log of the run has them all.`;

function cut(text: string, lengthMax: number): string {
  return text.length <= lengthMax ? text : `${text.slice(0, lengthMax - 1)}…`;
}
