// Randomness from outside: seeded wherever a run must be repeatable.

export interface Random {
  /** Uniform in [0, 1). */
  uniform(): number;
  /** Uniform whole number in [0, bound). */
  below(bound: number): number;
  /** Standard normal. */
  normal(): number;
  /** Exponential with the given mean. */
  exponential(mean: number): number;
  /** An independent stream, the same for the same seed and label whatever was drawn before. */
  fork(label: string): Random;
}
