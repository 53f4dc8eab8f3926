// How far the venue's clock is from ours. Signatures are made in the venue's time; days and records are in ours.
import { latency } from '../../../reports/readable.ts';
import type { LegFacts } from '../facts.ts';
import { failed, ok, warning, type Judgement } from '../finding.ts';

const seconds = 1_000_000;
const wrong = 60 * seconds;
const off = seconds;

export function checkClock({ clockOffsetUs }: LegFacts): Judgement | undefined {
  if (clockOffsetUs === undefined) return undefined;
  const distance = Math.abs(clockOffsetUs);
  const side = clockOffsetUs > 0 ? 'ahead of ours' : 'behind ours';
  const text = `the venue's clock is ${latency(distance)} ${side}`;
  const figures = { offsetUs: clockOffsetUs };
  const remedy = "let the machine's clock be set over the network (NTP)";
  if (distance > wrong)
    return failed(text, `${remedy}: sessions and the day's limits would end at another time`, figures);
  return distance > off
    ? warning(text, `${remedy}: signatures are corrected by it, times in the records are not`, figures)
    : ok(text, figures);
}
