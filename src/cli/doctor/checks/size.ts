// Whether the size that is asked for can be traded on both venues, and fits the limits that are set.
import { formatBase } from '../../../core/money.ts';
import type { DoctorFacts } from '../facts.ts';
import { failed, ok, type Judgement } from '../finding.ts';

export function checkSize({ pair, primary }: DoctorFacts): Judgement | undefined {
  if (pair === undefined || primary.instrument?.ok !== true) return undefined;
  const { contradiction, size } = pair;
  if (contradiction !== undefined) return failed(contradiction.message, contradiction.remedy);
  const { base } = primary.instrument.value;
  return ok(`${formatBase(size)} ${base} fits both venues, and every limit that is set`, {
    size: formatBase(size),
  });
}
