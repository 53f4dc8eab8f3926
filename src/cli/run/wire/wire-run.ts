// One pair over the wire: venues that are open already, and what they say once more when the run is over.
import { assertPresent } from '../../../core/assert.ts';
import type { FinishCommand } from '../../../core/commands.ts';
import type { EngineEvent, OperatorEvent, Requester } from '../../../core/events.ts';
import type { Instrument, InstrumentKey } from '../../../core/instrument.ts';
import type { Lots } from '../../../core/money.ts';
import type { PairConfig } from '../../../core/pair.ts';
import type { PairState } from '../../../execution/pair-state.ts';
import type { LedgerFill } from '../../../ledger/entries.ts';
import type { Clock } from '../../../ports/clock.ts';
import type { Random } from '../../../ports/random.ts';
import type { VenueAccess } from '../../access/venue-access.ts';
import type { AccountShares } from './account-shares.ts';
import { ClockedEngine } from '../clocked-engine.ts';
import type { PairRun, RunPorts, RunWatch } from '../pair-run.ts';
import type { RevivedRun } from '../take-up/revive.ts';
import { nothingBooked, withFill, type Booked } from './booked.ts';
import { ClosingQuestions } from './closing-questions.ts';
import { confirms, contradictsFlat, hearLastWord, remarksOn, type LastWord } from './last-word.ts';
import type { WaitingRoom } from './waiting-room.ts';
import { tradingOf, type WireLeg } from './wire-leg.ts';

export interface WireRunOptions {
  readonly config: PairConfig;
  readonly legs: readonly WireLeg[];
  readonly random: Random;
  /** Closed when the run is over. */
  readonly access: VenueAccess;
  /** Where the venues' words wait until the run begins. */
  readonly waitingRoom: WaitingRoom;
  /** How it shares limits with the other runs on its accounts; `undefined` on servers that nobody else knows. */
  readonly shares?: AccountShares | undefined;
  /** What this run goes on with; `undefined` where it begins. */
  readonly revived?: RevivedRun | undefined;
}

export class WireRun implements PairRun {
  readonly clock: Clock;
  readonly startUs: number;
  readonly #engine: ClockedEngine;
  readonly #options: WireRunOptions;
  readonly #booked = new Map<InstrumentKey, Booked>();
  readonly #lastWords = new Map<InstrumentKey, LastWord>();
  readonly #onAlert: RunPorts['onAlert'];
  #closing: ClosingQuestions | undefined;
  #isLeft = false;

  constructor(options: WireRunOptions, ports: RunPorts) {
    const { config, legs, random, access, revived } = options;
    this.#options = options;
    this.#onAlert = ports.onAlert;
    this.clock = access.clock;
    this.startUs = revived?.config.startUs ?? this.clock.nowUs();
    this.#count(revived?.written.fills.map(({ fill }) => fill) ?? []);
    const venues = new Map(legs.map((leg) => [leg.instrument.key, tradingOf(leg)]));
    this.#engine = new ClockedEngine(
      { config, venues, random, clock: this.clock, revived },
      {
        ...ports,
        onFills: (fills) => {
          this.#count(fills);
          ports.onFills(fills);
        },
      },
    );
  }

  get pair(): PairState {
    return this.#engine.pair;
  }

  get finish(): FinishCommand | undefined {
    return this.#engine.finish;
  }

  async play({ onPriced, onLookUp }: RunWatch): Promise<void> {
    const { waitingRoom, access, shares } = this.#options;
    const receive = (event: EngineEvent): void => {
      if (this.#closing === undefined) this.#engine.receive(event);
      else this.#closing.receive(event);
    };
    waitingRoom.handOver(receive, { nowUs: this.clock.nowUs(), begunAtUs: this.pair.nowUs });
    shares?.begin(this.pair, {
      onOthers: (event) => {
        if (this.#engine.finish === undefined) this.#engine.receive(event);
      },
      onFailure: ({ text, remedy }) => {
        const alert = { kind: 'alert', severity: 'warning', code: 'other-runs-unknown' } as const;
        this.#onAlert({ ...alert, text: `${text} ${remedy}` }, this.clock.nowUs());
      },
    });
    onPriced();
    await this.#engine.run(onLookUp);
    if (!this.#isLeft) await this.#hearLastWords();
    await shares?.close();
    await access.close();
  }

  venuePosition({ key }: Instrument): Lots {
    return assertPresent(this.#lastWords.get(key)?.booked, `the last word on ${key}`).position;
  }

  /** What was booked here, held against the venues' own books. */
  remarks(): readonly string[] {
    return this.pair.legs.flatMap(({ instrument }) => {
      const word = this.#lastWords.get(instrument.key);
      return word === undefined ? [] : remarksOn(instrument, word, this.#bookedOn(instrument.key));
    });
  }

  venuesAgree(): boolean {
    return this.pair.legs.every(({ instrument: { key } }) => {
      const word = this.#lastWords.get(key);
      return word !== undefined && confirms(word, this.#bookedOn(key));
    });
  }

  /** What the venue said when the run was over; `undefined` where it was left before. */
  lastWord({ key }: Instrument): LastWord | undefined {
    return this.#lastWords.get(key);
  }

  operate(action: OperatorEvent['action'], reason: string, by?: Requester): void {
    this.#engine.operate(action, reason, by);
  }

  leave(reason: string): void {
    this.#isLeft = true;
    this.#closing?.giveUp();
    this.#engine.leave(reason);
  }

  #count(fills: readonly LedgerFill[]): void {
    for (const fill of fills)
      this.#booked.set(fill.instrument, withFill(this.#bookedOn(fill.instrument), fill));
  }

  #bookedOn(instrument: InstrumentKey): Booked {
    return this.#booked.get(instrument) ?? nothingBooked;
  }

  /** A venue that holds something else than was booked, or an order that is still open, takes back that the run is flat. */
  async #hearLastWords(): Promise<void> {
    const { legs, access } = this.#options;
    const closing = new ClosingQuestions(this.clock);
    this.#closing = closing;
    const said = legs.map(async (leg) => {
      const { key } = leg.instrument;
      const word = await hearLastWord(leg, {
        closing,
        server: access.server(leg.instrument.venue),
        startUs: this.startUs,
        booked: this.#bookedOn(key),
      });
      this.#lastWords.set(key, word);
    });
    await Promise.all(said);
    const isSurprising = this.pair.legs.some(({ instrument: { key }, position }) => {
      const word = this.#lastWords.get(key);
      return word !== undefined && contradictsFlat(word, position);
    });
    if (isSurprising) this.#engine.takeBackFlat();
  }
}
