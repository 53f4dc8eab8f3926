// Which market is traded: chosen before all else, because the profile of its asset decides the rest. Between two places that
// choose, the stronger one has its way; in one place, two choices are a contradiction.
import { accepted, refused, type Checked } from '../../core/checked.ts';
import { givenIn, type Layers } from './layers.ts';
import { strengthOf } from './source.ts';

export type MarketChoice =
  | { readonly kind: 'simulated'; readonly ticker: string | undefined }
  | { readonly kind: 'replay'; readonly primary: string; readonly hedge: string };

export function chooseMarket(layers: Layers): Checked<MarketChoice> {
  const [ticker, primary, hedge] = (['ticker', 'replayPrimary', 'replayHedge'] as const).map((name) =>
    givenIn(layers, name, undefined),
  );
  const simulated: MarketChoice = { kind: 'simulated', ticker: ticker?.texts[0] };
  const recording = primary ?? hedge;
  if (recording === undefined) return accepted(simulated);
  if (ticker !== undefined) {
    const lead = strengthOf(ticker.source) - strengthOf(recording.source);
    if (lead > 0) return accepted(simulated);
    if (lead === 0) {
      return refused(
        'ticker-with-replay',
        '--ticker chooses a simulated market, and recordings say themselves what they hold',
        'leave out --ticker, or the recordings',
      );
    }
  }
  const [primaryFile] = primary?.texts ?? [];
  const [hedgeFile] = hedge?.texts ?? [];
  if (primaryFile === undefined || hedgeFile === undefined) {
    return refused(
      'half-a-replay',
      'a replay needs a recording for each leg',
      'give both --replay-primary FILE and --replay-hedge FILE',
    );
  }
  return accepted({ kind: 'replay', primary: primaryFile, hedge: hedgeFile });
}
