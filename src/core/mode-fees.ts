// What the two legs pay when everything fills as their modes mean it to: a resting mode as maker, every other as taker.
import type { Instrument } from './instrument.ts';
import { feeRate, quoteAmount, type FeeRate, type QuoteAmount } from './money.ts';
import { isRestingMode, type HedgeMode, type PairConfig, type PrimaryMode } from './pair.ts';

export type Liquidity = 'maker' | 'taker';

export const liquidityOf = (mode: PrimaryMode | HedgeMode): Liquidity =>
  isRestingMode(mode) ? 'maker' : 'taker';

interface LegFee {
  readonly liquidity: Liquidity;
  /** Rebate < 0. */
  readonly rate: FeeRate;
}

/** `total` is that of one cycle as a share of its notional. */
export interface ModeFees {
  readonly primary: LegFee;
  readonly hedge: LegFee;
  readonly total: FeeRate;
}

export function feesOfModes({ primary, hedge, primaryMode, hedgeMode }: PairConfig): ModeFees {
  const fees = { primary: legFee(primary, primaryMode), hedge: legFee(hedge, hedgeMode) };
  return { ...fees, total: feeRate(fees.primary.rate + fees.hedge.rate) };
}

/** A share of notional as an amount per 1 000 000 of it: 1 bps is 100. */
export const feePerMillion = (rate: FeeRate): QuoteAmount => quoteAmount(rate * 10n ** 16n);

function legFee(instrument: Instrument, mode: PrimaryMode | HedgeMode): LegFee {
  const liquidity = liquidityOf(mode);
  return { liquidity, rate: instrument.fees[liquidity] };
}
