// How a run is looked into from outside: its session says when something has happened, and is asked for its state only when somebody
// wants to know. Where no socket can be had the run goes on without, and says so once.
import type { AlertCommand } from '../../core/commands.ts';
import type { PairState } from '../../execution/pair-state.ts';
import type { RunSummary } from '../../reports/run-summary.ts';
import { endLoudly } from '../../notifier/end-loudly.ts';
import { openChannel, type ChannelServer } from '../../status/channel-server.ts';
import type { ControlAnswer, ControlRequest } from '../../status/messages.ts';
import type { RunStatus } from '../../status/run-status.ts';
import { AlertLog } from '../view/alert-log.ts';
import { describeStatus } from './describe-status.ts';
import type { RunIdentity } from './identity.ts';

/** What its session lets be seen, and whom it listens to. */
export interface RunView {
  readonly pair: PairState;
  readonly nowUs: () => number;
  /** As new as the screen's. */
  readonly summary: () => RunSummary;
  readonly onRequest: (request: ControlRequest) => ControlAnswer;
}

export class RunChannel {
  readonly #folder: string;
  readonly #identity: RunIdentity;
  readonly #alerts = new AlertLog();
  #server: ChannelServer | undefined;
  #isOver = false;
  #end: RunStatus['end'] = null;

  constructor(folder: string, identity: RunIdentity) {
    this.#folder = folder;
    this.#identity = identity;
  }

  /** Nobody waits for it; `onTrouble` is told in one line when nobody will be able to look in. */
  begin(view: RunView, onTrouble: (text: string) => void): void {
    const describe = (): RunStatus =>
      describeStatus({
        identity: this.#identity,
        pair: view.pair,
        summary: view.summary(),
        alerts: this.#alerts.latestFirst,
        nowUs: view.nowUs(),
        nowMs: Date.now(),
        end: this.#end,
      });
    openChannel(this.#folder, { describe, onRequest: view.onRequest }).then((opened) => {
      if (!opened.ok) onTrouble(`${opened.message}: ${opened.remedy}`);
      else if (this.#isOver) opened.value.close();
      else this.#server = opened.value;
    }, endLoudly);
  }

  onAlert(alert: AlertCommand, atUs: number): void {
    this.#alerts.add(alert, atUs);
    this.#server?.touch();
  }

  /** After every turn. */
  onTurn(): void {
    this.#server?.touch();
  }

  end(outcome: string, reason: string): void {
    this.#isOver = true;
    this.#end = { outcome, reason };
    this.#server?.close();
  }
}
