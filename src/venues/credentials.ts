// The variables that hold keys and accounts, by venue, with the names that users' `.env` files already have. Nothing here ever
// holds a value.

export const credentialNames: Readonly<Record<string, readonly string[]>> = {
  backpack: ['BACKPACK_PUBLIC_KEY', 'BACKPACK_SECRET_KEY'],
  grvt: ['GRVT_TRADING_ACCOUNT_ID', 'GRVT_PRIVATE_KEY', 'GRVT_API_KEY', 'GRVT_ENVIRONMENT'],
  paradex: ['PARADEX_L1_ADDRESS', 'PARADEX_L2_PRIVATE_KEY', 'PARADEX_L2_ADDRESS', 'PARADEX_ENVIRONMENT'],
  extended: ['EXTENDED_API_KEY', 'EXTENDED_STARK_KEY_PUBLIC', 'EXTENDED_STARK_KEY_PRIVATE', 'EXTENDED_VAULT'],
  nado: ['NADO_PRIVATE_KEY', 'NADO_MODE', 'NADO_SUBACCOUNT_NAME'],
  notices: ['ACCOUNT_NAME', 'TELEGRAM_BOT_TOKEN', 'TELEGRAM_CHAT_ID', 'EVENKEEL_HEARTBEAT_URL', 'LARK_TOKEN'],
};
