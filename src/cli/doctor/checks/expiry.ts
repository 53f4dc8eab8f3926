// What becomes of an order that rests there when this process dies.
import { deathText } from '../../live/process-death.ts';
import type { LegFacts } from '../facts.ts';
import { ok, warning, type Judgement } from '../finding.ts';

export function checkExpiry({ venue, capabilities }: LegFacts): Judgement {
  const { makerExpirySecondsMin: seconds, deadMansSwitch } = capabilities;
  const text = deathText(capabilities);
  if (seconds !== undefined || deadMansSwitch !== undefined) return ok(text);
  return warning(
    text,
    `when a run ends without a word, cancel its orders at ${venue}, with \`evenkeel close\` or by hand`,
  );
}
