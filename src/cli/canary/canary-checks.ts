// What a canary must have shown: each check holds what happened against what was expected, by figures, and says what to do where they
// differ.
import { formatLots } from '../../core/instrument.ts';
import { limits, microseconds } from '../../core/limits.ts';
import { liquidityOf } from '../../core/mode-fees.ts';
import { addLots, zeroLots } from '../../core/money.ts';
import { isRestingMode } from '../../core/pair.ts';
import type { Side } from '../../core/side.ts';
import { counted, latency } from '../../reports/readable.ts';
import type { FlownCanary, FlownLeg } from './flown-canary.ts';
import { judgeFees } from './judge-fees.ts';
import type { Judgement } from './judgement.ts';

/** Each has its line in docs/runbook.md. */
export const canaryCodes = [
  'round-trip-made',
  'fills-as-meant',
  'fees-as-reckoned',
  'positions-restored',
  'no-orders-left',
  'streams-deliver',
  'quick-enough',
] as const;
type CanaryCode = (typeof canaryCodes)[number];

export interface CanaryCheck {
  readonly code: CanaryCode;
  readonly isPassed: boolean;
  /** What happened, beside what was expected. */
  readonly figures: string;
  /** What to do; null where it has passed. */
  readonly remedy: string | null;
}

/** In the order of the codes. */
export function judgeCanary(canary: FlownCanary): CanaryCheck[] {
  return canaryCodes.map((code) => {
    const { isPassed, figures, remedy } = judges[code](canary);
    return { code, isPassed, figures, remedy: isPassed ? null : remedy };
  });
}

const judges: Readonly<Record<CanaryCode, (canary: FlownCanary) => Judgement>> = {
  'round-trip-made': (canary) => ({
    isPassed: canary.outcome === 'flat' && canary.roundTrips === 1 && isUndisturbed(canary),
    figures: `${canary.roundTrips} of 1 round trip, ended ${canary.outcome} (${canary.endReason})`,
    remedy: remedyForEnd(canary),
  }),
  'fills-as-meant': judgeFills,
  'fees-as-reckoned': judgeFees,
  'positions-restored': ({ legs }) => ({
    isPassed: legs.every(({ lastWord }) => lastWord?.booked?.position === 0),
    figures: ofEach(legs, ({ instrument, lastWord }) => {
      const held = lastWord?.booked?.position;
      return `0 before, ${held === undefined ? 'no answer' : formatLots(instrument, held)} after`;
    }),
    remedy: 'close what is there with `evenkeel close` or by hand, and find out why before anything larger',
  }),
  'no-orders-left': ({ legs }) => ({
    isPassed: legs.every(({ lastWord }) => lastWord?.openOrders === 0),
    figures: ofEach(legs, ({ lastWord }) => `${lastWord?.openOrders ?? 'no answer'}`),
    remedy: 'cancel what is there with `evenkeel close` or by hand, and let it run again',
  }),
  'streams-deliver': ({ legs }) => ({
    isPassed: legs.every(({ watched }) => watched.byStream > 0),
    figures: ofEach(
      legs,
      ({ watched: { byStream, byHistory } }) =>
        `told ${byStream} of ${counted(byStream + byHistory, 'fill')} by itself`,
    ),
    remedy: 'run `evenkeel doctor`: fills that must be asked for are hedged seconds late',
  }),
  'quick-enough': judgeLatency,
};

/** Whoever stops a run makes it take what it meant to rest for. */
const isUndisturbed = ({ endReason }: FlownCanary): boolean => endReason === 'iterations-done';

function remedyForEnd({ outcome, endReason }: FlownCanary): string {
  if (outcome !== 'flat') return 'look at both venues first, then at docs/runbook.md for how it ended';
  return endReason === 'max-attempts'
    ? 'let it run again when the market is busier, or with --primary-mode bbo_minus_1'
    : 'let it run again, to its end';
}

const ofEach = (legs: readonly FlownLeg[], say: (leg: FlownLeg) => string): string =>
  legs.map((leg) => `${leg.instrument.venue} ${say(leg)}`).join('; ');

/** A quote that took, or a hedge that rested, pays what nobody reckoned with. */
function judgeFills(canary: FlownCanary): Judgement {
  const { modes, legs, fills } = canary;
  const quoteAs = liquidityOf(modes.primaryMode);
  const hedgeAs = liquidityOf(modes.hedgeMode);
  const strange = fills.filter(({ role, liquidity }) => {
    if (role === 'quote') return isUndisturbed(canary) && liquidity !== quoteAs;
    // What rested in vain is taken.
    return role === 'hedge' && hedgeAs === 'taker' && liquidity === 'maker';
  });
  const traded = ofEach(
    legs,
    (leg) => `bought ${tradedText(leg, fills, 'buy')}, sold ${tradedText(leg, fills, 'sell')}`,
  );
  const verdict = `${counted(strange.length, 'fill')} not as meant (${quoteAs}, then ${hedgeAs})`;
  return {
    isPassed: fills.length > 0 && strange.length === 0,
    figures: strange.length === 0 ? traded : `${traded}; ${verdict}`,
    remedy: 'look at fills.csv: what was meant to rest has taken, or the other way round',
  };
}

function tradedText({ instrument }: FlownLeg, fills: FlownCanary['fills'], side: Side): string {
  const own = fills.filter((fill) => fill.instrument === instrument.key && fill.side === side);
  const quantity = own.reduce((sum, fill) => addLots(sum, fill.quantity), zeroLots);
  return `${formatLots(instrument, quantity)} in ${counted(own.length, 'fill')}`;
}

/** An order is waited for as long as a hedge that takes; one that rests first has its patience beside it. */
function judgeLatency({ modes, legs, slowestHedgeUs }: FlownCanary): Judgement {
  const restsMs = isRestingMode(modes.hedgeMode) ? limits.hedgePatienceMs : 0;
  const trips = [
    ...legs.map(({ instrument, watched: { roundTripsUs } }) => ({
      what: `an order was told of by ${instrument.venue}`,
      slowestUs: roundTripsUs.length === 0 ? undefined : Math.max(...roundTripsUs),
      allowedUs: microseconds(limits.takerReportMs),
    })),
    {
      what: 'a fill was hedged',
      slowestUs: slowestHedgeUs,
      allowedUs: microseconds(limits.takerReportMs + restsMs),
    },
  ];
  return {
    isPassed: trips.every(({ slowestUs, allowedUs }) => slowestUs !== undefined && slowestUs < allowedUs),
    figures: trips
      .map(({ what, slowestUs, allowedUs }) => {
        const slowest = slowestUs === undefined ? 'never' : `in ${latency(slowestUs)} at most`;
        return `${what} ${slowest}, ${latency(allowedUs)} allowed`;
      })
      .join('; '),
    remedy: 'run from a machine that is nearer to both venues, and look at `evenkeel doctor`',
  };
}
