// The UTC day, in which daily losses and daily volumes are counted.

export const dayUs = 86_400_000_000;

/** 00:00 UTC of the day, in µs since the epoch. */
export const utcDayStartUs = (atUs: number): number => atUs - (atUs % dayUs);
