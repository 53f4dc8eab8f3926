// Tells when something has been naked for too long: once it has been so long, each time it has been twice as long, and when it is over.

export type NakedNews = { readonly kind: 'naked' | 'hedged-again'; readonly forUs: number };

export class NakedWatch {
  readonly #patienceUs: number;
  /** Of the exposure that is looked at. */
  #sinceUs: number | undefined;
  #tellAtUs = 0;

  constructor(patienceUs: number) {
    this.#patienceUs = patienceUs;
  }

  /** Times in µs of one clock; `sinceUs` is when the exposure of this moment began. */
  look(sinceUs: number | undefined, nowUs: number): NakedNews | undefined {
    const before = this.#sinceUs;
    if (sinceUs !== before) {
      const wasTold = before !== undefined && this.#tellAtUs > this.#patienceUs;
      this.#sinceUs = sinceUs;
      this.#tellAtUs = this.#patienceUs;
      if (wasTold) return { kind: 'hedged-again', forUs: (sinceUs ?? nowUs) - before };
    }
    if (sinceUs === undefined || nowUs - sinceUs < this.#tellAtUs) return undefined;
    const forUs = nowUs - sinceUs;
    while (this.#tellAtUs <= forUs) this.#tellAtUs *= 2;
    return { kind: 'naked', forUs };
  }
}
