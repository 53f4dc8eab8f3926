// The gate: the only place that approves an order, and the only door to a venue. Checks are one per file.
import { removesDelta, type OrderRequest, type RiskApproved } from '../core/order.ts';
import { driftLimit } from '../core/pair.ts';
import { checkDailyLoss } from './daily-loss.ts';
import { checkMarginAfterTrade } from './margin-after-trade.ts';
import { checkMaxNotional } from './max-notional.ts';
import { checkNetDeltaDrift } from './net-delta-drift.ts';
import { checkOrderRate } from './order-rate.ts';
import { checkOrderSanity } from './order-sanity.ts';
import { dailyNetOfAccounts } from './other-runs.ts';
import { checkPositionLimit } from './position-limit.ts';
import { checkReduceOnlyCap, checkReducesExposure } from './reduces-exposure.ts';
import type { Refusal } from './refusal.ts';
import { checkStaleBook } from './stale-book.ts';
import type { RiskLeg, RiskView } from './view.ts';
import { checkWorstCaseExposure } from './worst-case-exposure.ts';

export type Verdict =
  { readonly approved: RiskApproved; readonly refusal?: undefined } | { readonly refusal: Refusal };

/** Approves the order as it is, or says why not. A hedge is never stopped by a check that is there for quotes. */
export function approve(order: OrderRequest, view: RiskView): Verdict {
  const leg = order.instrument === view.primary.instrument.key ? view.primary : view.hedge;
  const refusal =
    checkOrderSanity(order, leg) ?? checkOrderRate(order, leg, view.nowUs) ?? checkByRole(order, leg, view);
  return refusal === undefined ? { approved: order as RiskApproved } : { refusal };
}

function checkByRole(order: OrderRequest, leg: RiskLeg, view: RiskView): Refusal | undefined {
  if (removesDelta(order.role)) return checkReducesExposure(order, leg, view);
  const always =
    checkNetDeltaDrift(view.netDelta, driftLimit(view.config, view.hedge.touch)) ??
    checkWorstCaseExposure(order, view);
  if (always !== undefined) return always;
  if (order.reduceOnly) return checkReduceOnlyCap(order, leg);
  return (
    checkHalted(view) ??
    checkStaleBook(view) ??
    checkPositionLimit(order, leg, view.config.positionLimit) ??
    checkMaxNotional(order, leg, view, view.config.notionalMax) ??
    checkDailyLoss(dailyNetOfAccounts(view), view.config.dailyLossLimit) ??
    checkMarginAfterTrade(order, leg, view)
  );
}

function checkHalted(view: RiskView): Refusal | undefined {
  return view.halt === undefined ? undefined : { code: 'halted', text: `halted: ${view.halt.code}` };
}
