// What a far order of the smallest size came to: taken, told of on the private stream, cancelled, its end proven.
import { formatLots, formatPrice } from '../../../core/instrument.ts';
import { latency } from '../../../reports/readable.ts';
import type { LegFacts } from '../facts.ts';
import { failed, ok, type Figures, type Judgement } from '../finding.ts';

export function checkOrderTest({ order: test }: LegFacts): Judgement | undefined {
  if (test === undefined) return undefined;
  const { instrument, order, answeredUs, streamedUs, endedUs, endStreamedUs, isProven, trouble } = test;
  if (order === undefined)
    return failed(`no order was sent: ${trouble ?? 'not known why'}`, 'see to the reason, and try again');
  const what = `${order.side} ${formatLots(instrument, order.quantity)} ${instrument.base} at ${formatPrice(instrument, order.price)}`;
  const times = { answeredUs, streamedUs, endedUs, endStreamedUs };
  const figures: Figures = Object.fromEntries(
    Object.entries(times).filter((entry): entry is [string, number] => entry[1] !== undefined),
  );
  if (!isProven || trouble !== undefined)
    return failed(
      `${what}: ${trouble ?? 'it was not shown that it is taken and cancelled'}`,
      'look at the open orders at the venue, and cancel by hand what should not be there',
      figures,
    );
  const path = [
    ['answered', answeredUs],
    ['on the private stream', streamedUs],
  ] as const;
  const taken = path
    .filter(([, us]) => us !== undefined)
    .map(([name, us]) => `${name} after ${latency(us ?? 0)}`)
    .join(', ');
  const ended = endedUs === undefined ? '' : `; cancelled, and gone after ${latency(endedUs)}`;
  return ok(`${what}: ${taken}${ended}`, figures);
}
