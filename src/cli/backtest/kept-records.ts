// What a run of a backtest leaves behind: a folder like that of any other run, where it is kept, and otherwise nothing but the hash of its events.
import { accepted, type Checked } from '../../core/checked.ts';
import type { Command } from '../../core/commands.ts';
import type { EngineEvent } from '../../core/events.ts';
import { EventHash } from '../../journal/event-hash.ts';
import { createRecords, type RecordsPlace } from '../run/records.ts';
import type { SimulatedPlan } from '../run/run-plan.ts';
import type { SessionRecords } from '../run/session.ts';
import { fenceRun } from './at-work.ts';

export interface BacktestRecords {
  readonly records: SessionRecords;
  /** To be called when the run is over: until then its folder is nobody else's. */
  readonly release: () => void;
}

/** `undefined`: it is not kept. */
export function recordsOf(plan: SimulatedPlan, keptAs: RecordsPlace | undefined): Checked<BacktestRecords> {
  if (keptAs === undefined) return accepted({ records: new HashAlone(), release: () => undefined });
  const records = createRecords(plan, keptAs);
  if (!records.ok) return records;
  const fence = fenceRun(records.value.path);
  return fence.ok ? accepted({ records: records.value, release: () => fence.value.release() }) : fence;
}

class HashAlone implements SessionRecords {
  readonly path = '';
  readonly #hash = new EventHash();

  announce(): true {
    return true;
  }

  append(events: readonly EngineEvent[], commands: readonly Command[]): undefined {
    this.#hash.append(events, commands);
  }

  eventLogHash(): string {
    return this.#hash.hex();
  }

  writeFill(): void {}

  writeFunding(): void {}

  writeHedge(): void {}

  close(): void {}
}
