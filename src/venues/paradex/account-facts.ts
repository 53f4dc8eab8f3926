// What the venue says of the account that no order needs. It knows the key that an account was made with, which can do everything, from
// subkeys, which trade and cannot take money out (https://docs.paradex.trade/trading/api-authentication).
import { parseUnits } from '../../core/decimal.ts';
import { feeRate, type FeeRate } from '../../core/money.ts';
import type { AccountFacts } from '../examination.ts';
import type { Answered, Rest } from './rest.ts';
import {
  accountInfoShape,
  accountMarginShape,
  accountShape,
  paths,
  type AccountInfo,
  type AccountMarginSettings,
  type AccountSummary,
} from './wire.ts';

/** Whose facts they are: its address, and the public half of the key that was logged in with. */
export interface LoggedIn {
  readonly address: bigint;
  readonly publicKey: string;
}

export async function askAccountFacts(
  rest: Rest,
  who: LoggedIn,
  market: string,
): Promise<Answered<AccountFacts>> {
  const [account, info, margin] = await Promise.all([
    rest.ask(accountShape, paths.account),
    rest.ask(accountInfoShape, paths.accountInfo),
    rest.ask(accountMarginShape, paths.accountMargin, { market }),
  ]);
  if (!account.ok) return account;
  if (!info.ok) return info;
  if (!margin.ok) return margin;
  const told = { summary: account.value, info: ownOf(info.value.results, who.address), margin: margin.value };
  return { ok: true, value: accountFactsOf(told, who.publicKey, market) };
}

/** Subaccounts are listed too. */
export const ownOf = (accounts: readonly AccountInfo[], address: bigint): AccountInfo | undefined =>
  accounts.find(({ account }) => isSameHex(account, address));

export function accountFactsOf(
  told: {
    readonly summary: AccountSummary;
    readonly info: AccountInfo | undefined;
    readonly margin: AccountMarginSettings;
  },
  publicKey: string,
  market: string,
): AccountFacts {
  const { summary, info, margin } = told;
  const settings = margin.configs?.find((each) => each.market === market);
  const mainKey = info?.public_key ?? '';
  return {
    // Either kind of key signs orders; what only reads is a token, and is not logged in with.
    mayTrade: true,
    mayWithdraw: mainKey === '' ? undefined : isSameHex(mainKey, BigInt(publicKey)),
    isLiquidating: summary.status === 'LIQUIDATION',
    leverage: settings?.leverage === undefined ? undefined : String(settings.leverage),
    marginMode: marginModeOf(margin.margin_methodology, settings?.margin_type),
    // A position is one size on a market, and its side.
    positionMode: 'one-way',
    makerFee: rateOf(info?.fees?.maker_rate),
    takerFee: rateOf(info?.fees?.taker_rate),
  };
}

function marginModeOf(
  methodology: string | null | undefined,
  ofMarket: string | undefined,
): AccountFacts['marginMode'] {
  if (ofMarket === 'ISOLATED') return 'isolated';
  if (methodology === 'portfolio_margin') return 'portfolio';
  return ofMarket === 'CROSS' ? 'cross' : undefined;
}

function rateOf(text: string | undefined): FeeRate | undefined {
  const units = text === undefined ? undefined : parseUnits(text, 8);
  return units === undefined ? undefined : feeRate(units);
}

/** Leading zeros come and go. */
const isSameHex = (text: string, value: bigint): boolean =>
  /^0x[0-9a-fA-F]{1,64}$/.test(text) && BigInt(text) === value;
