// What was asked for is there, or one clear line says what is wrong and what would be right. For whatever people can get wrong:
// settings, files, keys, symbols.

/** Nothing has happened, and nothing is lost. */
export interface CheckFailure {
  readonly ok: false;
  readonly code: string;
  readonly message: string;
  readonly remedy: string;
}

export type Checked<Value> = { readonly ok: true; readonly value: Value } | CheckFailure;

export const accepted = <Value>(value: Value): Checked<Value> => ({ ok: true, value });

export function refused(code: string, message: string, remedy: string): CheckFailure {
  return { ok: false, code, message, remedy };
}
