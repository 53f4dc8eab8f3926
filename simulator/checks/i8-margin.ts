// I8, margin: an order that adds to a position is one that both accounts can carry, its hedge included, at their true equity and marks.
// Less than the engine's own limits ask for, because those reckon with figures of a moment before.
import { valueAtMid } from '../../src/core/instrument.ts';
import {
  absLots,
  formatQuote,
  lots,
  quoteAmount,
  ticks,
  wholeLots,
  type Lots,
} from '../../src/core/money.ts';
import { removesDelta, type OrderRequest } from '../../src/core/order.ts';
import { shareRoundedUp } from '../../src/core/share.ts';
import { sideSign } from '../../src/core/side.ts';
import type { LegTruth, Observed } from '../observed.ts';
import { legNames, type LegName } from '../scenario/scenario.ts';

export function findTooLittleMargin(
  { truth }: Observed,
  leg: LegName,
  order: OrderRequest,
): string | undefined {
  if (removesDelta(order.role) || order.reduceOnly) return undefined;
  const other = leg === 'primary' ? 'hedge' : 'primary';
  const position = lots(truth[leg].position + sideSign(order.side) * order.quantity);
  const hedged = lots(-lotsOn(truth[other], truth[leg], position));
  const isShared = truth[leg].instrument.venueAccount === truth[other].instrument.venueAccount;
  const needed = { [leg]: marginOf(truth[leg], position), [other]: marginOf(truth[other], hedged) };
  for (const name of legNames) {
    const own = needed[name];
    const beside = isShared ? needed[name === 'primary' ? 'hedge' : 'primary'] : 0n;
    const equity = equityOf(truth, name, isShared);
    if (own === undefined || beside === undefined || equity === undefined) continue;
    if (equity < own + beside)
      return `and its hedge need a margin of ${formatQuote(quoteAmount(own + beside))} on ${name}, which has ${formatQuote(quoteAmount(equity))}`;
  }
  return undefined;
}

/** A position of one leg in lots of the other, rounded towards zero. */
function lotsOn(to: LegTruth, from: LegTruth, position: Lots): Lots {
  return wholeLots((BigInt(position) * from.instrument.baseUnitsPerLot) / to.instrument.baseUnitsPerLot);
}

/** Initial margin of a position; `undefined` without a mark. */
function marginOf({ instrument, bid, ask }: LegTruth, position: Lots): bigint | undefined {
  if (bid === undefined || ask === undefined) return undefined;
  return shareRoundedUp(
    valueAtMid(instrument, ticks(bid), ticks(ask), absLots(position)),
    instrument.margin.initial,
  );
}

/** Of the whole account, which one leg or both stand on. */
function equityOf(truth: Observed['truth'], leg: LegName, isShared: boolean): bigint | undefined {
  let equity: bigint = truth[leg].collateral;
  for (const name of legNames) {
    if (name !== leg && !isShared) continue;
    const { bid, ask, cash, position, instrument } = truth[name];
    if (bid === undefined || ask === undefined) return undefined;
    equity += cash + valueAtMid(instrument, ticks(bid), ticks(ask), position);
  }
  return equity;
}
