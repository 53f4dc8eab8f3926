// Recordings opened and replayed as tests want to read them: messages as plain values, times in ms since the test's epoch.
import { feeRate } from '../../core/money.ts';
import type { Side } from '../../core/side.ts';
import type { MarketSource } from '../../ports/market-source.ts';
import type { Outcome } from '../failure.ts';
import { recordedInstrument } from '../recorded-instrument.ts';
import type { Recording } from '../recording.ts';
import { replaySource, type ReplayOptions } from '../replay-source.ts';
import { epochMs } from './raw-file.ts';

export type ReplayedMessage = BookMessage | TradeMessage;

export interface BookMessage {
  readonly kind: 'snapshot' | 'levels' | 'lost';
  readonly venueMs: number;
  readonly localMs: number;
  /** Side, price in ticks, quantity in lots. */
  readonly levels: readonly (readonly [Side, number, number])[];
}

export interface TradeMessage {
  readonly kind: 'trade';
  readonly venueMs: number;
  readonly localMs: number;
  readonly aggressor: Side;
  readonly price: number;
  readonly quantity: number;
}

export function sourceOf(
  recording: Recording,
  options: Omit<ReplayOptions, 'instrument'> = {},
): MarketSource {
  const fees = { maker: feeRate(0n), taker: feeRate(0n) };
  const instrument = recordedInstrument(recording.facts, { venue: 'replay', account: 'test', fees });
  return replaySource(recording, { instrument, ...options });
}

export function replayed(
  recording: Recording,
  options: Omit<ReplayOptions, 'instrument'> = {},
): ReplayedMessage[] {
  const source = sourceOf(recording, options);
  const messages: ReplayedMessage[] = [];
  while (source.nextTimeUs < Infinity) {
    const nextUs = source.nextTimeUs;
    const { kind, venueTimeUs, localTimeUs, levels, aggressor, price, quantity } = source.take();
    if (nextUs !== venueTimeUs) throw new Error('the announced time is not that of the message');
    const times = { venueMs: sinceEpochMs(venueTimeUs), localMs: sinceEpochMs(localTimeUs ?? NaN) };
    if (kind === 'trade') messages.push({ kind, ...times, aggressor, price, quantity });
    else {
      const indices = [...Array(levels.count).keys()];
      const rows = indices.map((i) => [levels.side(i), levels.price(i), levels.quantity(i)] as const);
      messages.push({ kind, ...times, levels: rows });
    }
  }
  return messages;
}

/** The value, or an error that says what failed. */
export function expectOk<Value>(outcome: Outcome<Value>): Value {
  if (!outcome.ok) throw new Error(`${outcome.failure.code}: ${outcome.failure.message}`);
  return outcome.value;
}

const sinceEpochMs = (timeUs: number): number => timeUs / 1000 - epochMs;
