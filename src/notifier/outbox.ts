// Notices on their way to a person: kept in a bounded queue, several in one message, not more often than the channel likes, and again
// when it does not answer. Whoever notifies waits for none of it. What does not fit is dropped, the least urgent first, and said.
import { limits, microseconds } from '../core/limits.ts';
import type { Clock } from '../ports/clock.ts';
import type { Notice, Notifier } from '../ports/notifier.ts';
import type { Channel, Delivery } from './channel.ts';
import { endLoudly } from './end-loudly.ts';
import { ToldKinds } from './told-kinds.ts';

export interface OutboxOptions {
  readonly channel: Channel;
  readonly clock: Clock;
  /** Told in a sentence when deliveries begin to fail, when one is refused, and when they arrive again. */
  readonly onTrouble: (text: string) => void;
}

interface Message {
  readonly text: string;
  readonly severity: Notice['severity'];
  /** Of the notices that it tells, those included that it only counts. */
  readonly count: number;
  readonly kinds: readonly string[];
}

interface Waiting {
  readonly notice: Notice;
  /** How many of its kind have come since, and are only counted. */
  more: number;
}

const urgency = { info: 0, warning: 1, critical: 2 } as const;
const betweenNotices = '\n\n';

export class Outbox implements Notifier {
  readonly #channel: Channel;
  readonly #clock: Clock;
  readonly #onTrouble: (text: string) => void;
  readonly #waiting: Waiting[] = [];
  readonly #told = new ToldKinds();
  /** What is being delivered, or will be tried again as it is. */
  #message: Message | undefined;
  #isDelivering = false;
  #isArmed = false;
  /** Counts timers: only the latest counts. */
  #armed = 0;
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
    const like = this.#waiting.find((waiting) => isLike(waiting.notice, notice));
    if (like === undefined) this.#waiting.push({ notice, more: 0 });
    else like.more += 1;
    if (this.#waiting.length > limits.noticesWaitingMax) this.#dropLeastUrgent();
    this.#carryOn();
  }

  /** Waits a while for what is still on its way, and then no longer. Returns how many notices were never delivered, in all. */
  async close(): Promise<number> {
    await new Promise<void>((resolve) => {
      this.#onEmpty = resolve;
      this.#clock.wakeAt(this.#clock.nowUs() + microseconds(limits.noticesCloseMs), resolve);
      if (this.#isEmpty()) resolve();
      // Nothing is kept back any more.
      this.#isArmed = false;
      this.#carryOn();
    });
    this.#isClosed = true;
    this.#undelivered += countOf(this.#waiting) + (this.#message?.count ?? 0);
    await this.#channel.close();
    return this.#undelivered;
  }

  #isEmpty(): boolean {
    return this.#waiting.length === 0 && this.#message === undefined;
  }

  #dropLeastUrgent(): void {
    const least = Math.min(...this.#waiting.map(({ notice }) => urgency[notice.severity]));
    const dropped = this.#waiting.splice(
      this.#waiting.findIndex(({ notice }) => urgency[notice.severity] === least),
      1,
    );
    this.#dropped += countOf(dropped);
    this.#undelivered += countOf(dropped);
  }

  #carryOn(): void {
    if (this.#isClosed || this.#isDelivering || this.#isArmed || this.#isEmpty()) return;
    const nowUs = this.#clock.nowUs();
    const dueUs = Math.max(this.#notBeforeUs, this.#message === undefined ? this.#nextDueUs() : 0);
    if (nowUs < dueUs) {
      this.#arm(dueUs);
      return;
    }
    this.#message ??= this.#compose();
    this.#isDelivering = true;
    const message = this.#message;
    this.#channel.deliver(message).then((delivery) => this.#settle(message, delivery), endLoudly);
  }

  #arm(dueUs: number): void {
    this.#isArmed = true;
    const armed = (this.#armed += 1);
    this.#clock.wakeAt(dueUs, () => {
      if (armed !== this.#armed) return;
      this.#isArmed = false;
      this.#carryOn();
    });
  }

  /** When the first of those that wait may be told, in µs. */
  #nextDueUs(): number {
    return Math.min(...this.#waiting.map((waiting) => this.#dueUs(waiting)));
  }

  /** What is critical is never kept back, and nothing is at the end. */
  #dueUs({ notice: { kind, severity } }: Waiting): number {
    if (kind === undefined || severity === 'critical' || this.#onEmpty !== undefined) return 0;
    return this.#told.nextUs(kind, this.#clock.nowUs());
  }

  /** As many of the oldest notices as fit and may be told; one that is too long by itself is cut. */
  #compose(): Message {
    const said = this.#dropped === 0 ? '' : `${betweenNotices}${droppedText(this.#dropped)}`;
    const roomMax = this.#channel.textLengthMax - said.length;
    const nowUs = this.#clock.nowUs();
    const told: Waiting[] = [];
    let text = '';
    for (const waiting of this.#waiting) {
      if (this.#dueUs(waiting) > nowUs) continue;
      const own = textOf(waiting, roomMax);
      const next = told.length === 0 ? own : `${text}${betweenNotices}${own}`;
      if (next.length > roomMax) break;
      text = next;
      told.push(waiting);
    }
    for (const waiting of told) this.#waiting.splice(this.#waiting.indexOf(waiting), 1);
    this.#dropped = 0;
    return {
      text: `${text}${said}`,
      severity: mostUrgent(told),
      count: countOf(told),
      kinds: told.flatMap(({ notice: { kind } }) => kind ?? []),
    };
  }

  #settle(message: Message, delivery: Delivery): void {
    this.#isDelivering = false;
    if (this.#isClosed) return;
    const { name } = this.#channel;
    switch (delivery.kind) {
      case 'delivered':
        this.#told.add(message.kinds, this.#clock.nowUs());
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

/** Of what is critical each has its own words. */
const isLike = (notice: Notice, other: Notice): boolean =>
  notice.kind !== undefined &&
  notice.kind === other.kind &&
  notice.severity === other.severity &&
  other.severity !== 'critical';

const countOf = (waiting: readonly Waiting[]): number => waiting.reduce((sum, { more }) => sum + 1 + more, 0);

const mostUrgent = (told: readonly Waiting[]): Notice['severity'] =>
  told.reduce<Notice['severity']>(
    (most, { notice: { severity } }) => (urgency[severity] > urgency[most] ? severity : most),
    'info',
  );

function textOf({ notice: { text }, more }: Waiting, lengthMax: number): string {
  const counted = more === 0 ? '' : `\n(${more} more like this since)`;
  return `${cut(text, lengthMax - counted.length)}${counted}`;
}

function cut(text: string, lengthMax: number): string {
  return text.length <= lengthMax ? text : `${text.slice(0, lengthMax - 1)}…`;
}
