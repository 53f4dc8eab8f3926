// What the margin of both accounts asks for: no BUILD that they could not carry, the pair reduced when a liquidation comes near, and
// money moved where one account has too little of it.
import { assertPresent } from '../core/assert.ts';
import { convert } from '../core/conversion.ts';
import { formatRounded } from '../core/decimal.ts';
import { limits, microseconds } from '../core/limits.ts';
import type { QuoteAmount } from '../core/money.ts';
import { formatSharePercent, shareRoundedDown, share } from '../core/share.ts';
import { areOfThePosition, carriedWith } from '../risk/carried.ts';
import { liquidationDistanceAfter } from '../risk/cross-margin.ts';
import { checkMarginForBuild } from '../risk/margin-after-trade.ts';
import { checkOtherRunsKnown } from '../risk/other-runs.ts';
import { checkMarginKnown } from '../risk/margin-known.ts';
import type { Leg } from './leg.ts';
import { alert, otherLeg, type PairState } from './pair-state.ts';
import { pollSoon } from './reconcile.ts';

const noMove = share(0n);

/** Why a BUILD of the whole size may not begin, in words; `undefined` when both accounts could carry it. */
export const buildBlockedByMargin = (state: PairState): string | undefined =>
  checkMarginForBuild(state)?.text;

/** Why a BUILD under way may not quote: the margin of an account, or what other runs on it do, is not known any more. */
export function marginUnknown({ legs, nowUs }: PairState): string | undefined {
  for (const leg of legs) {
    const unknown = checkMarginKnown(leg, nowUs) ?? checkOtherRunsKnown(leg, nowUs);
    if (unknown !== undefined) return unknown.text;
  }
  return undefined;
}

/** The venue has told the margin of this leg's account. */
export function judgeMargin(state: PairState, leg: Leg): void {
  if (state.isFinished) return;
  callWhenNear(state, leg);
  const other = otherLeg(state, leg);
  if (leg.instrument.venueAccount === other.instrument.venueAccount || marginUnknown(state) !== undefined)
    return;
  recommendTransfer(state, leg, other);
  recommendTransfer(state, other, leg);
}

/** The pair is flat: what made it so is over, and whether anything is built again is for the gate to say. */
export function endMarginCall(state: PairState): void {
  state.marginCall = undefined;
  alert(
    state,
    'info',
    'pair-reduced',
    'both legs are flat; nothing is built until both accounts can carry it',
  );
}

/** Figures that may lack a fill, or hold one too many, say nothing of how near a liquidation is. */
function callWhenNear(state: PairState, leg: Leg): void {
  const { instrument, touch, marginCheck } = leg;
  const { latest } = marginCheck;
  if (state.marginCall !== undefined || touch === undefined || latest === undefined) return;
  if (leg.position === 0 || !areOfThePosition(leg, latest)) return;
  const { maintenance } = carriedWith(leg, touch, latest, leg.position);
  // A venue that asks for far less than the position needs does not hold it: it may have been liquidated.
  if (2n * latest.maintenanceMargin < shareRoundedDown(maintenance.notional, maintenance.rate)) {
    pollSoon(state, leg);
    return;
  }
  const distance = liquidationDistanceAfter(maintenance, noMove);
  const { liquidationDistanceReduce } = state.config.marginLimits;
  if (distance === undefined || distance >= liquidationDistanceReduce) return;
  const text = `liquidation on ${instrument.venueAccount} is ${formatSharePercent(distance)} % away, below ${formatSharePercent(liquidationDistanceReduce)} %`;
  state.marginCall = { sinceUs: state.nowUs, text };
  const answer =
    state.halt === undefined
      ? 'the pair is being reduced on both legs'
      : 'the pair is halted and is not reduced: reduce it, or add margin, by hand';
  alert(state, 'critical', 'liquidation-near', `${text}; ${answer}`);
}

/** Named at most once an hour in each direction: moving money between venues takes its time. */
function recommendTransfer(state: PairState, from: Leg, to: Leg): void {
  const { nowUs, config } = state;
  const check = to.marginCheck;
  const [rich, poor] = [reportedEquity(state, from), reportedEquity(state, to)];
  if (rich <= 0n || poor >= shareRoundedDown(rich, config.marginLimits.lopsidedShare)) {
    check.poorSinceUs = undefined;
    return;
  }
  check.poorSinceUs ??= nowUs;
  const toldAtUs = check.transferToldAtUs ?? -Infinity;
  if (nowUs - check.poorSinceUs < microseconds(limits.lopsidedProofMs)) return;
  if (nowUs - toldAtUs < microseconds(limits.lopsidedAlertMs)) return;
  check.transferToldAtUs = nowUs;
  const { reportingAsset } = state.ledger.conversions;
  const shown = (amount: bigint): string => `${formatRounded(amount, 2)} ${reportingAsset}`;
  const [source, target] = [from.instrument.venueAccount, to.instrument.venueAccount];
  const text = `move ${shown((rich - poor) / 2n)} from ${source} to ${target}: equity is ${shown(rich)} and ${shown(poor)}`;
  alert(state, 'warning', 'lopsided-equity', text);
}

/** In the reporting asset. */
function reportedEquity({ ledger }: PairState, { instrument, marginCheck }: Leg): QuoteAmount {
  const { equity } = assertPresent(marginCheck.latest, 'margin that is known');
  const { quote: asset } = instrument;
  return convert({ asset, amount: equity }, ledger.conversions.rateOf(asset)).amount;
}
