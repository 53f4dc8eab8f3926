// What the simulated venue charges for a fill: the instrument's listed maker or taker rate on the notional.
import { notional, type Instrument } from '../../../core/instrument.ts';
import { feeOn, type Lots, type Money, type Ticks } from '../../../core/money.ts';

/** The fee of one fill, charged > 0, rebate < 0, in the quote asset. `quantity` > 0 whatever the side. */
export function feeOfFill(
  instrument: Instrument,
  liquidity: 'maker' | 'taker',
  price: Ticks,
  quantity: Lots,
): Money {
  return {
    asset: instrument.quote,
    amount: feeOn(notional(instrument, price, quantity), instrument.fees[liquidity]),
  };
}
