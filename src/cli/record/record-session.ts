// A recording under way: venues that are open and followed, and files that are being written.
import { mkdirSync } from 'node:fs';
import { accepted, refused, type Checked } from '../../core/checked.ts';
import type { EngineEvent } from '../../core/events.ts';
import type { Clock } from '../../ports/clock.ts';
import { systemErrorCode, type RecordingFailure } from '../../recorder/failure.ts';
import {
  MarketRecorder,
  type RecordedFigures,
  type RecordedMarket,
} from '../../recorder/live/market-recorder.ts';
import type { OpenVenue } from '../../venues/adapter.ts';
import { VenueAccess } from '../access/venue-access.ts';
import type { RecordPlan } from './plan-record.ts';

/** Begins to record; where something is refused, nothing is left behind. */
export async function beginRecording(plan: RecordPlan): Promise<Checked<RecordSession>> {
  const session = new RecordSession(plan);
  const begun = await session.begin();
  if (begun.ok) return accepted(session);
  await session.close();
  return begun;
}

interface OpenMarket extends RecordedMarket {
  readonly venue: OpenVenue;
}

export class RecordSession {
  readonly clock: Clock;
  /** Done when a file cannot be written; nothing more is recorded then. */
  readonly failed: Promise<RecordingFailure>;
  readonly #plan: RecordPlan;
  readonly #access: VenueAccess;
  #fail: (failure: RecordingFailure) => void = () => undefined;
  #recorder: MarketRecorder | undefined;

  /** Use `beginRecording`. */
  constructor(plan: RecordPlan) {
    this.#plan = plan;
    this.#access = new VenueAccess({ ...plan, keys: 'none', sink: (event) => this.#hear(event) });
    this.clock = this.#access.clock;
    this.failed = new Promise((resolve) => {
      this.#fail = resolve;
    });
  }

  async begin(): Promise<Checked<undefined>> {
    const markets = await this.#openMarkets();
    if (!markets.ok) return markets;
    const { folder } = this.#plan;
    const { clock } = this;
    // It hears from the first word on, and writes only when all have spoken.
    const recorder = new MarketRecorder({ folder, markets: markets.value, clock, onFailure: this.#fail });
    this.#recorder = recorder;
    for (const { venue, instrument } of markets.value) {
      const followed = await venue.follow(instrument);
      if (!followed.ok) return followed;
    }
    const made = makeFolder(folder);
    if (made.ok) recorder.begin();
    return made;
  }

  figures(): readonly RecordedFigures[] {
    return this.#recorder?.figures() ?? [];
  }

  /** Done when everything that was heard is on the disk. */
  async close(): Promise<void> {
    await this.#recorder?.close();
    await this.#access.close();
  }

  #hear(event: EngineEvent): void {
    this.#recorder?.hear(event);
  }

  async #openMarkets(): Promise<Checked<OpenMarket[]>> {
    const markets: OpenMarket[] = [];
    for (const name of this.#plan.venues) {
      const opened = await this.#access.open(name);
      if (!opened.ok) return opened;
      const { venue } = opened.value;
      const instrument = await venue.instrumentOf(this.#plan.ticker);
      if (!instrument.ok) return instrument;
      markets.push({
        venue,
        instrument: instrument.value,
        venueClockAheadUs: () => venue.clockOffsetUs,
      });
    }
    return accepted(markets);
  }
}

function makeFolder(folder: string): Checked<undefined> {
  try {
    mkdirSync(folder, { recursive: true });
    return accepted(undefined);
  } catch (error) {
    const code = systemErrorCode(error);
    if (code === undefined) throw error;
    return refused(
      'unwritable-folder',
      `${folder} cannot be made: ${code}`,
      'name a folder that can be written',
    );
  }
}
