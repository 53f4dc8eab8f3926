// Gross and net PnL of a leg and of the pair. Nothing is called PnL alone, and net is gross − fees + rebates ± funding.
import { assert } from '../core/assert.ts';
import { lotsToBase } from '../core/instrument.ts';
import type { Conversions } from './conversions.ts';
import {
  addExact,
  exactAtMid,
  subtractExact,
  toExact,
  zeroExact,
  type BidAsk,
  type ExactAmount,
} from './exact-amount.ts';
import type { AccountView } from './instrument-account.ts';

/** In the reporting asset, without what is in an asset that has no rate. Fees and rebates are positive, funding is received > 0. */
export interface Pnl {
  /** Cash flow of all fills + the residual position at its own venue's mid. */
  readonly gross: ExactAmount;
  readonly fees: ExactAmount;
  readonly rebates: ExactAmount;
  readonly funding: ExactAmount;
  readonly net: ExactAmount;
}

export interface PairPnl {
  readonly primary: Pnl;
  readonly hedge: Pnl;
  readonly total: Pnl;
}

/** Throws when a position is left and no mark says what it is worth; a flat leg needs none. */
export function pnlOf(account: AccountView, mark: BidAsk | undefined, conversions: Conversions): Pnl {
  return withNet({ gross: grossOf(account, mark, conversions), ...costsOf(account, conversions) });
}

export function addPnl(left: Pnl, right: Pnl): Pnl {
  return withNet({
    gross: addExact(left.gross, right.gross),
    fees: addExact(left.fees, right.fees),
    rebates: addExact(left.rebates, right.rebates),
    funding: addExact(left.funding, right.funding),
  });
}

/** Cash − fees + rebates ± funding: what is settled, whatever the position is worth. */
export function settledOf(account: AccountView, conversions: Conversions): ExactAmount {
  const cash = toExact(account.cash, conversions.rateOf(account.instrument.quote));
  return withNet({ gross: cash, ...costsOf(account, conversions) }).net;
}

function grossOf(account: AccountView, mark: BidAsk | undefined, conversions: Conversions): ExactAmount {
  const { instrument, position, cash } = account;
  const rate = conversions.rateOf(instrument.quote);
  const settled = toExact(cash, rate);
  if (position === 0) return settled;
  assert(mark !== undefined, `a residual position on ${instrument.key} is marked at its own venue's mid`);
  return addExact(settled, exactAtMid(instrument, mark, lotsToBase(instrument, position), rate));
}

function costsOf(account: AccountView, conversions: Conversions): Omit<Pnl, 'gross' | 'net'> {
  let fees = zeroExact;
  let rebates = zeroExact;
  let funding = zeroExact;
  for (const [asset, { charged, rebated }] of account.fees) {
    if (!conversions.knows(asset)) continue;
    fees = addExact(fees, conversions.exact({ asset, amount: charged }));
    rebates = addExact(rebates, conversions.exact({ asset, amount: rebated }));
  }
  for (const [asset, amount] of account.funding) {
    if (!conversions.knows(asset)) continue;
    funding = addExact(funding, conversions.exact({ asset, amount }));
  }
  return { fees, rebates, funding };
}

function withNet(parts: Omit<Pnl, 'net'>): Pnl {
  const income = addExact(addExact(parts.gross, parts.rebates), parts.funding);
  return { ...parts, net: subtractExact(income, parts.fees) };
}
