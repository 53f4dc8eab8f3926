// Runs on one venue account share its limits: about once a second this one tells the others what it has come to, and hears what they
// have. It happens beside the engine, which learns of it as of anything else: by an event, which is on record.
import { performance } from 'node:perf_hooks';
import type { PairPrices } from '../../../core/check-at-prices.ts';
import { accepted, refused, type Checked } from '../../../core/checked.ts';
import type { OtherRunsEvent } from '../../../core/events.ts';
import { limits, microseconds } from '../../../core/limits.ts';
import { formatQuote, quoteAmount, type QuoteAmount } from '../../../core/money.ts';
import type { OtherRuns } from '../../../core/other-runs.ts';
import type { PairConfig } from '../../../core/pair.ts';
import type { PairState } from '../../../execution/pair-state.ts';
import { isRecordFailure, type RecordFailure } from '../../../journal/failure.ts';
import type { RunShare } from '../../../journal/run-share.ts';
import { SharedAccount } from '../../../journal/shared-account.ts';
import type { LegName } from '../../../ledger/entries.ts';
import { utcDayStartUs } from '../../../ledger/utc-day.ts';
import type { Clock } from '../../../ports/clock.ts';
import { counted } from '../../../reports/readable.ts';
import { inBackground } from '../../../venues/wire/background.ts';
import { shareOf, shareToCome } from './own-share.ts';

export interface AccountSharesOptions {
  readonly config: PairConfig;
  readonly prices: PairPrices;
  readonly clock: Clock;
  /** Of each leg's account. */
  readonly folders: Readonly<Record<LegName, string>>;
  /** What this run's files are called, in every process of it. */
  readonly name: string;
  /** A run that is taken up, as it stood. */
  readonly revived: PairState | undefined;
}

/** Who is told while the run goes on. */
export interface SharesListener {
  readonly onOthers: (event: OtherRunsEvent) => void;
  /** Told once of each trouble; until it is over the run builds nothing. */
  readonly onFailure: (failure: RecordFailure) => void;
}

const nobody: SharesListener = { onOthers: () => undefined, onFailure: () => undefined };

const legs = ['primary', 'hedge'] as const;

/** So many of the latest looks a margin is asked for after it was taken: what a venue tells of an account is some seconds old. */
const looksKept = 15;

interface SharedLeg {
  readonly name: LegName;
  readonly account: SharedAccount;
  heard: OtherRuns;
  toldAtUs: number;
  marginsToCome: readonly QuoteAmount[];
}

export class AccountShares {
  readonly #options: AccountSharesOptions;
  readonly #legs: readonly SharedLeg[];
  #pair: PairState | undefined;
  #listener = nobody;
  #round: Promise<void> = Promise.resolve();
  #isFailing = false;
  #isClosed = false;

  /** Use `open`. */
  private constructor(options: AccountSharesOptions, sharedLegs: readonly SharedLeg[]) {
    this.#options = options;
    this.#legs = sharedLegs;
    this.#pair = options.revived;
  }

  /** What the others have come to is known, and they are told of this run, when it is accepted. */
  static async open(options: AccountSharesOptions): Promise<Checked<AccountShares>> {
    const { config, folders, name: own } = options;
    const shared: SharedLeg[] = [];
    for (const name of legs) {
      const account = new SharedAccount({ folder: folders[name], own, asset: config[name].quote });
      const heard = account.makeFolder() ?? (await account.look(lookTime(options.clock)));
      if (isRecordFailure(heard)) return refuse(heard);
      shared.push({ name, account, heard, toldAtUs: 0, marginsToCome: [] });
    }
    const shares = new AccountShares(options, shared);
    const failure = await shares.#publish(true);
    if (failure !== undefined) return refuse(failure);
    shares.#goOn();
    return accepted(shares);
  }

