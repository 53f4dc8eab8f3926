// How the account is set up: what we reckon with is one signed position on each instrument, cross margin, and nobody taking it away.
import type { LegFacts } from '../facts.ts';
import { failed, notKnown, ok, warning, type Judgement } from '../finding.ts';
import { unanswered } from '../words.ts';

export function checkAccount({ venue, examination }: LegFacts): Judgement | undefined {
  if (examination === undefined) return undefined;
  if (!examination.ok) return unanswered(examination);
  const { account } = examination.value;
  if (account === undefined) return undefined;
  const { isLiquidating, positionMode, marginMode, leverage } = account;
  const figures = leverage === undefined ? {} : { leverage };
  if (isLiquidating === true)
    return failed(
      `${venue} is liquidating this account`,
      'look at the account at the venue before anything else',
      figures,
    );
  if (positionMode === 'hedge')
    return failed(
      'the account holds long and short positions beside each other (hedge mode)',
      'set it to one-way mode in the settings of the venue: net delta is reckoned from one position on each instrument',
      figures,
    );
  if (marginMode === 'isolated')
    return failed(
      'the instrument has isolated margin',
      'set it to cross margin at the venue: the rest of the account would not stand behind the leg, and it would be liquidated earlier than is reckoned',
      figures,
    );
  if (marginMode === 'portfolio')
    return warning(
      'the account has portfolio margin',
      'reckon with less than the largest safe size: it is judged by the rules of cross margin',
      figures,
    );
  const leverageText = leverage === undefined ? '' : `, leverage up to ${leverage}`;
  if (positionMode === undefined || marginMode === undefined)
    return notKnown(
      `${venue} does not tell how positions and margin are set up${leverageText}`,
      'see in the settings of the venue that positions are one-way, and margin is cross',
    );
  return ok(`one-way positions, cross margin${leverageText}`, figures);
}
