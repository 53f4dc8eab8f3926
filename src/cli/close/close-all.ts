// Everything in one asset is closed: orders away, positions in rounds, and then the venues are asked what is left. Whatever happens on
// the way, their last word is the verdict.
import { accepted, refused, type Checked, type CheckFailure } from '../../core/checked.ts';
import type { AlertCommand, FinishCommand } from '../../core/commands.ts';
import { lotsToBase, type InstrumentKey } from '../../core/instrument.ts';
import { addBase, zeroBase, type BaseQuantity } from '../../core/money.ts';
import type { LedgerFill } from '../../ledger/entries.ts';
import type { Environment } from '../access/variables.ts';
import { VenueAccess } from '../access/venue-access.ts';
import { clearOrders } from './clear-orders.ts';
import { closeRound } from './close-round.ts';
import type { ClosingRun } from './closing-run.ts';
import { askHoldings, type HeldThere, type Holding, type HoldingsQuestion } from './holdings.ts';
import { keepOthersAway } from './keep-away.ts';
import { refuseMixed } from './one-kind.ts';
import { planRounds } from './rounds.ts';
import { nothingTraded, withTrade, type Traded } from './traded.ts';

export interface CloseOptions extends HoldingsQuestion {
  readonly environment: Environment;
  /** Asked when it is known what there is; a refusal leaves everything as it is. */
  readonly confirm: (found: HeldThere) => Promise<Checked<undefined>>;
  readonly watch: CloseWatch;
  /** So long nothing may be traded before a round is given up. */
  readonly patienceMs?: number;
}

const usualPatienceMs = 60_000;

export interface CloseWatch {
  readonly onFill: (fill: LedgerFill, holding: Holding) => void;
  readonly onAlert: (alert: AlertCommand) => void;
  /** Something went wrong on the way; the rest goes on. */
  readonly onTrouble: (failure: CheckFailure) => void;
}

export interface CloseReport {
  readonly ticker: string;
  readonly isFlat: boolean;
  /** Of what is left: naked > 0 or < 0; `undefined` where a venue does not tell what is left there. */
  readonly netDelta: BaseQuantity | undefined;
  readonly legs: readonly ClosedLeg[];
  /** Venues that do not list the asset, or no longer: nothing there was looked at. */
  readonly unseen: readonly string[];
}

export interface ClosedLeg {
  readonly before: Holding;
  /** `undefined` where the venue does not tell it: that is not flat. */
  readonly after: Holding | undefined;
  readonly traded: Traded;
}

export class CloseAll {
  readonly #options: CloseOptions;
  readonly #traded = new Map<InstrumentKey, Traded>();
  #run: ClosingRun | undefined;
  #interruptions = 0;
  #lastEpochSeconds = 0;

  constructor(options: CloseOptions) {
    this.#options = options;
  }

  /** A refusal has left everything as it was. */
  async close(): Promise<Checked<CloseReport>> {
    const { environment } = this.#options;
    const access = new VenueAccess({ environment, keys: 'required' });
    const fence = await keepOthersAway(access, this.#options);
    try {
      return fence.ok ? await this.#closeOn(access) : fence;
    } finally {
      if (fence.ok) fence.value.release();
      await access.close();
    }
  }

  /** Goes no further than to balance what is under way; asked twice, it leaves at once. */
  interrupt(): void {
    this.#interruptions += 1;
    this.#run?.interrupt('interrupted');
  }

  get #isInterrupted(): boolean {
    return this.#interruptions > 0;
  }

  async #closeOn(access: VenueAccess): Promise<Checked<CloseReport>> {
    const found = await askHoldings(access, this.#options);
    if (!found.ok) return found;
    const { holdings: before } = found.value;
    if (before.every(isNothing)) return accepted(this.#report(found.value, before));
    const mixed = refuseMixed(before.filter((holding) => !isNothing(holding)));
    if (mixed !== undefined) return mixed;
    const confirmed = await this.#options.confirm(found.value);
    if (!confirmed.ok) return confirmed;
    await this.#closeWhatIsThere(access, before);
    const left = await askHoldings(access, this.#options);
    if (!left.ok) this.#options.watch.onTrouble(left);
    return accepted(this.#report(found.value, left.ok ? left.value.holdings : []));
  }

  async #closeWhatIsThere(access: VenueAccess, before: readonly Holding[]): Promise<void> {
    const { watch } = this.#options;
    const cleared = await clearOrders(access, this.#options, before, () => this.#isInterrupted);
    if (!cleared.ok) {
      watch.onTrouble(cleared);
      return;
    }
    for (const round of planRounds(cleared.value)) {
      if (this.#isInterrupted) return;
      const finish = await closeRound(round, {
        environment: this.#options.environment,
        runEpochSeconds: this.#nextEpochSeconds(access),
        onStart: (run) => {
          this.#run = run;
          for (let each = 0; each < this.#interruptions; each += 1) run.interrupt('interrupted');
        },
        onFills: (fills) => this.#book(fills, before),
        onAlert: watch.onAlert,
        patienceMs: this.#options.patienceMs ?? usualPatienceMs,
      });
      this.#run = undefined;
      if (!finish.ok) watch.onTrouble(finish);
      else if (finish.value.outcome !== 'flat') watch.onTrouble(notClosed(finish.value));
    }
  }

  /** Another one for every round: with it begin the ids of its orders. */
  #nextEpochSeconds({ clock }: VenueAccess): number {
    const nowSeconds = Math.floor(clock.nowUs() / 1_000_000);
    this.#lastEpochSeconds = Math.max(nowSeconds, this.#lastEpochSeconds + 1);
    return this.#lastEpochSeconds;
  }

  #book(fills: readonly LedgerFill[], holdings: readonly Holding[]): void {
    for (const fill of fills) {
      const holding = holdings.find(({ instrument }) => instrument.key === fill.instrument);
      if (holding === undefined) continue;
      const sofar = this.#traded.get(fill.instrument) ?? nothingTraded;
      this.#traded.set(fill.instrument, withTrade(sofar, holding.instrument, fill));
      this.#options.watch.onFill(fill, holding);
    }
  }

  #report({ holdings, unseen }: HeldThere, after: readonly Holding[]): CloseReport {
    const legs = holdings.map((holding): ClosedLeg => {
      const { key } = holding.instrument;
      return {
        before: holding,
        after: after.find(({ instrument }) => instrument.key === key),
        traded: this.#traded.get(key) ?? nothingTraded,
      };
    });
    const isFlat = legs.every(({ after: left }) => left !== undefined && isNothing(left));
    return { ticker: this.#options.ticker, isFlat, netDelta: netDeltaOf(legs), legs, unseen };
  }
}

const notClosed = ({ reason }: FinishCommand): CheckFailure =>
  refused('not-closed', `not all of it could be closed: ${reason}`, 'look at both venues, and close again');

function netDeltaOf(legs: readonly ClosedLeg[]): BaseQuantity | undefined {
  let sum = zeroBase;
  for (const { after } of legs) {
    if (after === undefined) return undefined;
    sum = addBase(sum, lotsToBase(after.instrument, after.position));
  }
  return sum;
}

export const isNothing = ({ position, openOrders }: Holding): boolean => position === 0 && openOrders === 0;
