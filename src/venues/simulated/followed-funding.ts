// Funding by the terms that a real venue publishes for its own market: simulated accounts pay and receive when its accounts do.
import type { FundingTerms } from '../../core/funding.ts';
import type { Instrument } from '../../core/instrument.ts';
import { microseconds } from '../../core/limits.ts';
import { payFunding, type FundingListener } from './funding.ts';
import type { VenueLedger } from './venue-ledger.ts';

export class FollowedFunding {
  readonly #instrument: Instrument;
  readonly #ledger: VenueLedger;
  readonly #listener: FundingListener;
  /** `undefined` until the venue has published some: nothing is paid before. */
  #terms: FundingTerms | undefined;

  constructor(instrument: Instrument, ledger: VenueLedger, listener: FundingListener) {
    this.#instrument = instrument;
    this.#ledger = ledger;
    this.#listener = listener;
  }

  /** The venue has published these. Once they are of a later payment, the one before is due, whatever our clock says. */
  follow(terms: FundingTerms): void {
    if (this.#terms !== undefined && terms.nextAtUs > this.#terms.nextAtUs) this.#pay(this.#terms);
    this.#terms = terms;
    this.#listener.published(terms);
  }

  /** Pays what is due by `timeUs`; the venue may say only later what comes next. */
  advanceTo(timeUs: number): void {
    for (let terms = this.#terms; terms !== undefined && terms.nextAtUs <= timeUs; terms = this.#terms) {
      this.#pay(terms);
      this.#terms = { ...terms, nextAtUs: terms.nextAtUs + microseconds(terms.intervalMs) };
    }
  }

  #pay({ rate, nextAtUs: atUs }: FundingTerms): void {
    payFunding(this.#ledger, this.#instrument, { rate, atUs, listener: this.#listener });
  }
}
