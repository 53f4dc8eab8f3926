// Before anything is closed, everything that could still fill is taken away, and shown to be gone: an order that nobody looks after
// would open again what is being closed.
import { accepted, refused, type Checked } from '../../core/checked.ts';
import { microseconds } from '../../core/limits.ts';
import type { Clock } from '../../ports/clock.ts';
import { counted } from '../../reports/readable.ts';
import type { VenueAccess } from '../access/venue-access.ts';
import { askHoldings, type Holding, type HoldingsQuestion } from './holdings.ts';

const triesMax = 10;
const pauseMs = 300;

/** What is held when no order is left; interrupted, it cancels nothing more. */
export async function clearOrders(
  access: VenueAccess,
  question: HoldingsQuestion,
  holdings: readonly Holding[],
  isInterrupted: () => boolean,
): Promise<Checked<readonly Holding[]>> {
  let latest = holdings;
  let trouble: Checked<never> | undefined;
  for (let tries = 0; tries < triesMax; tries += 1) {
    if (isInterrupted())
      return refused('interrupted', 'interrupted, and no position was closed', 'close again');
    const withOrders = latest.filter(({ openOrders }) => openOrders > 0);
    const cancelled = await Promise.all(withOrders.map((holding) => cancelAll(access, holding)));
    trouble = cancelled.find((answer) => !answer.ok);
    const told = await askHoldings(access, question);
    if (!told.ok) return told;
    latest = told.value.holdings;
    if (latest.every(({ openOrders }) => openOrders === 0)) return accepted(latest);
    await pause(access.clock, pauseMs);
  }
  const left = latest.filter(({ openOrders }) => openOrders > 0);
  const where = left.map(({ venue, openOrders }) => `${counted(openOrders, 'order')} on ${venue}`).join(', ');
  return trouble ?? refused('orders-left', `${where} did not end`, 'cancel there by hand, and close again');
}

async function cancelAll(access: VenueAccess, { venue, instrument }: Holding): Promise<Checked<undefined>> {
  const opened = await access.open(venue);
  return opened.ok ? opened.value.venue.cancelOrders(instrument) : opened;
}

const pause = (clock: Clock, ms: number): Promise<void> =>
  new Promise((resolve) => {
    clock.wakeAt(clock.nowUs() + microseconds(ms), resolve);
  });
