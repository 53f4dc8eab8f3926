// Recordings that were never recorded: the synthetic market of a seed, written down as a recorder would have.
import { formatDecimal } from '../../../core/decimal.ts';
import { MessageWriter } from '../../../recorder/message-writer.ts';
import { succeeded } from '../../../recorder/failure.ts';
import type { Recording, RecordingFacts, TimeSpan } from '../../../recorder/recording.ts';
import type { MarketSource } from '../../../ports/market-source.ts';
import { layersOf, type TextsByName } from '../../settings/from-flags.ts';
import type { Layers } from '../../settings/layers.ts';
import { planSimulatedRun } from '../../run/plan.ts';
import type { OpenRecording } from '../play-market.ts';

export interface RecordedMarkets {
  readonly primary: Recording;
  readonly hedge: Recording;
}

const deliveryUs = 4_000;

/** Throws what a user would be refused with. */
export function layersFor(texts: TextsByName): Layers {
  const layers = layersOf(texts);
  if (!layers.ok) throw new Error(`${layers.message}: ${layers.remedy}`);
  return layers.value;
}

export async function recordSynthetic(seed: number, seconds: number): Promise<RecordedMarkets> {
  const plan = await planSimulatedRun(layersFor({ seed: String(seed) }));
  if (!plan.ok) throw new Error(plan.message);
  const { primary, hedge } = plan.value.sources;
  return { primary: record(primary, seconds), hedge: record(hedge, seconds) };
}

function record(source: MarketSource, seconds: number): Recording {
  const writer = new MessageWriter();
  const startUs = source.nextTimeUs;
  const untilUs = startUs + seconds * 1_000_000;
  let trades = 0;
  let endUs = startUs;
  while (source.nextTimeUs <= untilUs) {
    const { kind, venueTimeUs, levels, aggressor, price, quantity } = source.take();
    endUs = venueTimeUs;
    if (kind === 'trade') {
      trades += 1;
      writer.trade(venueTimeUs, venueTimeUs + deliveryUs, aggressor, price, quantity);
    } else writer.book(kind === 'snapshot', venueTimeUs, venueTimeUs + deliveryUs, levels);
  }
  const messages = writer.columns();
  const { symbol, base, quote, tickSize, lotSize } = source.instrument;
  return {
    messages,
    facts: {
      ...plainFacts,
      symbol,
      base,
      quote,
      tickSize: formatDecimal(tickSize),
      lotSize: formatDecimal(lotSize),
      startUs,
      endUs,
      lines: { ...plainFacts.lines, snapshot: 1, depth: messages.count - trades - 1, trade: trades },
    },
  };
}

const plainFacts: RecordingFacts = {
  kind: 'linear-perpetual',
  symbol: '',
  base: '',
  quote: '',
  tickSize: '1',
  lotSize: '1',
  contractValue: null,
  listed: null,
  startUs: 0,
  endUs: 0,
  clockOffsetUs: 0,
  lines: { snapshot: 0, depth: 0, bookTicker: 0, trade: 0, other: {} },
  leftOut: {
    beforeSnapshot: 0,
    outdated: 0,
    unchanged: 0,
    crossed: 0,
    notBookTrades: {},
    repeatedTrades: 0,
    tradesBelowOneLot: 0,
  },
  sequence: { gapCount: 0, gaps: [], missingTrades: 0 },
  crossed: { count: 0, span: null },
  assumptions: [],
};

/** As if the recorder had stopped there. */
export function truncated({ facts, messages }: Recording, atUs: number): Recording {
  const { kinds, venueTimesUs, localTimesUs, levelEnds, signedTicks, lots } = messages;
  const later = venueTimesUs.findIndex((timeUs) => timeUs > atUs);
  const count = later < 0 ? messages.count : later;
  const levels = levelEnds[count - 1] ?? 0;
  return {
    facts: { ...facts, endUs: venueTimesUs[count - 1] ?? facts.startUs },
    messages: {
      count,
      kinds: kinds.subarray(0, count),
      venueTimesUs: venueTimesUs.subarray(0, count),
      localTimesUs: localTimesUs.subarray(0, count),
      levelEnds: levelEnds.subarray(0, count),
      signedTicks: signedTicks.subarray(0, levels),
      lots: lots.subarray(0, levels),
    },
  };
}

export const withGaps = ({ facts, messages }: Recording, gaps: readonly TimeSpan[]): Recording => ({
  messages,
  facts: { ...facts, sequence: { ...facts.sequence, gapCount: gaps.length, gaps } },
});

/** Every recording by its name. */
export const opening =
  (recordings: Readonly<Record<string, Recording>>): OpenRecording =>
  (path) => {
    const recording = recordings[path];
    if (recording === undefined) throw new Error(`no recording ${path} was made`);
    return Promise.resolve(succeeded(recording));
  };
