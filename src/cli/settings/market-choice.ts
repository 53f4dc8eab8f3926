// Which market is traded: chosen before all else, because the profile of its asset decides the rest. Between two places that
// choose, the stronger one has its way; in one place, two choices are a contradiction.
import { accepted, refused, type Checked } from '../../core/checked.ts';
import { givenIn, type Given, type Layers } from './layers.ts';
import { strengthOf } from './source.ts';

export type MarketChoice = SimulatedChoice | ReplayChoice | VenuesChoice;

export interface SimulatedChoice {
  readonly kind: 'simulated';
  readonly ticker: string | undefined;
}

/** Files of recorded markets. */
export interface ReplayChoice {
  readonly kind: 'replay';
  readonly primary: string;
  readonly hedge: string;
}

/** Names of venues, and the base coin that is traded on them. */
export interface VenuesChoice {
  readonly kind: 'venues';
  readonly primary: string;
  readonly hedge: string;
  readonly ticker: string | undefined;
}

/** What is traded, where that is said. */
export const tickerOf = (choice: MarketChoice): string | undefined =>
  choice.kind === 'replay' ? undefined : choice.ticker;

export function chooseMarket(layers: Layers): Checked<MarketChoice> {
  const given = (name: Parameters<typeof givenIn>[1]): Given | undefined => givenIn(layers, name, undefined);
  const [ticker, primary, hedge] = [given('ticker'), given('primary'), given('hedge')];
  const [replayPrimary, replayHedge] = [given('replayPrimary'), given('replayHedge')];
  const recording = replayPrimary ?? replayHedge;
  const venue = primary ?? hedge;
  const byVenue = venue ?? ticker;
  const lead = leadOf(byVenue, recording);
  if (recording !== undefined && byVenue !== undefined && lead === 0) {
    return venue === undefined
      ? refused(
          'ticker-with-replay',
          '--ticker chooses a market, and recordings say themselves what they hold',
          'leave out --ticker, or the recordings',
        )
      : refused(
          'venues-with-replay',
          '--primary and --hedge name venues, and recordings are a market of their own',
          'leave out the venues, or the recordings',
        );
  }
  if (recording !== undefined && lead <= 0) return replayOf(replayPrimary, replayHedge);
  const [tickerText] = ticker?.texts ?? [];
  return venue === undefined
    ? accepted({ kind: 'simulated', ticker: tickerText })
    : venuesOf(primary, hedge, tickerText);
}

/** > 0 where the first stands in the stronger place. */
function leadOf(left: Given | undefined, right: Given | undefined): number {
  const strength = (given: Given | undefined): number =>
    given === undefined ? -1 : strengthOf(given.source);
  return strength(left) - strength(right);
}

function replayOf(primary: Given | undefined, hedge: Given | undefined): Checked<ReplayChoice> {
  const [primaryFile, ...morePrimary] = primary?.texts ?? [];
  const [hedgeFile, ...moreHedge] = hedge?.texts ?? [];
  if (morePrimary.length > 0 || moreHedge.length > 0)
    return refused(
      'several-recordings',
      'several recordings are given for a leg, and a run is on one of each',
      'give one --replay-primary and one --replay-hedge, or use `evenkeel backtest`',
    );
  if (primaryFile !== undefined && hedgeFile !== undefined)
    return accepted({ kind: 'replay', primary: primaryFile, hedge: hedgeFile });
  return refused(
    'half-a-replay',
    'a replay needs a recording for each leg',
    'give both --replay-primary FILE and --replay-hedge FILE',
  );
}

function venuesOf(
  primary: Given | undefined,
  hedge: Given | undefined,
  ticker: string | undefined,
): Checked<VenuesChoice> {
  const [primaryVenue] = primary?.texts ?? [];
  const [hedgeVenue] = hedge?.texts ?? [];
  if (primaryVenue !== undefined && hedgeVenue !== undefined)
    return accepted({ kind: 'venues', primary: primaryVenue, hedge: hedgeVenue, ticker });
  return refused(
    'half-a-pair',
    'a pair needs a venue for each leg',
    'give both --primary VENUE and --hedge VENUE',
  );
}
