// Why an order was placed, by what it is for.
import { assertNever } from '../../../core/assert.ts';
import { limits } from '../../../core/limits.ts';
import type { OrderRequest } from '../../../core/order.ts';
import { otherLeg } from '../../../execution/pair-state.ts';
import { lackOfProof } from '../../../execution/proof-of-life.ts';
import type { LedgerFill } from '../../../ledger/entries.ts';
import { legOn, type Moment } from './moment.ts';
import { whyTaken } from './why-taken.ts';
import { cycleWords, formatLimit, priceWords, signedBase, signedLots, ticksWords } from './words.ts';

export function whyPlaced(order: OrderRequest, moment: Moment): string {
  switch (order.role) {
    case 'quote':
      return whyQuoted(order, moment);
    case 'hedge':
      return `${nakedWords(moment)}; ${hedgeWords(order, moment)}`;
    case 'reduce':
      return `${nakedWords(moment)}; the hedge on ${moment.pair.hedge.instrument.venue} could not be had, and ${legOn(moment, order.instrument).instrument.venue} gives back what is naked`;
    case 'trim':
      return `net delta is ${signedBase(moment.pair.ownDelta)} at the end of ${cycleWords(moment.pair.cycle)}: dust, taken off where the lot is fine enough`;
    case 'offset':
      return whyOffset(order, moment);
    case 'probe':
      return whyProbed(order, moment);
    default:
      return assertNever(order.role);
  }
}

function whyQuoted({ timeInForce, price }: OrderRequest, { pair }: Moment): string {
  const { cycle, primary, config } = pair;
  const { instrument, position } = primary;
  const wanted = `${cycleWords(cycle)} wants ${signedLots(instrument, cycle.target)} on ${instrument.venue}, which holds ${signedLots(instrument, position)}`;
  if (timeInForce !== 'gtc')
    return `${wanted}; it is taken, because ${whyTaken(pair) ?? 'the primary mode is market'}`;
  const at = priceWords(instrument, price);
  return config.primaryMode === 'bbo_minus_1'
    ? `${wanted}; ${at} is one tick inside the opposite touch`
    : `${wanted}; ${at} joins the touch`;
}

/** "net delta is +0.1 (fill t-12 of quote …42 at 3000.1)". */
function nakedWords({ pair }: Moment): string {
  const fills = pair.bookedFills.map((fill) =>
    fillWords(fill, pair.ledger.account(fill.instrument).instrument),
  );
  const delta = `net delta is ${signedBase(pair.ownDelta)}`;
  return fills.length > 0
    ? `${delta} (${fills.join(', ')})`
    : `${delta} still${triesWords(pair.emergency?.rounds ?? pair.hedging)}`;
}

function fillWords(
  { tradeId, role, clientOrderId, price }: LedgerFill,
  instrument: Parameters<typeof priceWords>[0],
): string {
  return `fill ${tradeId} of ${role} ${clientOrderId} at ${priceWords(instrument, price)}`;
}

function triesWords(rounds: Moment['pair']['hedging']): string {
  if (rounds === undefined || rounds.misses + rounds.roundsFailed === 0) return '';
  return `, after ${rounds.misses} of ${limits.takerTriesPerRound} tries of round ${rounds.roundsFailed + 1}`;
}

function hedgeWords({ timeInForce, tickOffset }: OrderRequest, { pair }: Moment): string {
  const { hedgeMode } = pair.config;
  if (timeInForce === 'gtc') return `it may rest as maker for ${formatLimit(limits.hedgePatienceMs)}`;
  switch (hedgeMode) {
    case 'market':
      return 'it takes as far as the price band reaches';
    case 'iterative':
      return tickOffset === 0
        ? 'it takes at the touch'
        : `it takes ${ticksWords(tickOffset)} beyond the touch, one more than the try before`;
    case 'depth-aware':
      return `it takes ${ticksWords(tickOffset)} beyond the touch, as far as the book makes necessary`;
    case 'bbo':
    case 'bbo_minus_1':
      return 'it may rest no longer, and takes';
    default:
      return assertNever(hedgeMode);
  }
}

function whyOffset({ instrument }: OrderRequest, moment: Moment): string {
  const leg = legOn(moment, instrument);
  const other = otherLeg(moment.pair, leg);
  return `the position on ${other.instrument.venue} changed by ${signedBase(other.foreignBase)} by no order of ours; ${leg.instrument.venue} is reduced in answer`;
}

function whyProbed({ instrument }: OrderRequest, moment: Moment): string {
  const leg = legOn(moment, instrument);
  return `${lackOfProof(leg.life, leg.instrument)}; far from the market, it shows that an order is taken and cancelled`;
}
