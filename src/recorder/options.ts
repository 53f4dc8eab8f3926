// What a user may state about a raw recording: facts that its data does not hold, or holds too little of.
import { UNIT_DECIMALS, formatDecimal, parseDecimal, type Decimal } from '../core/decimal.ts';
import { failed, succeeded, type Outcome } from './failure.ts';

export interface OpenOptions {
  /** Price step in the quote asset, decimal text; else the greatest common divisor of all prices. */
  readonly tick?: string | undefined;
  /** Quantity step in the base asset, decimal text; else the greatest common divisor of all quantities. */
  readonly lot?: string | undefined;
  /** The quote asset, where the symbol's ending does not tell. */
  readonly quote?: string | undefined;
  /** Quote value of one contract of an inverse market; else 100. */
  readonly contractValue?: string | undefined;
}

/** The options after parsing; whatever was not stated is `undefined`. */
export interface StatedFacts {
  readonly tick: Decimal | undefined;
  readonly lot: Decimal | undefined;
  readonly quote: string | undefined;
  readonly contractValue: Decimal | undefined;
}

export function parseOptions(options: OpenOptions): Outcome<StatedFacts> {
  const tick = parsePositive('tick', options.tick);
  if (!tick.ok) return tick;
  const lot = parsePositive('lot', options.lot);
  if (!lot.ok) return lot;
  const contractValue = parsePositive('contract value', options.contractValue);
  if (!contractValue.ok) return contractValue;
  const { quote } = options;
  if (quote !== undefined && !/^[^\s/]{1,20}$/.test(quote)) {
    return failed('invalid-option', `the quote asset "${quote}" is no asset`, 'give its code, such as USDT');
  }
  return succeeded({ tick: tick.value, lot: lot.value, quote, contractValue: contractValue.value });
}

function parsePositive(name: string, text: string | undefined): Outcome<Decimal | undefined> {
  if (text === undefined) return succeeded(undefined);
  const decimal = parseDecimal(text);
  if (decimal !== undefined && decimal.digits > 0n && decimal.decimals <= UNIT_DECIMALS / 2) {
    return succeeded(decimal);
  }
  return failed(
    'invalid-option',
    `the ${name} "${text}" is no step`,
    'give a decimal above 0 with at most 9 decimals',
  );
}

export const formatStated = (decimal: Decimal | undefined): string | undefined =>
  decimal === undefined ? undefined : formatDecimal(decimal);
