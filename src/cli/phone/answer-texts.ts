// What is read on a phone of the runs of a machine: the verdict first, then figures.
import { rounded, signed } from '../../reports/readable.ts';
import type { RunStatus, StatusLeg } from '../../status/run-status.ts';
import type { RunAtHand } from './runs-at-hand.ts';

const marks = { good: '🟢', warning: '🟠', bad: '🔴' } as const;

export const helpText = [
  '/status: is it all right?',
  '/pnl: what it made and cost',
  '/positions: what is open',
  '/pause: nothing new; what is open ends in its usual way',
  '/flatten: close what is open now, then pause',
  '/resume: end a pause',
  '/halt: nothing more until somebody has looked at it on its machine',
  'With several runs, name one: /pause ETH, or /pause all. What changes something asks you first.',
].join('\n');

export const nothingRuns = 'No run is going on.';

export function statusText({ name, status, silence }: RunAtHand): string {
  if (status === undefined) return `${name}\n${silenceText(silence)}`;
  const { verdict, identity } = status;
  const { tone, word, meaning, explanation, remedy } = verdict;
  return [
    `${marks[silence === undefined ? tone : 'bad']} ${titleOf(status)}`,
    ...(silence === undefined ? [] : [`${silenceText(silence)}; the latest that is known:`]),
    `${word} · ${meaning}`,
    explanation,
    ...(remedy === null ? [] : [`You: ${remedy}`]),
    `${status.progress.iterationsDone} round trips · ${identity.name}`,
  ].join('\n');
}

export function pnlText(run: RunAtHand): string {
  const { status } = run;
  if (status === undefined) return statusText(run);
  const { money, identity, quality } = status;
  const { quoteAsset } = identity;
  return [
    titleOf(status),
    `net ${signed(money.netPnlQuote, 4)} ${quoteAsset}, gross ${signed(money.grossPnlQuote, 4)}`,
    `today ${money.todayNetQuote === null ? 'n/a' : signed(money.todayNetQuote, 4)}`,
    `fees ${rounded(money.feesQuote, 4)}, rebates ${rounded(money.rebatesQuote, 4)}, funding ${signed(money.fundingQuote, 4)}`,
    `volume ${rounded(money.volumeQuote, 2)}, cost per 1M ${money.costPerMillionQuote === null ? 'n/a' : rounded(money.costPerMillionQuote, 2)}`,
    `${quality.roundTripsWon} of ${quality.roundTrips} round trips won`,
    identity.notice,
  ].join('\n');
}

export function positionsText(run: RunAtHand): string {
  const { status } = run;
  if (status === undefined) return statusText(run);
  const { legs, netDeltaBase, identity } = status;
  return [
    titleOf(status),
    ...legs.map((leg) => legText(leg, identity.baseAsset)),
    `net delta ${netDeltaBase} ${identity.baseAsset}`,
  ].join('\n');
}

function legText({ venue, positionBase, order, margin }: StatusLeg, baseAsset: string): string {
  const distance = margin?.liquidationDistancePercent ?? null;
  return [
    `${venue} ${positionBase} ${baseAsset}`,
    ...(order === null ? [] : [`${order.side} ${order.quantityBase} @ ${order.priceQuote ?? 'market'}`]),
    ...(distance === null ? [] : [`liquidation ${rounded(distance, 1)} % away`]),
  ].join(', ');
}

export const titleOf = ({ identity: { pair, world } }: RunStatus): string => `${pair} · ${world}`;

const silenceText = (silence: string | undefined): string =>
  silence === undefined ? 'nothing is known of it yet' : `no process of it answers (${silence})`;
