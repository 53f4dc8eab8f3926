// A market source that a test writes message by message: what others do on the venue, in ticks and lots.
import type { Instrument } from '../../../core/instrument.ts';
import { LevelBuffer } from '../../../core/levels.ts';
import { lots, ticks, zeroLots } from '../../../core/money.ts';
import type { Side } from '../../../core/side.ts';
import { assertPresent } from '../../../core/assert.ts';
import type { MarketMessage, MarketSource } from '../../../ports/market-source.ts';

/** Side of the book, price in ticks, quantity in lots; quantity 0 removes the level. */
export type Level = readonly [side: Side, price: number, quantity: number];

export class ScriptedSource implements MarketSource {
  readonly instrument: Instrument;
  readonly #messages: MarketMessage[] = [];
  readonly #onTold: () => void;

  /** `onTold` hears of every message that is added, for a market that is driven already. */
  constructor(instrument: Instrument, onTold: () => void = () => undefined) {
    this.instrument = instrument;
    this.#onTold = onTold;
  }

  get nextTimeUs(): number {
    return this.#messages[0]?.venueTimeUs ?? Infinity;
  }

  take(): MarketMessage {
    return assertPresent(this.#messages.shift(), 'the next message of the script');
  }

  snapshot(venueTimeUs: number, levels: readonly Level[], localTimeUs?: number): void {
    this.#tell(levelsMessage('snapshot', venueTimeUs, levels, localTimeUs));
  }

  levels(venueTimeUs: number, levels: readonly Level[], localTimeUs?: number): void {
    this.#tell(levelsMessage('levels', venueTimeUs, levels, localTimeUs));
  }

  /** The feed loses sight of the market. */
  lost(venueTimeUs: number, localTimeUs?: number): void {
    this.#tell(levelsMessage('lost', venueTimeUs, [], localTimeUs));
  }

  trade(venueTimeUs: number, aggressor: Side, price: number, quantity: number, localTimeUs?: number): void {
    this.#tell(tradeMessage(venueTimeUs, aggressor, price, quantity, localTimeUs));
  }

  #tell(message: MarketMessage): void {
    this.#messages.push(message);
    this.#onTold();
  }
}

export function levelsMessage(
  kind: 'snapshot' | 'levels' | 'lost',
  venueTimeUs: number,
  levels: readonly Level[],
  localTimeUs?: number,
): MarketMessage {
  const buffer = new LevelBuffer();
  for (const [side, price, quantity] of levels) buffer.push(side, ticks(price), lots(quantity));
  return {
    kind,
    venueTimeUs,
    localTimeUs,
    levels: buffer,
    price: ticks(0),
    quantity: zeroLots,
    aggressor: 'buy',
  };
}

export function tradeMessage(
  venueTimeUs: number,
  aggressor: Side,
  price: number,
  quantity: number,
  localTimeUs?: number,
): MarketMessage {
  return {
    kind: 'trade',
    venueTimeUs,
    localTimeUs,
    levels: new LevelBuffer(1),
    price: ticks(price),
    quantity: lots(quantity),
    aggressor,
  };
}
