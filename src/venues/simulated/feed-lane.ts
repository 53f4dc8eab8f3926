// One kind of public message on its way to us: a queue in which nothing overtakes. Messages live in slots that are used
// again, so that the millions of a run cost no memory.

export interface Slot {
  /** Local time of delivery, in µs. */
  atUs: number;
}

const slotsAtStart = 64;

export class FeedLane<Message extends Slot> {
  readonly #create: () => Message;
  /** A ring whose length is a power of two: messages under way from `#head` on, in order of delivery. */
  #ring: (Message | undefined)[] = new Array<Message | undefined>(slotsAtStart).fill(undefined);
  #head = 0;
  #count = 0;
  /** Slots that are not under way, the last used on top, where it is still in the processor's cache. */
  readonly #free: Message[] = [];
  #lastUs = -Infinity;
  /** Delivery of the oldest message, in µs; Infinity while there is none. */
  nextUs = Infinity;

  constructor(create: () => Message) {
    this.#create = create;
  }

  /** A slot to be filled in at once, delivered at `atUs` or right after the message before it. */
  send(atUs: number): Message {
    if (atUs > this.#lastUs) this.#lastUs = atUs;
    const slot = this.#free.pop() ?? this.#create();
    slot.atUs = this.#lastUs;
    if (this.#count === 0) this.nextUs = this.#lastUs;
    if (this.#count === this.#ring.length) this.#grow();
    this.#ring[(this.#head + this.#count) & (this.#ring.length - 1)] = slot;
    this.#count += 1;
    return slot;
  }

  /** Lends the oldest message to `deliver`, then uses its slot again. Not to be called when there is none. */
  deliver(deliver: (message: Message) => void): void {
    const slot = this.#ring[this.#head] as Message;
    this.#head = (this.#head + 1) & (this.#ring.length - 1);
    this.#count -= 1;
    this.nextUs = this.#count === 0 ? Infinity : (this.#ring[this.#head] as Message).atUs;
    deliver(slot);
    this.#free.push(slot);
  }

  /** Doubles the ring, with the oldest message at its start. */
  #grow(): void {
    const inOrder = [...this.#ring.slice(this.#head), ...this.#ring.slice(0, this.#head)];
    this.#ring = [...inOrder, ...new Array<undefined>(inOrder.length).fill(undefined)];
    this.#head = 0;
  }
}
