// What somebody who looks on has to see at once, and not a quarter of a second later: that a verdict, a position, an order or the list of
// alerts is another than before. Prices and figures of the past are not.
import type { RunStatus } from '../../status/run-status.ts';

export function isPressing(before: RunStatus | undefined, now: RunStatus): boolean {
  if (before === undefined) return true;
  if (before.netDeltaBase !== now.netDeltaBase) return true;
  if (before.verdict.state !== now.verdict.state || before.verdict.word !== now.verdict.word) return true;
  if (before.alerts.length !== now.alerts.length || before.alerts[0]?.atUs !== now.alerts[0]?.atUs)
    return true;
  if ((before.end === null) !== (now.end === null)) return true;
  return now.legs.some(({ positionBase, order }, index) => {
    const leg = before.legs[index];
    return (
      leg?.positionBase !== positionBase ||
      leg.order?.priceQuote !== order?.priceQuote ||
      leg.order?.side !== order?.side
    );
  });
}
