// Assertions state invariants and stay on in production: a broken one is a bug, and a bug ends the process loudly.

export class AssertionFailure extends Error {
  override readonly name = 'AssertionFailure';
}

/** What an invariant says; where that has to be put together, a function: it would be put together every time that the invariant holds. */
type Words = string | (() => string);

const textOf = (words: Words): string => (typeof words === 'string' ? words : words());

/** Throws `AssertionFailure` when an invariant of ours is broken. Never for input, which gets a tagged failure. */
export function assert(condition: boolean, invariant: Words): asserts condition {
  if (!condition) throw new AssertionFailure(`broken invariant: ${textOf(invariant)}`);
}

/** Closes a `switch` over a union: adding a member without handling it does not compile. */
export function assertNever(value: never): never {
  throw new AssertionFailure(`unhandled case: ${JSON.stringify(value)}`);
}

/** For values that are present by construction, where the type cannot know. */
export function assertPresent<Value>(value: Value | undefined, what: Words): Value {
  if (value === undefined) throw new AssertionFailure(`broken invariant: ${textOf(what)} is present`);
  return value;
}
