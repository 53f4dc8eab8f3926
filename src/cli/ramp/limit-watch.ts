// Which limit of an ordinary run would have stopped this stage, and after how many cycles. It asks what the gate asks, at every
// order that adds risk and of the same ledger: so a run with that limit stops at exactly that order.
import type { Command } from '../../core/commands.ts';
import { lotsToBase } from '../../core/instrument.ts';
import {
  absBase,
  addLots,
  formatBase,
  formatQuote,
  lots,
  maxBase,
  negateQuote,
  zeroBase,
  zeroQuote,
  type BaseQuantity,
  type QuoteAmount,
} from '../../core/money.ts';
import { sideSign } from '../../core/side.ts';
import type { OrderRequest } from '../../core/order.ts';
import type { PairState } from '../../execution/pair-state.ts';
import type { LimitUse } from '../../reports/ramp-summary.ts';
import { checkDailyLoss } from '../../risk/daily-loss.ts';
import { valueOfBase } from '../../risk/max-notional.ts';
import type { RefusalCode } from '../../risk/refusal.ts';
import { isLimitEnd } from './limit-ends.ts';

export interface OrdinaryLimits {
  /** Net loss since 00:00 UTC in the reporting asset. */
  readonly dailyLoss: QuoteAmount;
  /** Per leg, absolute, worst case. */
  readonly position: BaseQuantity;
  /** Of each leg at its mid, in the reporting asset; `undefined` is no limit. */
  readonly notional: QuoteAmount | undefined;
}

export class LimitWatch {
  readonly #limits: OrdinaryLimits;
  /** Completed cycles by the code of the limit, in the order in which they came. */
  readonly #stopsAfterCycles = new Map<string, number>();
  #lowestNet: QuoteAmount = zeroQuote;
  #largestPosition: BaseQuantity = zeroBase;
  #largestNotional: QuoteAmount = zeroQuote;

  constructor(limits: OrdinaryLimits) {
    this.#limits = limits;
  }

  /** After every turn: the commands that were decided, and the state in which they were. */
  onTurn(commands: readonly Command[], pair: PairState): void {
    for (const command of commands) {
      if (command.kind !== 'place' || command.order.role !== 'quote' || command.order.reduceOnly) continue;
      this.#watchPosition(command.order, pair);
      this.#watchDay(pair);
    }
    // Where a limit of the stage's own was reached, nothing was placed, and the run ends for that reason.
    const reason = pair.stop?.reason;
    if (reason !== undefined && isLimitEnd(reason)) this.#stop(reason, pair);
  }

  /** The limit that came first; null while none did. */
  firstStop(): { readonly code: string; readonly afterCycles: number } | null {
    for (const [code, afterCycles] of this.#stopsAfterCycles) return { code, afterCycles };
    return null;
  }

  /** Of the stage so far; `pair` as it is at its end. */
  uses(pair: PairState): LimitUse[] {
    this.#noteNet(pair.dailyNet());
    const { dailyLoss, position, notional } = this.#limits;
    const { reportingAsset } = pair.ledger.conversions;
    const lost = formatQuote(negateQuote(this.#lowestNet));
    const use = (code: RefusalCode, limit: string, used: string, asset: string): LimitUse => ({
      code,
      limit,
      used,
      asset,
      stopsAfterCycles: this.#stopsAfterCycles.get(code) ?? null,
    });
    return [
      use('daily-loss-limit', formatQuote(dailyLoss), lost, reportingAsset),
      use(
        'position-limit',
        formatBase(position),
        formatBase(this.#largestPosition),
        pair.primary.instrument.base,
      ),
      ...(notional === undefined
        ? []
        : [use('max-notional', formatQuote(notional), formatQuote(this.#largestNotional), reportingAsset)]),
    ];
  }

  #watchDay(pair: PairState): void {
    const net = pair.dailyNet();
    this.#noteNet(net);
    if (checkDailyLoss(net, this.#limits.dailyLoss) !== undefined) this.#stop('daily-loss-limit', pair);
  }

  /** The order is among the leg's own by now, so what is open on its side is the worst case. */
  #watchPosition(order: OrderRequest, pair: PairState): void {
    const leg = order.instrument === pair.primary.instrument.key ? pair.primary : pair.hedge;
    const open = leg.orders.openOnSide(order.side);
    const worst = addLots(leg.position, lots(sideSign(order.side) * open));
    const base = absBase(lotsToBase(leg.instrument, worst));
    this.#largestPosition = maxBase(this.#largestPosition, base);
    for (const each of pair.legs) {
      const value = valueOfBase(base, each, pair);
      if (value !== undefined && value > this.#largestNotional) this.#largestNotional = value;
    }
  }

  #noteNet(net: QuoteAmount | undefined): void {
    if (net !== undefined && net < this.#lowestNet) this.#lowestNet = net;
  }

  /** The first time stands: an ordinary run would have ended there. */
  #stop(limit: string, pair: PairState): void {
    if (this.#stopsAfterCycles.has(limit)) return;
    this.#stopsAfterCycles.set(limit, pair.ledger.endedCycles('completed'));
  }
}
