// One kind of public message on its way to us: a queue in which nothing overtakes. Messages live in slots that are used
// again, so that the millions of a run cost no memory.

export interface Slot {
  /** Local time of delivery, in µs. */
  atUs: number;
}

const slotsAtStart = 8;

export class FeedLane<Message extends Slot> {
  readonly #create: () => Message;
  /** A ring whose length is a power of two: messages under way from `#head` on, in order of delivery, and before it the one taken last. */
  #ring: Message[];
  #head = 0;
  #count = 0;
  #lastUs = -Infinity;
  /** Delivery of the oldest message, in µs; Infinity while there is none. */
  nextUs = Infinity;

  constructor(create: () => Message) {
    this.#create = create;
    this.#ring = Array.from({ length: slotsAtStart }, create);
  }

  /** A slot to be filled in at once, delivered at `atUs` or right after the message before it. */
  send(atUs: number): Message {
    if (atUs > this.#lastUs) this.#lastUs = atUs;
    if (this.#count === 0) this.nextUs = this.#lastUs;
    if (this.#count === this.#ring.length - 1) this.#grow();
    const slot = this.#ring[(this.#head + this.#count) & (this.#ring.length - 1)] as Message;
    slot.atUs = this.#lastUs;
    this.#count += 1;
    return slot;
  }

  /** Takes out the oldest message, which stays as it is until the next is taken. Not to be called when there is none. */
  take(): Message {
    const slot = this.#ring[this.#head] as Message;
    this.#head = (this.#head + 1) & (this.#ring.length - 1);
    this.#count -= 1;
    this.nextUs = this.#count === 0 ? Infinity : (this.#ring[this.#head] as Message).atUs;
    return slot;
  }

  /** Doubles the ring: all that is under way, new slots, and at the end the one that was taken last. */
  #grow(): void {
    const ring = this.#ring;
    const underWay = [...ring.slice(this.#head), ...ring.slice(0, this.#head)];
    const takenLast = underWay.splice(-1);
    this.#ring = [...underWay, ...Array.from(ring, this.#create), ...takenLast];
    this.#head = 0;
  }
}
