// The instrument of which the tests of both logs tell.
import { defineInstrument } from '../../core/instrument.ts';
import { usualMargin } from '../../core/margin.ts';
import { feeRate, lots, quoteAmount } from '../../core/money.ts';

export const eth = defineInstrument({
  venue: 'sim-a',
  account: 'main',
  symbol: 'ETH',
  base: 'ETH',
  quote: 'USDC',
  tickSize: { digits: 1n, decimals: 2 },
  lotSize: { digits: 1n, decimals: 3 },
  minQuantity: lots(1),
  minNotional: quoteAmount(0n),
  fees: { maker: feeRate(0n), taker: feeRate(0n) },
  margin: usualMargin,
});
export const instruments = new Map([[eth.key, eth]]);
