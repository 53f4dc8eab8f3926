// Fees summed by the asset in which each was charged: amounts of two assets are never one number.
import { addQuote, formatQuote, zeroQuote, type Money, type QuoteAmount } from '../core/money.ts';

/** Charged > 0. */
export type FeesByAsset = ReadonlyMap<string, QuoteAmount>;

export const noFees: FeesByAsset = new Map();

export const withFee = (fees: FeesByAsset, { asset, amount }: Money): FeesByAsset =>
  new Map([...fees, [asset, addQuote(fees.get(asset) ?? zeroQuote, amount)]]);

export const isSameFees = (left: FeesByAsset, right: FeesByAsset): boolean =>
  [...left.keys(), ...right.keys()].every((asset) => (left.get(asset) ?? 0n) === (right.get(asset) ?? 0n));

/** "0.75 USDC and 0.001 SOL": the usual asset first, also where nothing was charged in it. */
export function feesText(
  fees: FeesByAsset,
  usual: string,
  show: (amount: QuoteAmount) => string = formatQuote,
): string {
  const others = [...fees].filter(([asset, amount]) => asset !== usual && amount !== 0n);
  return [[usual, fees.get(usual) ?? zeroQuote] as const, ...others]
    .map(([asset, amount]) => `${asset === usual ? show(amount) : formatQuote(amount)} ${asset}`)
    .join(' and ');
}
