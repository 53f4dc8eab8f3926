// What the key may do: trade, and nothing that could take money away where a narrower key can be had.
import type { LegFacts } from '../facts.ts';
import { failed, notKnown, ok, warning, type Judgement } from '../finding.ts';
import { unanswered } from '../words.ts';

export function checkMayTrade({ venue, examination, order }: LegFacts): Judgement | undefined {
  if (order?.isProven === true) return ok('the key has placed an order and cancelled it');
  if (examination === undefined) return undefined;
  if (!examination.ok) return unanswered(examination);
  switch (examination.value.account?.mayTrade) {
    case true:
      return ok('the key may trade');
    case false:
      return failed('the key may not trade', 'make a key that may, and put it into .env');
    case undefined:
      return notKnown(
        `${venue} does not tell whether a key may trade`,
        '`doctor --order-test` shows it, with an order that is meant to come to nothing',
      );
  }
}

export function checkMayWithdraw({ venue, examination, capabilities }: LegFacts): Judgement | undefined {
  if (examination === undefined) return undefined;
  if (!examination.ok) return unanswered(examination);
  const { keyPowers } = capabilities;
  switch (examination.value.account?.mayWithdraw) {
    case true:
      return warning(
        'the key can take money out of the account',
        `use a narrower one, so that whoever reads it can trade at worst: ${keyPowers}`,
      );
    case false:
      return ok('the key cannot take money out of the account');
    case undefined:
      return notKnown(
        `${venue} does not tell what else a key may do`,
        `see in the settings of the venue that it can only trade: ${keyPowers}`,
      );
  }
}
