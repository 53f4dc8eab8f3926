// Whether the venue answers, and lets us in.
import type { CheckFailure } from '../../../core/checked.ts';
import type { LegFacts } from '../facts.ts';
import { failed, ok, type Judgement } from '../finding.ts';
import { isOfTheConnection, siteText } from '../words.ts';

export function checkReach({ opened }: LegFacts): Judgement | undefined {
  if (opened.ok) return ok(`answers, at ${siteText(opened.value.site)}`);
  if (isOfTheKeys(opened)) return undefined;
  if (isOfTheConnection(opened) || isOfTheSite(opened)) return failed(opened.message, opened.remedy);
  return ok('answers');
}

export function checkKeys({ opened }: LegFacts): Judgement | undefined {
  if (opened.ok) return ok(`accepted, for the account ${opened.value.account}`);
  return isOfTheConnection(opened) || isOfTheSite(opened) ? undefined : failed(opened.message, opened.remedy);
}

/** Keys that are not there, or cannot be any: the venue was not asked. */
const isOfTheKeys = ({ code }: CheckFailure): boolean => code.startsWith('credentials-');

/** It is not known where to ask, or as whom. */
const isOfTheSite = ({ code }: CheckFailure): boolean =>
  code === 'bad-local-origin' || code === 'unknown-environment' || code === 'bad-account-name';
