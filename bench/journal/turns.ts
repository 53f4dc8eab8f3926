// What a run has to say, made once: quotes, which wait for the disk before they leave; fills, which are
// committed; market data, which waits for nothing.
import type { EngineEvent } from '../../src/core/events.ts';
import type { InstrumentKey } from '../../src/core/instrument.ts';
import { LevelBuffer } from '../../src/core/levels.ts';
import { lots, quoteAmount, ticks } from '../../src/core/money.ts';
import { deriveClientOrderId } from '../../src/core/order.ts';
import { AsciiBuffer } from '../../src/journal/ascii-buffer.ts';
import { writeTurn } from '../../src/journal/encode.ts';
import type { RecordedCommand } from '../../src/journal/recorded.ts';

export const epochSeconds = 1_767_571_200;
const startUs = epochSeconds * 1_000_000;
const turnUs = 50_000;
const instrument = 'sim-a/main/ETH' as InstrumentKey;

export interface Turn {
  readonly events: readonly EngineEvent[];
  readonly commands: readonly RecordedCommand[];
}

export const quotes = (count: number): readonly Turn[] => Array.from({ length: count }, (_, at) => quote(at));
export const fills = (count: number): readonly Turn[] => Array.from({ length: count }, (_, at) => fill(at));
export const books = (count: number): readonly Turn[] => Array.from({ length: count }, (_, at) => book(at));

/** As its row has it. */
export function payloadOf({ events, commands }: Turn): string {
  const buffer = new AsciiBuffer();
  writeTurn(buffer, events, commands);
  return Buffer.from(buffer.bytes()).toString('latin1');
}

export const timeOf = (index: number): number => startUs + index * turnUs;

const quote = (index: number): Turn => ({
  events: [{ kind: 'time', atUs: timeOf(index) }],
  commands: [
    {
      kind: 'place',
      order: {
        clientOrderId: deriveClientOrderId(epochSeconds, index + 1),
        instrument,
        role: 'quote',
        side: 'buy',
        quantity: lots(10),
        price: ticks(292_559),
        timeInForce: 'gtc',
        postOnly: true,
        reduceOnly: false,
        cycle: 3,
        tickOffset: 0,
      },
    },
  ],
});

/** Committed at once, and written through behind the hedge's back. */
const fill = (index: number): Turn => ({
  events: [
    {
      kind: 'fill',
      atUs: timeOf(index),
      instrument,
      clientOrderId: deriveClientOrderId(epochSeconds, 1),
      tradeId: `trade-${index}`,
      venueOrderId: 'order-1',
      side: 'buy',
      price: ticks(292_559),
      quantity: lots(10),
      liquidity: 'maker',
      fee: { asset: 'USDC', amount: quoteAmount(1_462_795_000_000_000n) },
      venueTimeUs: timeOf(index) - 1_200,
    },
  ],
  commands: [],
});

function book(index: number): Turn {
  const levels = new LevelBuffer(2);
  levels.push('buy', ticks(292_559), lots(120 + (index & 63)));
  levels.push('sell', ticks(292_560), lots(80));
  const atUs = timeOf(index);
  return {
    events: [{ kind: 'book', atUs, instrument, venueTimeUs: atUs - 1_200, isSnapshot: false, levels }],
    commands: [],
  };
}
