// A pair for tests: two instruments with ticks, lots and fees of choice, and fills written as prices and sizes in plain decimals.
import { parseDecimal, parseUnits } from '../../core/decimal.ts';
import type { ConversionRate } from '../../core/conversion.ts';
import { defineInstrument, notional, type Instrument, type InstrumentRules } from '../../core/instrument.ts';
import { usualMargin } from '../../core/margin.ts';
import {
  feeOn,
  lots,
  parseFeeRateBps,
  ticks,
  zeroQuote,
  type Lots,
  type Money,
  type Ticks,
} from '../../core/money.ts';
import type { ClientOrderId, OrderRole } from '../../core/order.ts';
import { oppositeSide, type Side } from '../../core/side.ts';
import type { CycleKind, CycleOutcome } from '../cycle.ts';
import type { LedgerFill, LegName } from '../entries.ts';
import { PairLedger } from '../ledger.ts';

export interface InstrumentChoices {
  tick?: string;
  lot?: string;
  quote?: string;
  makerBps?: string;
  takerBps?: string;
  minQuantity?: number;
  minNotional?: string;
}

export interface PairChoices {
  primary?: InstrumentChoices;
  hedge?: InstrumentChoices;
  conversions?: readonly ConversionRate[];
}

export interface FillChoices {
  leg: LegName;
  side: Side;
  /** Decimal text, a whole number of ticks. */
  price: string;
  /** Decimal text, a whole number of lots. */
  quantity: string;
  cycle?: number;
  role?: OrderRole;
  liquidity?: 'maker' | 'taker';
  /** By default what the instrument's fee schedule charges, in its quote. */
  fee?: Money;
  atUs?: number;
  venueTimeUs?: number;
  tradeId?: string;
  tickOffset?: number;
}

export interface PairedTrade {
  /** What the primary leg does. */
  side: Side;
  primary: string;
  hedge: string;
  quantity: string;
}

/** Books by decimal text; time moves on by 1 s with every fill that does not say otherwise. */
export class BookedPair {
  readonly primary: Instrument;
  readonly hedge: Instrument;
  readonly ledger: PairLedger;
  readonly fills: LedgerFill[] = [];
  nowUs = 1_000_000_000;
  #cycle = 0;
  #payments = 0;

  constructor({ primary = {}, hedge = {}, conversions = [] }: PairChoices = {}) {
    this.primary = testInstrument('north', primary);
    this.hedge = testInstrument('south', hedge);
    this.ledger = new PairLedger({ primary: this.primary, hedge: this.hedge, conversions });
  }

  get cycle(): number {
    return this.#cycle;
  }

  instrument(leg: LegName): Instrument {
    return leg === 'primary' ? this.primary : this.hedge;
  }

  price(leg: LegName, text: string): Ticks {
    return ticks(wholeNumber(text, this.instrument(leg).quoteUnitsPerTick));
  }

  lots(leg: LegName, text: string): Lots {
    return lots(wholeNumber(text, this.instrument(leg).baseUnitsPerLot));
  }

  begin(kind: CycleKind, iteration: number, primarySide: Side): number {
    this.#cycle += 1;
    this.ledger.beginCycle({ number: this.#cycle, kind, iteration, atUs: this.nowUs, primarySide });
    return this.#cycle;
  }

  end(outcome: CycleOutcome = 'completed'): void {
    this.ledger.endCycle(this.#cycle, this.nowUs, outcome);
    this.ledger.recordAttempt(outcome === 'completed' ? 'completed' : 'failed');
  }

  /** Returns what `bookFill` said. */
  book(choices: FillChoices): boolean {
    const fill = this.makeFill(choices);
    this.fills.push(fill);
    return this.ledger.bookFill(fill);
  }

  /** Books a payment under an id of its own; received > 0. */
  fund(leg: LegName, amount: Money, paymentId: string = `payment-${(this.#payments += 1)}`): boolean {
    const { key: instrument } = this.instrument(leg);
    const times = { venueTimeUs: this.nowUs, atUs: this.nowUs };
    return this.ledger.bookFunding({ instrument, paymentId, amount, ...times });
  }

  makeFill(choices: FillChoices): LedgerFill {
    const { leg, side } = choices;
    this.nowUs = choices.atUs ?? this.nowUs + 1_000_000;
    const instrument = this.instrument(leg);
    const price = this.price(leg, choices.price);
    const quantity = this.lots(leg, choices.quantity);
    const liquidity = choices.liquidity ?? (leg === 'primary' ? 'maker' : 'taker');
    const amount = feeOn(notional(instrument, price, quantity), instrument.fees[liquidity]);
    const count = this.fills.length + 1;
    return {
      instrument: instrument.key,
      tradeId: choices.tradeId ?? `trade-${count}`,
      venueOrderId: `order-${count}`,
      clientOrderId: count as ClientOrderId,
      role: choices.role ?? (leg === 'primary' ? 'quote' : 'hedge'),
      side,
      price,
      quantity,
      liquidity,
      fee: choices.fee ?? { asset: instrument.quote, amount },
      venueTimeUs: choices.venueTimeUs ?? this.nowUs,
      atUs: this.nowUs,
      cycle: choices.cycle ?? this.#cycle,
      tickOffset: choices.tickOffset ?? 0,
    };
  }

  /** One whole cycle: a primary fill and the hedge fill that covers it. */
  trade(kind: CycleKind, iteration: number, { side, primary, hedge, quantity }: PairedTrade): number {
    const number = this.begin(kind, iteration, side);
    this.book({ leg: 'primary', side, price: primary, quantity });
    this.book({ leg: 'hedge', side: oppositeSide(side), price: hedge, quantity });
    this.end();
    return number;
  }

  /** Cycles that alternate BUILD and UNWIND, from iteration 1. */
  alternate(trades: readonly PairedTrade[]): void {
    trades.forEach((trade, index) => {
      this.trade(index % 2 === 0 ? 'build' : 'unwind', 1 + Math.floor(index / 2), trade);
    });
  }
}

export function testInstrument(venue: string, choices: InstrumentChoices = {}): Instrument {
  const rules: InstrumentRules = {
    venue,
    account: 'main',
    symbol: 'ETH-PERP',
    base: 'ETH',
    quote: choices.quote ?? 'USDC',
    tickSize: parseDecimal(choices.tick ?? '0.01')!,
    lotSize: parseDecimal(choices.lot ?? '0.001')!,
    minQuantity: lots(choices.minQuantity ?? 1),
    minNotional: (parseUnits(choices.minNotional ?? '0') ?? zeroQuote) as typeof zeroQuote,
    fees: {
      maker: parseFeeRateBps(choices.makerBps ?? '0')!,
      taker: parseFeeRateBps(choices.takerBps ?? '0')!,
    },
    margin: usualMargin,
  };
  return defineInstrument(rules);
}

export function rate(asset: string, reportingAsset: string, text: string, assumed = false): ConversionRate {
  return { asset, reportingAsset, rateUnits: parseUnits(text)!, assumed };
}

function wholeNumber(text: string, step: bigint): number {
  const units = parseUnits(text);
  if (units === undefined || units % step !== 0n)
    throw new Error(`${text} is no whole number of steps of ${step}`);
  return Number(units / step);
}
