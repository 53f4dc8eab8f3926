// What the accounts hold, and the largest order size that they bear: by the rule that lets a BUILD through, after the adverse move.
import { formatBase, formatQuote, quoteAmount, zeroBase, zeroLots } from '../../../core/money.ts';
import { formatSharePercent } from '../../../core/share.ts';
import { rounded } from '../../../reports/readable.ts';
import { largestSafeSize, type SafeSize } from '../../../risk/largest-safe-size.ts';
import type { MarginLeg } from '../../../risk/view.ts';
import type { DoctorFacts, LegFacts, PairFacts } from '../facts.ts';
import { failed, ok, type Judgement } from '../finding.ts';
import { unanswered } from '../words.ts';

export function checkMargin({ margin, instrument }: LegFacts): Judgement | undefined {
  if (margin === undefined || instrument?.ok !== true) return undefined;
  if (!margin.ok) return unanswered(margin);
  const { equity, initialMargin } = margin.value;
  const { quote, venueAccount } = instrument.value;
  const free = quoteAmount(equity - initialMargin);
  const figures = { equity: formatQuote(equity), freeMargin: formatQuote(free), asset: quote };
  const text = `equity ${rounded(figures.equity, 2)} ${quote}, of which ${rounded(figures.freeMargin, 2)} is free`;
  return free > 0n ? ok(text, figures) : failed(text, `move collateral to ${venueAccount}`, figures);
}

export function checkSafeSize({ primary, hedge, pair, nowUs }: DoctorFacts): Judgement | undefined {
  const legs = { primary: marginLegOf(primary), hedge: marginLegOf(hedge) };
  if (pair === undefined || legs.primary === undefined || legs.hedge === undefined) return undefined;
  const config = { size: pair.size, marginLimits: pair.marginLimits };
  const view = { config, nowUs, primary: legs.primary, hedge: legs.hedge };
  return judgeSize(largestSafeSize(view, pair.sizeStep), pair, legs.primary.instrument.base);
}

function judgeSize({ size, beyond }: SafeSize, pair: PairFacts, base: string): Judgement {
  const move = formatSharePercent(pair.marginLimits.moveShare);
  const figures = { largestSafeSize: formatBase(size), asset: base };
  const because = beyond === undefined ? '' : `; beyond it, ${beyond.text}`;
  if (size >= pair.size)
    return ok(`sizes up to ${formatBase(size)} ${base} are safe through a move of ${move} %`, figures);
  const remedy = 'move collateral to the account that is named';
  if (size === zeroBase)
    return failed(`no size is safe through a move of ${move} %: ${beyond?.text ?? ''}`, remedy, figures);
  return failed(
    `--size ${formatBase(pair.size)} is above the largest that is safe through a move of ${move} %, ${formatBase(size)} ${base}${because}`,
    `use --size ${formatBase(size)} or less, or ${remedy}`,
    figures,
  );
}

/** All that the account is asked for counts as something else: nothing of it is a position of ours. */
function marginLegOf({ instrument, book, margin }: LegFacts): MarginLeg | undefined {
  if (instrument?.ok !== true || margin?.ok !== true || book?.touch === undefined) return undefined;
  return {
    instrument: instrument.value,
    position: zeroLots,
    touch: book.touch,
    lastFillAtUs: 0,
    otherRuns: undefined,
    marginCheck: { latest: margin.value },
  };
}
