// What can be wrong with a recording: values with a code, one line that says what, and one that says what would be right.

export type RecordingFailureCode =
  | 'missing-file'
  | 'unreadable-file'
  | 'unwritable-file'
  | 'not-a-recording'
  | 'truncated'
  | 'corrupt'
  | 'unsupported-version'
  | 'malformed-line'
  | 'mixed-instruments'
  | 'no-snapshot'
  | 'no-depth'
  | 'unknown-quote'
  | 'invalid-option'
  | 'option-conflicts-with-data'
  | 'number-out-of-range';

export interface RecordingFailure {
  readonly code: RecordingFailureCode;
  readonly message: string;
  readonly remedy: string;
}

export type Outcome<Value> =
  { readonly ok: true; readonly value: Value } | { readonly ok: false; readonly failure: RecordingFailure };

export const succeeded = <Value>(value: Value): Outcome<Value> => ({ ok: true, value });

export function failed(
  code: RecordingFailureCode,
  message: string,
  remedy: string,
): { readonly ok: false; readonly failure: RecordingFailure } {
  return { ok: false, failure: { code, message, remedy } };
}

/** The code of a system call's error ("ENOENT"), `undefined` for any other error, which is a bug and must go on. */
export function systemErrorCode(error: unknown): string | undefined {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : undefined;
}
