// A user's mistake: one line that says what is wrong and what would be right, exit code 2, nothing started.

export interface UsageFailure {
  readonly ok: false;
  readonly code: string;
  readonly message: string;
  readonly remedy: string;
}

export type Checked<Value> = { readonly ok: true; readonly value: Value } | UsageFailure;

export const accepted = <Value>(value: Value): Checked<Value> => ({ ok: true, value });

export function refused(code: string, message: string, remedy: string): UsageFailure {
  return { ok: false, code, message, remedy };
}

export function usageLine({ message, remedy }: Pick<UsageFailure, 'message' | 'remedy'>): string {
  return `evenkeel: ${oneLine(message)}: ${oneLine(remedy)}\n`;
}

function oneLine(text: string): string {
  return text.replace(/\s+/g, ' ').replace(/[.:;\s]+$/, '');
}