  /** For people, where there is something to say: what limits of the accounts hold already. */
  notes(): string[] {
    const { config } = this.#options;
    return this.#legs.flatMap(({ name, heard: { net, traded, living } }) => {
      if (net === 0n && traded === 0n && living === 0) return [];
      const { venueAccount, quote } = config[name];
      const others = living === 0 ? 'none trading now' : `${counted(living, 'other')} trading now`;
      return [
        `other runs on ${venueAccount} today: net ${formatQuote(net)} ${quote}, traded ${formatQuote(traded)} ${quote}; ${others}`,
      ];
    });
  }

  /** From now on the engine is told: at once of what is known, and then of everything new. */
  begin(pair: PairState, listener: SharesListener): void {
    this.#pair = pair;
    this.#listener = listener;
    for (const leg of this.#legs) this.#tell(leg);
  }

  /** The last word of this process; a run that never came about leaves none. */
  async close(): Promise<void> {
    if (this.#isClosed) return;
    this.#isClosed = true;
    await this.#round;
    if (this.#pair === undefined) {
      for (const { account } of this.#legs) await account.withdraw();
      return;
    }
    const failure = await this.#publish(false);
    if (failure !== undefined) this.#listener.onFailure(failure);
  }

  readonly #goOn = (): void => {
    if (this.#isClosed) return;
    this.#round = this.#look();
    inBackground(
      this.#round.then(() => {
        const { clock } = this.#options;
        if (!this.#isClosed) clock.wakeAt(clock.nowUs() + microseconds(limits.otherRunsPollMs), this.#goOn);
      }),
    );
  };

  async #look(): Promise<void> {
    let failure = await this.#publish(true);
    for (const leg of this.#legs) {
      const { clock } = this.#options;
      const heard = await leg.account.look(lookTime(clock));
      if (isRecordFailure(heard)) {
        failure ??= heard;
        continue;
      }
      const isNews = !isSame(heard, leg.heard);
      leg.heard = heard;
      const isDue = clock.nowUs() - leg.toldAtUs >= microseconds(limits.otherRunsRepeatMs);
      if ((isNews || isDue) && !this.#isClosed) this.#tell(leg);
    }
    if (failure !== undefined && !this.#isFailing) this.#listener.onFailure(failure);
    this.#isFailing = failure !== undefined;
  }

  #tell(leg: SharedLeg): void {
    const { config, clock } = this.#options;
    leg.toldAtUs = clock.nowUs();
    this.#listener.onOthers({
      kind: 'other-runs',
      instrument: config[leg.name].key,
      atUs: leg.toldAtUs,
      ...leg.heard,
    });
  }

  async #publish(isLiving: boolean): Promise<RecordFailure | undefined> {
    let failure: RecordFailure | undefined;
    for (const leg of this.#legs) {
      const share = this.#shareOf(leg);
      if (share === undefined) await leg.account.giveSign();
      else failure = (await leg.account.publish({ ...share, isLiving })) ?? failure;
    }
    return failure;
  }

  /** What was taken of a margin is asked for a little longer, until every venue's figures have it. */
  #shareOf(leg: SharedLeg): RunShare | undefined {
    const { config, prices, clock } = this.#options;
    const share =
      this.#pair === undefined
        ? shareToCome(config, prices, leg.name, clock.nowUs())
        : shareOf(this.#pair, prices, leg.name);
    if (share === undefined) return undefined;
    leg.marginsToCome = [...leg.marginsToCome.slice(1 - looksKept), share.marginToCome];
    const marginToCome = leg.marginsToCome.reduce(
      (most, each) => (each > most ? each : most),
      quoteAmount(0n),
    );
    return { ...share, marginToCome };
  }
}

const lookTime = (clock: Clock) => ({ dayStartUs: utcDayStartUs(clock.nowUs()), nowMs: performance.now() });

const isSame = (left: OtherRuns, right: OtherRuns): boolean =>
  left.dayStartUs === right.dayStartUs &&
  left.net === right.net &&
  left.traded === right.traded &&
  left.marginToCome === right.marginToCome &&
  left.living === right.living;

const refuse = ({ code, text, remedy }: RecordFailure): Checked<never> => refused(code, text, remedy);
