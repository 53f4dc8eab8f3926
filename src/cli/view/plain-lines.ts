// What happens in a run as single lines of plain text, for logs and for what stays above the summary.
import { assertNever } from '../../core/assert.ts';
import type { PairStatus, Verdict } from '../../engine/status.ts';
import type { CycleView } from '../../ledger/cycle.ts';
import { rounded, signed } from '../../reports/readable.ts';
import type { RunSummary } from '../../reports/run-summary.ts';
import { cycleFigures } from './cycle-figures.ts';
import { clockText, deltaText } from './figures.ts';
import type { RaisedAlert } from './frame/frame-model.ts';
import { printable } from './styled-line.ts';

/** "00:01:02  cycle   7  BUILD   buy   0.01 ETH: north 3411.17, south 3406.87, spread -4.30, edge -12.61 bps, fees …". */
export function cycleLine(
  cycle: CycleView,
  status: PairStatus,
  { baseAsset, quoteAsset }: RunSummary,
): string {
  const { primary, hedge } = status;
  const { kind, side, matched, primaryPrice, hedgePrice, spread, edgeBps, fees } = cycleFigures(
    cycle,
    status,
  );
  const name = `cycle ${`${cycle.start.number}`.padStart(3)}  ${kind.padEnd(6)}  ${side.padEnd(4)}`;
  const at = cycle.endedAtUs ?? status.atUs;
  if (cycle.matchedQuantity === 0n)
    return stamped(at, `${name}  nothing matched (${cycle.outcome ?? 'under way'})`);
  const prices = `${primary.instrument.venue} ${primaryPrice}, ${hedge.instrument.venue} ${hedgePrice}`;
  const result = `spread ${spread}, edge ${edgeBps} bps, fees ${fees} ${quoteAsset}`;
  const outcome = cycle.outcome === 'abandoned' ? ' (abandoned)' : '';
  return stamped(at, `${name}  ${matched} ${baseAsset}${outcome}: ${prices}, ${result}`);
}

export function alertLine({ alert, atUs }: RaisedAlert): string {
  return stamped(atUs, `${alert.severity.toUpperCase()} ${alert.code}: ${alert.text}`);
}

/** "00:01:10  BALANCED, UNWIND: selling on north; net delta 0 ETH; 3 of 10 round trips; volume 219.32, net PnL -0.1609 USDC". */
export function statusLine(status: PairStatus, summary: RunSummary): string {
  const { verdict, doing, netDelta, cycle, atUs } = status;
  const { baseAsset, quoteAsset, volume, netPnl } = summary;
  const goal = cycle.iterations === undefined ? '' : ` of ${cycle.iterations}`;
  const parts = [
    `${verdict.toUpperCase()}, ${doing}`,
    `net delta ${deltaText(netDelta)} ${baseAsset}`,
    `${cycle.iterationsDone}${goal} round trips`,
    `volume ${rounded(volume, 2)}, net PnL ${signed(netPnl, 4)} ${quoteAsset}`,
  ];
  return stamped(atUs, parts.join('; '));
}

/** Verdicts that come and go with every cycle are one rhythm; only leaving it is worth a line. */
export function rhythmOf(verdict: Verdict): 'working' | Verdict {
  switch (verdict) {
    case 'flat':
    case 'balanced':
    case 'hedging':
      return 'working';
    case 'starting':
    case 'reducing':
    case 'paused':
    case 'stopping':
    case 'halted':
    case 'finished':
      return verdict;
    default:
      return assertNever(verdict);
  }
}

/** Text from outside can neither break the line nor move the cursor of whoever reads the log in a terminal. */
const stamped = (atUs: number, text: string): string => `${clockText(atUs)}  ${printable(text)}`;
