// A channel whose deliveries end when the test says so, on a clock that the test moves.
import { setImmediate } from 'node:timers/promises';
import { VirtualTime } from '../../venues/simulated/virtual-time.ts';
import type { Channel, ChannelMessage, Delivery } from '../channel.ts';
import { Outbox } from '../outbox.ts';

class ScriptedChannel implements Channel {
  readonly name = 'the channel';
  readonly textLengthMax = 200;
  readonly messages: ChannelMessage[] = [];
  isClosed = false;
  #answer: ((delivery: Delivery) => void) | undefined;

  get isBusy(): boolean {
    return this.#answer !== undefined;
  }

  deliver(message: ChannelMessage): Promise<Delivery> {
    this.messages.push(message);
    return new Promise((resolve) => {
      this.#answer = resolve;
    });
  }

  close(): Promise<void> {
    this.isClosed = true;
    return Promise.resolve();
  }

  /** What is under way ends like this. */
  async answer(delivery: Delivery): Promise<void> {
    this.#answer?.(delivery);
    this.#answer = undefined;
    await setImmediate();
  }
}

export class OutboxPlay {
  readonly channel = new ScriptedChannel();
  readonly troubles: string[] = [];
  readonly clock = new VirtualTime(0);
  readonly outbox = new Outbox({
    channel: this.channel,
    clock: this.clock,
    onTrouble: (text) => this.troubles.push(text),
  });

  /** The texts of what was sent so far. */
  get sent(): string[] {
    return this.channel.messages.map(({ text }) => text);
  }

  get nowMs(): number {
    return this.clock.nowUs() / 1_000;
  }

  /** To the next timer. */
  async wait(): Promise<void> {
    this.clock.runNext();
    await setImmediate();
  }

  async answer(delivery: Delivery = { kind: 'delivered' }): Promise<void> {
    await this.channel.answer(delivery);
  }
}
