// One process of a run over the wire, on servers that outlive it. It can be killed without goodbye: its sockets and its clock are gone at
// once, and what its folder held at that moment is what the next process finds.
import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Command } from '../../../core/commands.ts';
import type { OperatorEvent } from '../../../core/events.ts';
import type { PairState } from '../../../execution/pair-state.ts';
import type { Notifier } from '../../../ports/notifier.ts';
import type { Environment } from '../../access/variables.ts';
import { RunAlerts } from '../../alerts/run-alerts.ts';
import { layersOf, type TextsByName } from '../../settings/from-flags.ts';
import { usageLine } from '../../usage-line.ts';
import type { Face } from '../../view/face.ts';
import { createRecords } from '../records.ts';
import type { RunReport } from '../report.ts';
import type { WirePlan } from '../run-plan.ts';
import { Session } from '../session.ts';
import { planWire, type WireOptions } from '../wire/plan-wire.ts';
import type { WireRun } from '../wire/wire-run.ts';

const pair = { kind: 'venues', primary: 'backpack', hedge: 'grvt', ticker: 'ETH' } as const;

/** Folders of runs, one for each process: a dead one still has its files open. */
export class RunFolders {
  readonly #base = mkdtempSync(join(tmpdir(), 'evenkeel-lives-'));
  #count = 1;

  get path(): string {
    return join(this.#base, `runs-${this.#count}`);
  }

  /** What a process that is killed now leaves on the disk. */
  afterDeath(): void {
    const before = this.path;
    this.#count += 1;
    cpSync(before, this.path, { recursive: true });
  }

  remove(): void {
    rmSync(this.#base, { recursive: true });
  }
}

export interface ProcessOptions extends Partial<WireOptions> {
  readonly environment: Environment;
  readonly folders: RunFolders;
  readonly texts: TextsByName;
  /** Who is told that does not look. */
  readonly notifier?: Notifier | undefined;
  /** Once the engine is there, and before anything has happened. */
  readonly onOpen?: ((run: WireRun) => void) | undefined;
}

export class WireProcess {
  readonly plan: WirePlan;
  readonly #folders: RunFolders;
  readonly #notifier: Notifier | undefined;
  #onTurn: (commands: readonly Command[], state: PairState) => void = () => undefined;
  #isDead = false;

  /** Use `start`. */
  constructor(plan: WirePlan, { folders, notifier, onOpen }: Omit<ProcessOptions, 'environment' | 'texts'>) {
    this.plan = {
      ...plan,
      open: (ports) => {
        const run = plan.open(ports);
        onOpen?.(run);
        return run;
      },
    };
    this.#folders = folders;
    this.#notifier = notifier;
  }

  /** The line of a refusal, or a process that is ready to run. */
  static async start({
    environment,
    folders,
    texts,
    notifier,
    onOpen,
    ...options
  }: ProcessOptions): Promise<WireProcess | string> {
    const layers = layersOf({ runsDir: folders.path, ...texts });
    if (!layers.ok) throw new Error(layers.message);
    const planned = await planWire({ layers: layers.value, environment }, pair, {
      isLocal: false,
      takesUp: true,
      ...options,
    });
    return planned.ok ? new WireProcess(planned.value, { folders, notifier, onOpen }) : usageLine(planned);
  }

  /** To its end; once this is true of a turn that was recorded, the operator acts. */
  async run(
    isDue: (state: PairState) => boolean = () => false,
    action: OperatorEvent['action'] = 'halt',
  ): Promise<RunReport> {
    const session = this.#session();
    let isAsked = false;
    this.#onTurn = (_commands, state) => {
      if (isAsked || !isDue(state)) return;
      isAsked = true;
      setImmediate(() => session.pairRun.operate(action, 'a test'));
    };
    return await session.run();
  }

  /** Until this is true of a turn that was recorded; then it is killed. */
  async runUntilKilled(
    isFatal: (commands: readonly Command[], state: PairState) => boolean,
    isHalted: (state: PairState) => boolean = () => false,
  ): Promise<void> {
    await new Promise<void>((resolve, reject) => {
      const session = this.#session();
      let isAsked = false;
      this.#onTurn = (commands, state) => {
        if (!isAsked && isHalted(state)) {
          isAsked = true;
          setImmediate(() => session.pairRun.operate('halt', 'a test'));
        }
        if (this.#isDead || !isFatal(commands, state)) return;
        this.#isDead = true;
        this.#folders.afterDeath();
        setImmediate(() => void this.plan.discard().then(resolve, reject));
      };
      void session.run().then(() => reject(new Error('the run ended before it was killed')), reject);
    });
  }

  #session(): Session {
    const records = createRecords(this.plan);
    if (!records.ok) throw new Error(records.message);
    const nothing = (): void => undefined;
    const face: Face = { begin: nothing, update: nothing, alert: nothing, notice: nothing, end: nothing };
    return new Session({
      plan: this.plan,
      face,
      records: records.value,
      alerts:
        this.#notifier &&
        new RunAlerts({ plan: this.plan, notifier: this.#notifier, runDirectory: records.value.path }),
      onTurn: (commands, state) => this.#onTurn(commands, state),
    });
  }
}
