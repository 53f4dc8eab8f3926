// Turns all prices and quantities of a recording into whole ticks and lots, in place and exactly.
import { assertPresent } from '../../core/assert.ts';
import { formatDecimal, formatUnits, parseDecimal, UNIT_DECIMALS, type Decimal } from '../../core/decimal.ts';
import { failed, succeeded, type Outcome } from '../failure.ts';
import type { StatedFacts } from '../options.ts';
import { chooseBaseLot, contractsToLots } from './contract-quantity.ts';
import type { Market } from './identify-market.ts';
import { measureStep } from './measure-step.ts';
import { rawKind, type RawMessages } from './raw-messages.ts';

export interface Steps {
  readonly tick: Decimal;
  /** In the base asset. */
  readonly lot: Decimal;
  /** Quote value of one contract; `undefined` for linear markets and spot. */
  readonly contractValue: Decimal | undefined;
  readonly assumptions: readonly string[];
}

export function toTicksAndLots(raw: RawMessages, market: Market, stated: StatedFacts): Outcome<Steps> {
  const steps = convert(raw, market, stated);
  if (!steps.ok) return steps;
  const { tick, lot } = steps.value;
  if (tick.decimals + lot.decimals <= UNIT_DECIMALS) return steps;
  return failed(
    'number-out-of-range',
    `the tick ${formatDecimal(tick)} and the lot ${formatDecimal(lot)} have more than ${UNIT_DECIMALS} decimals together`,
    'state coarser ones (--tick, --lot), if the data allows it',
  );
}

function convert(raw: RawMessages, market: Market, stated: StatedFacts): Outcome<Steps> {
  const tick = measureStep(raw.prices, {
    name: 'tick',
    of: 'price',
    stated: stated.tick,
    remnantsOneIn: undefined,
  });
  if (!tick.ok) return tick;
  if (market.kind === 'inverse-perpetual') {
    return toBaseLots(raw, market, tick.value.step, stated, [tick.value.note]);
  }
  const lot = measureStep(raw.quantities, {
    name: 'lot',
    of: 'quantity',
    stated: stated.lot,
    remnantsOneIn: 10_000,
  });
  if (!lot.ok) return lot;
  return succeeded({
    tick: tick.value.step,
    lot: lot.value.step,
    contractValue: undefined,
    assumptions: [tick.value.note, lot.value.note],
  });
}

function toBaseLots(
  raw: RawMessages,
  market: Market,
  tick: Decimal,
  stated: StatedFacts,
  notes: readonly string[],
): Outcome<Steps> {
  const value = stated.contractValue ?? defaultContractValue;
  const lot = stated.lot ?? chooseBaseLot(value, firstSnapshotPrice(raw, tick));
  if (!contractsToLots(raw.quantities, raw.prices, { value, tick, lot })) {
    return failed(
      'option-conflicts-with-data',
      `with a lot of ${formatDecimal(lot)} some level has more lots than can be counted exactly`,
      'state a larger lot (--lot) or a smaller contract value (--contract-value)',
    );
  }
  const lotText = `${formatDecimal(lot)} ${market.base}`;
  const contract = `${formatDecimal(value)} ${market.quote}`;
  const assumptions = [
    ...notes,
    stated.lot === undefined
      ? `lot ${lotText} is the largest power of ten in one contract at the first snapshot's price.`
      : `lot ${lotText} is stated.`,
    stated.contractValue === undefined
      ? `One contract is taken as ${contract}: the data does not say (--contract-value).`
      : `One contract is ${contract}, as stated.`,
    `Contracts are shown as ${market.base} at each level's own price, rounded down to the lot.`,
  ];
  return succeeded({ tick, lot, contractValue: value, assumptions });
}

const defaultContractValue: Decimal = { digits: 100n, decimals: 0 };

/** Best ask of the first snapshot, or the best bid where it has no asks; one tick where there is neither. */
function firstSnapshotPrice(raw: RawMessages, tick: Decimal): Decimal {
  const row = raw.kinds.values.indexOf(rawKind.snapshot);
  const [firstBid, firstAsk, end] = [raw.firstLevel(row), raw.bidEnds.at(row), raw.levelEnds.at(row)];
  const priceTicks = firstAsk < end ? raw.prices.at(firstAsk) : firstBid < end ? raw.prices.at(firstBid) : 1;
  const text = formatUnits(BigInt(priceTicks) * tick.digits, tick.decimals);
  return assertPresent(parseDecimal(text), `${text} as a decimal`);
}
