// What the accounts of a pair have traded on a day, told to a later process and taken over by it. Points are counted by account,
// so the legs on one account are one figure.
import { addQuote, zeroQuote } from '../core/money.ts';
import type { DailyCarry } from './daily.ts';
import type { InstrumentAccount } from './instrument-account.ts';

type Traded = DailyCarry['traded'];

/** On the day of `atUs`, each venue account once. */
export function tradedByVenueAccount(legs: readonly InstrumentAccount[], atUs: number): Traded {
  const keys = new Set(legs.map(({ instrument }) => instrument.venueAccount));
  return [...keys].map((venueAccount) => ({
    venueAccount,
    amount: legs
      .filter(({ instrument }) => instrument.venueAccount === venueAccount)
      .reduce((sum, { dailyNotional }) => addQuote(sum, dailyNotional.on(atUs)), zeroQuote),
  }));
}

/** What an account traded before is counted with its first leg. */
export function restoreTraded(legs: readonly InstrumentAccount[], { dayStartUs, traded }: DailyCarry): void {
  for (const { venueAccount, amount } of traded) {
    const leg = legs.find(({ instrument }) => instrument.venueAccount === venueAccount);
    leg?.dailyNotional.add(amount, dayStartUs);
  }
}
