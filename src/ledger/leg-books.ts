// What is kept for each leg of a pair, side by side.
import type { ConversionRate } from '../core/conversion.ts';
import type { Instrument } from '../core/instrument.ts';
import { InstrumentAccount } from './instrument-account.ts';
import { MidClock } from './mid-clock.ts';
import { TakerTries } from './taker-tries.ts';
import { ValueTime } from './value-time.ts';

export interface LegBooks {
  readonly takerTries: TakerTries;
  readonly account: InstrumentAccount;
  readonly clock: MidClock;
  readonly openInterest: ValueTime;
}

export function openBooks(instrument: Instrument, rate: ConversionRate): LegBooks {
  const clock = new MidClock();
  return {
    account: new InstrumentAccount(instrument),
    takerTries: new TakerTries(),
    clock,
    openInterest: new ValueTime(instrument, clock, rate),
  };
}
