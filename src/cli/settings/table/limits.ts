// What no order may go beyond.
import { limits } from '../../../core/limits.ts';
import { defaultMarginLimits } from '../../../core/margin-limits.ts';
import { formatSharePercent } from '../../../core/share.ts';
import { orderRate, percent, positiveQuote, shareOfAll, unsignedBase, wholeNumber } from '../read-amount.ts';
import { text, type SettingGroup } from '../setting.ts';

export const limitSettings = {
  maxPosition: {
    metavar: 'quantity',
    unit: 'base',
    help: 'per leg; 0 means the order size',
    defaultInWords: '5 for ETH, else the order size',
    isAlwaysSet: true,
    read: unsignedBase('use a quantity in the base asset, or 0 for the order size'),
  },
  maxDailyLoss: {
    metavar: 'amount',
    unit: 'quote',
    help: 'net of fees, since 00:00 UTC; ends the run flat',
    defaultInWords: '5; recordings and backtests: none',
    read: positiveQuote('use an amount above 0, such as 5'),
  },
  maxDrift: {
    metavar: 'percent',
    unit: 'percent',
    help: 'net delta beyond which nothing that adds risk is sent, in % of the size',
    default: '1',
    read: percent('use a percentage of the order size from 0 to 100'),
  },
  maxNotional: {
    metavar: 'amount',
    unit: 'quote',
    help: 'per leg, at mid and worst case, in the primary’s quote',
    defaultInWords: 'none',
    read: positiveQuote('use an amount above 0 in the primary’s quote'),
  },
  maxFailures: {
    metavar: 'count',
    help: 'hedges in a row that could not be had, at which the pair halts',
    default: String(limits.consecutiveFailuresMax),
    read: wholeNumber(1, 1_000, 'use a whole number from 1 to 1000'),
  },
  killSwitch: {
    metavar: 'file',
    help: 'halts the run as soon as this file exists; a start is refused while it does',
    defaultInWords: 'none',
    read: text('name a file'),
  },
  orderRate: {
    metavar: 'count/seconds',
    help: 'requests that a venue account allows in any such time; a part is kept for hedges and cancels',
    defaultInWords: 'none',
    read: orderRate,
  },
  marginMove: {
    metavar: 'percent',
    unit: 'percent',
    help: 'adverse move after which a BUILD must still have its margin, on either venue',
    default: formatSharePercent(defaultMarginLimits.moveShare),
    read: shareOfAll,
  },
  minFreeMargin: {
    metavar: 'percent',
    unit: 'percent',
    help: 'free margin in % of equity that a BUILD must leave, after the trade and that move',
    default: formatSharePercent(defaultMarginLimits.freeMarginShareMin),
    read: shareOfAll,
  },
  minLiquidationDistance: {
    metavar: 'percent',
    unit: 'percent',
    help: 'way to liquidation that a BUILD must leave, after the trade and that move',
    default: formatSharePercent(defaultMarginLimits.liquidationDistanceMin),
    read: shareOfAll,
  },
  reduceLiquidationDistance: {
    metavar: 'percent',
    unit: 'percent',
    help: 'way to liquidation below which the pair is reduced on both venues',
    default: formatSharePercent(defaultMarginLimits.liquidationDistanceReduce),
    read: shareOfAll,
  },
} as const satisfies SettingGroup;
