// Every run of a folder of runs: those that are not over are watched, those that end are remembered, and of the past the latest are shown.
import { refused, type Checked } from '../../core/checked.ts';
import type { ControlAnswer, ControlRequest } from '../../status/messages.ts';
import type { RunStatus } from '../../status/run-status.ts';
import { RunWatch } from '../../status/watch-run.ts';
import { History } from './history.ts';
import { lastWordIn, type LastWord } from './last-word.ts';
import { isPressing } from './pressing.ts';

export interface FoundRun {
  /** Of its folder; names sort by their time. */
  readonly name: string;
  readonly folder: string;
  readonly isOpen: boolean;
}

/** One run as far as it is known. */
export interface FleetRun {
  readonly name: string;
  readonly folder: string;
  readonly isOpen: boolean;
  /** The latest that it told; `undefined` before the first. */
  readonly status: RunStatus | undefined;
  /** When it was told, on this process's wall clock, in ms. */
  readonly heardAtMs: number;
  /** Since when, and why, nobody answers there; `undefined` while somebody does. A halted run may be silent for days, and is not over. */
  readonly silence: { readonly sinceMs: number; readonly reason: string } | undefined;
  /** What it said at its end; `undefined` while it goes on, and where it died. */
  readonly lastWord: LastWord | undefined;
  readonly history: History;
}

const lookMs = 2_000;

export class Fleet {
  /** Something has changed; pressing is what somebody has to see at once. */
  onChange: (isPressing: boolean) => void = () => undefined;
  readonly #findRuns: () => readonly FoundRun[];
  readonly #runs = new Map<string, WatchedRun>();
  #timer: NodeJS.Timeout | undefined;

  /** Finds the runs on the disk that are to be shown: asked every other second. */
  constructor(findRuns: () => readonly FoundRun[]) {
    this.#findRuns = findRuns;
    this.#look();
  }

  /** Those that go on first, the newest first. */
  get runs(): readonly FleetRun[] {
    return [...this.#runs.values()].sort((left, right) =>
      left.isOpen === right.isOpen ? (left.name < right.name ? 1 : -1) : left.isOpen ? -1 : 1,
    );
  }

  async ask(name: string, request: ControlRequest): Promise<Checked<ControlAnswer>> {
    const watch = this.#runs.get(name)?.watch;
    if (watch !== undefined) return watch.ask(request);
    return refused('unknown-run', `there is no run ${name} that goes on`, 'look at the page again');
  }

  close(): void {
    clearTimeout(this.#timer);
    for (const { watch } of this.#runs.values()) watch?.close();
  }

  #look(): void {
    clearTimeout(this.#timer);
    const found = new Map(this.#findRuns().map((run) => [run.name, run]));
    let isNews = false;
    for (const [name, run] of found) {
      const known = this.#runs.get(name);
      if (known?.isOpen === run.isOpen) continue;
      if (known === undefined) this.#runs.set(name, this.#begin(run));
      else this.#turn(known, run);
      isNews = true;
    }
    for (const [name, known] of this.#runs) {
      if (found.has(name)) continue;
      known.watch?.close();
      this.#runs.delete(name);
      isNews = true;
    }
    this.#timer = setTimeout(() => this.#look(), lookMs);
    if (isNews) this.onChange(true);
  }

  #begin({ name, folder, isOpen }: FoundRun): WatchedRun {
    const run: WatchedRun = {
      name,
      folder,
      isOpen,
      status: undefined,
      heardAtMs: 0,
      silence: undefined,
      lastWord: isOpen ? undefined : lastWordIn(folder),
      history: new History(),
      watch: undefined,
    };
    if (isOpen) this.#watch(run);
    return run;
  }

  /** It has come to its end, or is gone on with. */
  #turn(run: WatchedRun, { isOpen }: FoundRun): void {
    run.isOpen = isOpen;
    if (isOpen) {
      run.lastWord = undefined;
      this.#watch(run);
      return;
    }
    run.watch?.close();
    run.watch = undefined;
    run.silence = undefined;
    run.lastWord = lastWordIn(run.folder);
  }

  #watch(run: WatchedRun): void {
    run.watch ??= new RunWatch(run.folder, {
      onStatus: (status) => {
        const before = run.silence === undefined ? run.status : undefined;
        run.status = status;
        run.heardAtMs = Date.now();
        run.silence = undefined;
        run.lastWord = undefined;
        run.history.add(status);
        this.onChange(isPressing(before, status));
      },
      onSilence: (reason) => {
        run.silence = { sinceMs: Date.now(), reason };
        run.lastWord = lastWordIn(run.folder);
        this.#look();
        this.onChange(true);
      },
    });
  }
}

type WatchedRun = { -readonly [Key in keyof FleetRun]: FleetRun[Key] } & { watch: RunWatch | undefined };
