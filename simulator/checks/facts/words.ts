// Figures of a violation, for people.

/** Whole ms in so many µs. */
export const millisecondsIn = (us: number): number => Math.round(us / 1_000);
